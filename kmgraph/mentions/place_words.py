"""Words that tell a place from the ordinary word that is written like it. Each odd entry has the phrase that caused it."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# short names that are ordinary words: such a name counts only where its neighbours show that a place is meant, even in the own city
ORDINARY = _words("""
    资源 合作 振兴 城区 新建 新兴 惠民 平安 解放 通道 富民 富裕 友好 新城 前进 城中 港口 同心 安居 共和 公安 古城 惠农 平和 安定 兴业 延长 复兴
    宏伟 互助 乐业 温泉 同德 东方 老城 安宁 城东 滨海 市中 运河 南部 兴国 平原 新民 城西 清水 北区 清新 方正 南区 光明 友谊
    太平 向阳 江南 站前 路桥 商城 水城 灯塔 爱民 矿区 南城 沿河 天桥 河口 博爱 民权 中原 牡丹
    东区 西区 建设 胜利 来宾 大方 红旗 红星 开放 阳光 化工 城关 城北 中区 民乐 江城 山城 平房 大关
    和政
""")
# short names that ordinary text holds by accident (巩固安宁, 中小金融, 提高县城): they count in the own city, elsewhere beside other places
ACCIDENTAL = _words("""
    大新 利通 大安 增城 金山 大城 小金 成县 新安 唐河 杂多 上高 高要 上城 和康 定南 同仁 西陵 三江 资兴 金安 政和 资中 江源 天等 津市 阿里 兴城 长治 山南 西城 融安
    金水 扬中 迁安 通城 南山 白河 民丰 中山 建平 兴和 成安 华龙 高安 太湖 固安 永兴 南关 高县 富县 定西 和龙 安康 乌兰 新市 兰山 江口 海城 都安 三水 安远 亚东 海西
    龙港 安顺 新县 芙蓉 石龙 福安 安乡 灵山 北湖 龙湖 浦江 西工 宁国 安国 连山 月湖 成华 金沙 建安 正阳 泰和 六合 民勤 源汇 朝天 恒山 小店 盘山 合水 博望 临高 建水
    大同 庆安 黑山 南湖 龙潭 坡头 界首 平湖 蒙山 兴文 西山 理县 东至 永定 大东 佳县 路南 滨城 康平 顺城 万山 道县 津南 古县 太和 台山 阳东 石城 阳高 曲水 通江 宝山
    市北 路北 南开 木兰 坪山 白银 蓝山 康县 天全 康保 巴彦 江海 临海 市南 铁山 凉城 松山 凌云 白塔 南岸 双峰 名山 三元 白沙 北关 运城 三台 定海 金川 东安 新北 永宁
    江北 福山 西和 万安 永胜 广昌 文昌 交口 无为 大名 新河 石门 铁东 通河 中方 宝丰 元宝 临河 三门 新龙 开发 会同 团风 宁静 红岗
    朝阳 大兴 青山 白云 滨湖 盐湖 凤凰 天河 江山 河西 东风 新华 长安 西湖 滨江 泰山 三河 清河 莲花 龙门 东湖 桃源 兴隆 日照 东港 南海 裕民 龙江 大通 大化 和县 新平 新和 双城 磐石 长寿 和顺 东海 和平 民和 海港 大观 兴县 和安
""")
# full names that ordinary text holds by accident: 新增城区, 沿海城市, 最佳县, 示范县, 管理县级; they count in their own city,
# or behind the name of what they belong to
DOUBTFUL_FULL = _words("""
    城区 郊区 矿区 东区 西区 南区 北区 新城区 老城区 新建区 增城区 市中区 新市区 海城市 应城市 达县 北市区 南市区 津市市 城中区 城东区 城西区 城北区 中区 南城县 和平区
    友好区 解放区 港口区 滨海区 山城区 新华区 老边区 河口区 水城区 双城区 路南区 路北区 海港区 江城区 龙城区 凤城市 运河区 高新区 开发区 郊县 上城区 下城区 站前区 顺城区
    青山区 镇海区 南海区 江海区 东海县 上海县 和县 新县 兴县 范县 成县 高县 康县 代县 佳县 应县 古县 富县 道县 理县 大城县 通城县 兴城市
    运城市 石城县 鹤城区 市北区 市南区 临城县 增城市 滨城区 下陆区 新民市 平原县 资源县 合作市 新和县 清水县 新平县 通道县 互助县 和政县 江北区 江南区 河北区 河东区 河西区
    桥东区 桥西区 中原区 西湖区 东湖区
""")
# divisions that are called as zones elsewhere are
ZONES_OF_MANY = _words("滨海新区")
# short names of zones that are such in their own city alone: elsewhere 起步区 and 航天基地 are kinds of places
ZONES_AT_HOME = _words("""
    航天基地 航空基地 曲江 亦庄 起步区 转型综改示范区 综改示范区 蓝谷 乐城 湾里 江阴港城 东疆 净月 新站 浐灞 双龙 火炬高新区 仲恺 长兴岛 太平湾 西海岸 前湾
    古雷 长岛 花园口 伊滨 八里湖 太白湖
""")
# county-level places that reports far away name by their short name
KNOWN_AFAR = _words("""
    义乌 昆山 瑞丽 凭祥 绥芬河 满洲里 二连浩特 霍尔果斯 阿拉山口 敦煌 井冈山 曹妃甸 浦东 都江堰 晋江 汶川 舟曲 格尔木 余姚 张家港 武夷山 海淀 怀柔 丰台 石景山 平武 定日
    慈溪 诸暨 神木 喀什 琼海 遵化 迁西 高碑店 涿州 白沟 仁怀 古蔺 延吉 珲春 塔什库尔干 景德镇 佛山 龙泉驿 雨花台 秦淮 陆家嘴 金普 盐田 南沙
""")
# what a city behind it lies in, though a Chinese one bears its name: 俄罗斯白山市, 韩国安山市
ABROAD = r"俄罗斯|韩国|朝鲜|日本|越南|老挝|缅甸|泰国|柬埔寨|马来西亚|新加坡|印度|印度尼西亚|菲律宾|蒙古国|哈萨克斯坦|巴基斯坦|澳大利亚|新西兰|加拿大|美国|英国|法国|德国|意大利|西班牙|葡萄牙|荷兰|比利时|波兰|匈牙利|巴西|阿根廷|墨西哥|智利|秘鲁|南非|埃及"
# what makes a place's name the name of something else: 朝阳路, 长安号, 金沙江, 大理石, 上海精神, 北京冬奥会
STREET = r"(?:东|西|南|北|中)?(?:路|街|大街|大道|巷|胡同)"
LANDSCAPE = r"路街巷村乡镇河江湖山寺庙沟岭峡堡庄屯塔岛湾桥泉洞崖"
RIVERS = "江河湖山"
# what bears the name of a mountain or lake beside a place: 烟台山, 昆明池
SIGHTS = ("山", "池", "塔", "寺")
# famous mountains that a district is called after, and what the mountain gives its name to: 天山隧道, but 萧山机场 is in 萧山
MOUNTAINS = frozenset({"天山", "泰山", "千山", "恒山", "衡山"})
NAMED_AFTER_NATURE = r"(?:国际)?机场|[\u4e00-\u9fff]{0,2}隧道|风景区|景区"
WATERSIDE = frozenset({"公园", "流域", "两岸", "沿线", "沿岸", "水系", "干流", "支流", "航道"})
FIRM = r"集团|公司|股份|卷烟|号(?![线楼院桥])"
NOT_THE_PLACE = r"(?:特)?大桥|时代|峰会|宣言|共识|精神|公约|证券|银行|交易所|日报|时间|保卫战|啤酒|石[材矿板]|洪"
# longer words that the look-up takes first, so that they hold no place: 大理石; the verb in 提高县城, 创新乡村, 确保山体安全
LONGER_WORDS = _words("""
    大理石 平安青海 巴丹吉林 城容城貌 长治久安 长安汽车 长安街 长安杯 阿里云 安康码 平安建设 平安中国 真金白银 朝阳产业 夕阳朝阳 上海合作组织 中山路 中山大学 孙中山 中山装
    延安精神 古田会议 西柏坡 福田汽车 北汽福田 太平洋 盐湖化工 天水一色 大同小异 世界大同 大同小康 六盘山 贺兰山 祁连山 五台山 元宝山 黄山旅游 海南岛 贵州茅台 三江源
    新安江 富春江 嘉陵江 金沙江 牡丹江流域 嫩江流域 红河谷 澜沧江 怒江流域 珠江口 长江口 长春长生 科教兴国 出海口 大庆油田 定海神针 江河源头 海河流域 闽江 浙江大学 清华大学
    四川大学 吉林大学 南京大屠杀 海西经济区 中原经济区 新华社 新华书店 新华网 农民丰收节 麒麟软件 麒麟芯片 人民群众 南水北调 东数西算 西电东送 西气东输 北京时间 上海精神 三大理念
    兵马俑 丽江苏 美丽江苏 开封闭 莱芜战役 黄河流域 黄河故道 长江经济带 长江流域 淮河流域 广州期货交易所 北京证券交易所 上海证券交易所 深圳证券交易所 中山医院 同济医院 湘雅医院
    华西医院 和平统一 浙江经验 晋江经验 海南洋 南海洋 京津冀 长三角 珠三角 粤港澳大湾区 陕甘宁 呼包鄂 呼包银 长株潭 成渝地区双城经济圈 江淮 江汉平原 江汉流域 黄淮海
    中华人民共和国 人民共和国 共和国 广安门 丹霞山 千佛山 内江苏 四平八稳 乌苏里江 满城乡 湘西北 长白英才 西夏陵 重信尚义 确保 完成 扩大 壮大 拉大 加大 做大 重大 强大 伟大
    广大 盛大 最大 更大 提高 健康 改建 扩建 续建 创建 搭建 构建 实现 示范 管理 促进 推进 搬迁 拆迁 美丽 创新 更新 顺应 适应 响应 首都 畅通 开通 打通 接通 清运 拓宽
    巩固 稳定 均衡 扎实 优化 深化 人民 农民 居民 市民 公开平台 航天等 以上城市 特大安全 较大安全 中小金融 大城市 固安全 兴安岭 新市民 回迁 新河北 城南和 新乡村 文临高速 科技兴安 均衡水平 东延安置 重大理念 隆重庆祝 江河源 湖南侧 湖北侧 河南岸 山东侧 山西侧 河北侧 创建平安县 命名为平安县 苏州河
    广安全 市中心 大青山 大黑河 大兴调查 医保定点 中南部 引黄济宁 引江济淮 盐田虾 南昆山 罗浮山 江海堤防 左右江 文山会海 天山南北 美丽江西 中原农谷 海河源头 黄河源头 桂林洋 和田间
    一马平川 周年大庆 新建县域 驻辽中央 成渝中线 延长石油 新晋中国 引江济汉 鄂北调水 创新乡村 武昌鱼 华北平原 松嫩平原 三江平原 东北平原 马鞍山水库 港东港区 港西港区 信息港 自贸港 深水港 生态港 智慧港 数智港
    张家口赛区 成渝中部 杭州湾 渤海湾 北部湾 新建县级 海北岸 海南岸 湖北岸 江北岸 江南岸 西安事变 遵义会议 古田精神 甘南阿坝 山西工作 广西工作 江西工作 陕西工作 安全 安居工程 健康县城 示范县城 福建设 河南通 海南北 湖南北
    湖北上 山东西 青海蓝 东南 西南 西北 东北 华东 华南 华北 华中 河北岸 湖南岸 长安城 长安十二时辰 绿水青山 青山绿水 碧水青山 金山银山 健康长寿 长寿命 世界和平 爱好和平 江山如画 打江山 守江山 锦绣江山 徽州文化 徽州古 徽州区域
""")
# regions whose characters name their members: 京 and 津 in 京津冀
REGIONS = _words("京津冀")
# words that hold the character of a municipality: 东京, 盛京, 京剧, 津贴
LONE_IN_WORDS = re.compile(
    r"(?<=[东南西盛燕汴望钢])京|京(?=[\u4e00-\u9fff]{1,2}(?:药业|集团|股份|生物|光电|重工)|(?:[^津冀沪雄保石张承唐秦廊沧衡邢邯企南北东西]){1,2}(?:科技|公司)|[剧东韵胡味师瓷投车环族岛都]|九(?!铁路|高铁|客专|沿线|大动脉|线)|南国家|能(?:集团|热电|电力)|唐港|杭(?:大)?运河)|(?<=石)津(?=[、灌]|总干)|(?<=[补江夏宁延问河孟利生])津|(?<!京)津(?=[路街]|[\u4e00-\u9fff]?大[街道])|津(?=[贴津液巴])|沪(?=[剧深指工硅])"
)
# 港, 澳 and 台 are other words too (港口, 台账): they name places in these sets alone, and 粤港澳 is a region
SETS = re.compile(r"(?<!粤)港澳(?:台)?(?!大桥)")
ONLY_IN_SETS = "港澳台"
# what follows a run of characters that names a line of power, not places: 青豫直流
NO_RUN_NEXT = r"直流|特高压"
