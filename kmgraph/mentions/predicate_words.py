"""What is said of things that are planned, built and used, by the stage that it tells."""

from __future__ import annotations

from kmgraph.mentions.mention import Phase
from kmgraph.mentions.project_words import listed

# the paper before the spade: done, begun or under way, it is 前期
PAPERS = listed(
    """
    前期 可研 可行性研究 预可研 工可 项目建议书 立项 核准 备案 获批 批复 报批 报审 报建 审批 审查 评审 环评 稳评 洪评 能评 论证 专题报告 建设方案 方案 选址 勘察 初步设计 初设 施工图 规划设计 方案设计 设计招标
    用地 供地 土地 林地 征地 征迁 摘牌 手续 招标 招投标 挂网 预审 用海 签约 签定 签订 签署 洽谈 落户 落子 落位 落地 列入 纳入 入库 谋划 储备 预研 前置 编制 开工准备 开工前 总体规划 研究论证
    """
)

STAGES: dict[Phase, tuple[str, ...]] = {
    "开工": listed("开工 动工 破土 奠基 开建 启建 启动 进场 打桩 试桩 首桩 拆迁 征拆 动迁 落地开工 落地动工"),
    "建成": listed(
        """
        竣工 完工 建成 落成 贯通 交付 交工 交楼 交房 交验 收官 收尾 验收 销号 试车 试运行 联调联试 联调 蓄水 架通 拉通 成型 成网 成环 闭环 闭合 回迁 建设完成 建成开放 建成通水 生产许可
        """
    ),
    "投产": listed(
        """
        投产 达产 满产 量产 试产 试生产 投料 下线 出片 出铁 出钢 出纸 出油 出煤 出产 产出 出货 点火 烘炉 开车 开机 并网 通线 达效 满负荷 放量 爬坡 上量 转产 复产 稳产 批产 导入 点亮 单班 双班 三班 投片 流片 首台 首车 产能 产量 年产 日产 月产
        拉通首条产线 新增产线 发电 批量生产 批量供货
        """
    ),
    "运营": listed(
        """
        通车 投用 投运 启用 开业 开园 开街 开市 开门 开票 开放 开馆 开诊 开学 开演 开航 开行 开通 迎客 纳客 接诊 收治 招生 营业 运营 满租 满园 入驻 迁入 载客 揭牌 挂牌 供热 供水 供电 供气 送电 送水 通水 通航 通气
        使用 上线 运行 亮灯 焕新 迎新 首飞 首航 复航 首发 载人 载货 接待 靠泊 放行 转场
        """
    ),
}

# what is done on the way: a thing of which it is said is being built, whatever of it is done
ACTIVITIES = listed(
    """
    封顶 结顶 封底 合龙 洞通 轨通 短轨通 电通 铺轨 铺架 架梁 架设 上梁 吊装 升顶 浇筑 浇注 开挖 掘进 盾构 始发 下穿 截流 导流 填筑 衬砌 注浆 铺设 敷设 铺装 摊铺 安装 调试 装修 装饰 内装 布展 校飞 试飞 搬入
    进洞 出洞 过半 抢工 抢建 续建 复工 热滑 冷滑 形象进度 扩产 落地建设 新筑 填平补齐 进入收尾 收尾阶段 进入攻坚 投资完成 完成投资 年度投资 投资 正负零 主体完工 主体竣工 主体建成
    """
)

# work goes on, at no stage that is named
WORK_GOES_ON = listed(
    "推进 推动 加快 提速 加速 实施 施工 建设 铺开 攻坚 进度 进展 步伐 延伸 在建 改造 扩建 改建 新建 迁建 整治 治理 修复 修缮 提升 更新 开发"
)

# what comes of a thing says nothing of its stage: 带动就业, 新增床位
EFFECTS = listed("带动 带来 拉动 助推 助力 支撑 撬动 吸引 惠及 新增床位 新增学位 新增就业 新增处理")

ADVERBS = listed(
    """
    力争 确保 争取 实现 进入 达到 预计 计划 完全 年内 年底 年末 月底 之前 前 底 上半年 下半年 今年 明年 当年 全年 同步 先后 相继 陆续 分别 依次 次第 接连 双双 悉数 全部 全面 全线 整体 正式 顺利 成功 如期 按期 按时 提前 率先 尽快 尽早 早日 早 即将
    已 将 均 都 也 再 可 并 且 就 后 等 的 基本 初步 重新 实质性 逐步 有序 稳步 扎实 加紧 抓紧 紧张 正在 正 内 、 和 与 及 一并 集中 快速 高效 有望 可望 得以 得到 开始 开展 进行 取得 获得 通过 项目 工程
    """
)

# parts of a thing, whose end is not the end of the thing
PARTS = listed(
    """
    主体 主厂房 厂房 车间 桩基 地基 基坑 底板 顶板 地下室 地下结构 钢结构 屋面 屋盖 网架 幕墙 外立面 机电 土建 土石方 土方 场平 场地平整 设备 储罐 罐体 锅炉 烟囱 冷却塔 塔筒 组件 支架 杆塔 铁塔 接触网 轨道 道床 站台 雨棚
    苗木 绿化 样板段 试验段 单体 摄影棚 展厅 车站 站房 区间 隧道 隧洞 左线 右线 双线 单洞 斜井 竖井 桥梁 主桥 主塔 主墩 桥墩 墩柱 墩身 承台 箱梁 梁板 钢梁 梁体 拱肋 主缆 桥面 路面 路基 基层 面层 边坡 涵洞 大坝 主坝 副坝 坝体 坝基 溢洪道 导流洞 围堰 堤防 堤身 渠道 闸室 闸门 水工
    工程量 路段 标段 楼栋
    """
)

UNITS = listed("公里 千米 米 平方米 平方公里 亩 公顷 立方米 方 吨 个 座 栋 幢 条 台 套 处 段 户 % ％ 亿元 万元 元 成")

# other words that open what is said of a thing
OPENERS = listed("破题 起步 初具 首片 首批 全线 分步 分期 分年度 拉开 新开票 重新 具备 新增 形成")
