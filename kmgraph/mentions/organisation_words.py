"""The words that make a name one of a firm or a body."""

from __future__ import annotations

import re

from kmgraph.mentions.project_words import listed

# what a firm's or a school's name ends in
FORMS = frozenset(
    listed(
        "集团有限公司 股份有限公司 有限责任公司 有限公司 集团公司 公司 集团 银行 大学 研究院 研究所 科学院 农科院 证券 保险 信托"
    )
)

# branches that firms put behind a name of their own: 沃森生物
BRANCHES = listed(
    """
        生物 科技 药业 制药 医药 能源 电子 光电 材料 新材料 新材 股份 汽车 重工 石化 化工 环保 农业 食品 电气 电力 智能 通信 半导体 微电子
        动力 航空 物流 水泥 钢铁 高科 重科 机械 光伏 时代 锂业 铝业 铜业 钛业 矿业 乳业 酒业 牧业 纸业 实业 置业 地产 文旅 控股 网络 传媒 信息
        软件 数科 集成 精密 装备 轴承 电器 家居 服饰 纺织 化纤 塑业 包装 环境 水务 燃气 热力
        """
)

# those that say what a project is about as well
KINDS_TOO = frozenset(
    listed(
        """
        智能 动力 环境 文旅 食品 能源 材料 新材料 农业 物流 信息 环保 生物 医药 汽车 航空 机械 光伏 水务 热力 燃气 精密 装备 集成 家居 电力
        包装
        """
    )
) - {"生物", "能源"}

# what stands before a firm's name and is no part of it
NOT_IN_A_FIRM = listed("争取 辖内 其中 引导 帮助 鼓励 新增 组建 下属 旗下 来自 本地 域内 驻 以及 发行")

# public bodies, without the level before them (市, 省)
BODIES = frozenset(
    listed(
        """
        发改委 发展改革委 发展和改革委员会 工信局 工信厅 工业和信息化局 工业和信息化厅 经信局 经信委 科技局 科技厅 财政局 财政厅 教育局
        教育厅 教体局 公安局 公安厅 民政局 民政厅 司法局 司法厅 人社局 人社厅 人力资源社会保障局 人力资源和社会保障局 自然资源局 自然资源厅
        自然资源和规划局 生态环境局 生态环境厅 住建局 住建厅 住房城乡建设局 住房和城乡建设局 城管局 城市管理局 交通局 交通运输局 交通运输厅
        水务局 水利局 水利厅 农业农村局 农业农村厅 林草局 林业局 商务局 商务厅 文旅局 文旅厅 文化和旅游局 文化和旅游厅 文广新局 卫健委
        卫生健康委 卫健局 应急局 应急管理局 审计局 审计厅 国资委 市场监管局 市场监督管理局 体育局 统计局 医保局 金融局 金融办 税务局 信访局
        乡村振兴局 扶贫办 行政审批局 政务服务局 大数据局 投促局 投资促进局 粮食局 气象局 机关事务局 重点办 国土局 规划局 环保局 安监局
        工商局 质监局 人民银行
        """
    )
)

# what looks like the name of a firm and is none
NOT_A_FIRM = re.compile(
    r"[百千万]里|庙$|高速|铁路|高铁|公路|国道|省道|地铁|轨道|路$|线$|大桥|隧道|水库|机场|港$|[省市县区镇乡村]$|平台公司|产业集团|企业集团|龙头|上市公司|国有|投融资|一流|高水平|应用型|本科|职业大学$|老年大学|各类|全国|专业|新型|跨国|"
    r"世界|知名|担保|小额|村镇|商业银行$|政策性|外资|项目|工程|若干|大型|重点|开发公司|乡村振兴|绿色银行|子公司|母公司|分公司|央企|民营|[一二三四五六七八九十\d]+家"
)
