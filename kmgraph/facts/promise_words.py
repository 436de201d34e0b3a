"""Words of planned work: the verbs that open a promise, and what may stand before them."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# verbs of doing (保有 is none: it states a measure), in the sense in which a plan uses them; the longest that fits is taken
ACTIONS = _words(
    """
    推进 推动 加快 实施 建设 打造 开展 完善 加强 深化 优化 提升 促进 发展 支持 培育 引进 引导 鼓励 落实 抓好 抓实 抓紧 健全 构建 建立
    强化 扩大 推广 推行 推出 完成 建成 开工 启动 投产 竣工 新建 改建 扩建 改造 整治 治理 修复 保护 保障 确保 力争 争取 争创 创建 巩固
    拓展 提高 提速 提振 做好 做强 做优 做大 做精 做实 用好 管好 守住 守牢 严守 坚守 坚持 坚决 打好 打赢 打响 打通 畅通 搭建 组建 设立
    成立 制定 出台 编制 修订 探索 研究 谋划 谋深 储备 布局 培养 培训 引育 招引 招商 吸引 激发 释放 盘活 化解 防范 防控 遏制 严控 控制
    压减 减少 降低 淘汰 关停 退出 整合 重组 统筹 协调 配合 对接 融入 参与 举办 办好 承办 筹办 组织 宣传 弘扬 传承 繁荣 丰富 壮大 增强
    增加 新增 补齐 补足 补强 延伸 延长 延链 补链 强链 聚焦 围绕 突出 把握 抢抓 依托 利用 发挥 挖掘 开发 开放 开拓 开通 贯通 续建 复工
    争做 服务 帮助 解决 清理 清退 清零 监管 监督 监测 检查 规范 改革 改善 改进 创新 攻坚 突破 试点 推介 落地 扶持 扶优 奖励 补贴 落细
    稳住 稳定 稳步 保持 保护 供给 供应 扩容 升级 转化 转型 调整 更新 建好 建强 修建 铺设 搬迁 种植 营造 植树 绿化 美化 净化 亮化 硬化
    普及 覆盖 实现 达到 全覆盖 放宽 放开 简化 精简 取消 下放 承接 接续 衔接 贯彻 执行 履行 兑现 树立 倡导 践行 关爱 救助 救济 安置
    严打 打击 查处 整顿 问责 追究 提供 发放 投入 投放 筹措 筹集 争抢 抓牢 抓细 强抓 狠抓 紧抓 深挖 深耕 厚植 集聚 聚集 联动 共建 共享
    夯实 筑牢 织密 织牢 兜牢 兜住 攻克 攻关 瞄准 锚定 推开 推深 唱响 擦亮 叫响 立足 适应 顺应 借助 运用 应用 引入 引领 带动 拉动 撬动
    加大 加密 安排 压缩 倒逼 放大 做细 做亮 做多 运营 运行 通车 封顶 交付 投用 投运 签约 收官 申报 申建 创评 评选 认定 引资 融资 招募 选派 动员 深推
    严禁 维护 筹建 搞好 锤炼 选树 商谈 补助 防止 避免 争先 争列 追赶 支援 援助 办成 办实 关注 尊重 保证 守护 用足 用活 压实 扛牢 扛稳
    规划 设计 腾退 新添 添置 增添 扩充 加固 清淤 疏浚 疏解 截污 提质 增效 增速 加速 冲刺 赶超
    """
)

# what a clause may open with before its verb
OPENERS = tuple(
    sorted(
        _words(
            """
            全力以赴 积极稳妥 因地制宜 统筹兼顾 下大力气 进一步 高质量 高标准 高水平 高起点 高品质 高效率 有针对性地 不折不扣 毫不动摇 坚定不移 持之以恒 有力有序 有序有效 深入扎实 继续 全力
            全面 全方位 全年 年内 今年 大力 着力 奋力 倾力 合力 积极 主动 深入 深度 扎实 切实 有效 有序 有力 精准 精心 科学 合理 适度 适时 及时 尽快 尽早 抓紧 从严 严格 坚决 坚定
            毫不放松 严厉 最大限度 强力 持续 不断 稳步 稳妥 稳慎 逐步 分类 分步 分批 集中 统一 统筹 系统 协同 协力 联合 共同 重点 更加 更好 更大力度 充分 认真 努力 务实 务必 同步 加大力度 快速 迅速 千方百计
            创新性 创造性 一体化 一体 常态化 规范 依法 带头 率先 牢牢 紧紧 始终 必须 我们 要 将 并 以 也 再 就 地 来 和 及 、 “
            """
        ),
        key=lambda word: (-len(word), word),
    )
)

# openings of sentences that address the hearers or look back; they promise nothing
NO_PROMISE = (
    "各位",
    "同志们",
    "以上报告",
    "现将",
    "请予审议",
    "请审议",
    "附件",
    "附表",
    "注:",
    "注：",
    "备注",
    "谢谢",
    "回顾",
    "一年来",
    "去年",
    "过去",
    "上年",
)

# from the firmest to the loosest: the order of ontology/strengths.ttl
STRENGTH_ORDER = (
    "strength-ensure",
    "strength-complete",
    "strength-strive",
    "strength-advance",
    "strength-explore",
)

# verbs that say a strength wherever they stand in a clause: 5号线力争年底建成
CLEAR = ("确保", "力争", "务必")
