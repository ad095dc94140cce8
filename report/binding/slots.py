"""Words that set the scope of a figure, and words that turn it into another figure.

全市, 各支部, 个人所得税 change the scope; 同比增长, 日均, 计划 make another figure of it; 参加, 配合, 本人 another's or one
person's share of it. A figure whose slot the metric does not have must not be taken for the metric: the person is asked.
"""

from __future__ import annotations

import re

from metrics.model import Metric
from metrics.numbers import split_unit
from report.binding.fillers import head
from report.binding.likeness import grams
from report.binding.passages import Context
from report.binding.period_words import without_periods

CHANGE = re.compile(
    r"同比|环比|比上年|较上年|比去年|较去年|[比较]同期|增幅|降幅|增速|增收|减收|(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|压缩|多征|少征|翻了?)(?!至|到|为|了?税|负|质|服务|能力)|[多少]$"
)
_AVERAGE = re.compile(
    r"日均|月均|人均|户均|周均|年均|平均|每(?:天|日|月|周|人|户|季度?|半年|年|次|场|期|名|家|个|位|篇|件|支部|所)|单日|单月|最高|最多|最长|峰值"
)
_DAILY = ("日均", "每天", "每日")
_INTENT = re.compile(
    r"如果|假如|倘若|一旦|(?<![\u4e00-\u9fff])若|计划|力争|目标|预计|拟(?!定)|确保[^，]{0,10}(?:完成|实现|开展|组织|达到?)|争取|预算|明年|下一步|应当|不低于|不少于|至少|序时|(?<![即把])将(?:再|继续|陆续|全面|深入)?(?:开展|组织|召开|举办|进行|完成|实现|达|放映|播放|观看|检查|收集|征集|举行|安排)|还将|即将|将要|将于|打算|准备(?=开展|组织|召开|举办|放映)|(?<![相对适响反供])应(?=开展|组织|召开|举办|完成|放映|谈)|(?<![主重需必只不还就首紧概])要(?=开展|组织|召开|举办|完成|放映|抓好|收集|进行)"
)
AIM = re.compile(r"计划|目标|任务|预算|序时")
_BASIS = re.compile(r"同口径|自然口径|可比口径|剔除|还原|扣除|按日历日|按工作日|按?自然日|工作日均")
_NATURAL = "自然口径"
_OTHER_THAN_NATURAL = re.compile(r"同口径|可比口径|(?:剔除|还原|扣除)[^，。；]*留抵")
_TAXES = (
    r"税收收入|非税|社保费|社会保险费|(?:养老|医疗|失业|工伤|生育)保险|医保费|教育费附加|工会经费|增量|存量|水利建设?基金|残保金|残疾人就业保障金|土地出让|城乡居民|企业社保|机关事业|"
    r"个人所得税|企业所得税|增值税|消费税|契税|房产税|印花税|土地增值税|城镇土地使用税|城建税|车辆购置税|车购税|车船税|资源税|环保税|环境保护税|耕地占用税|烟叶税|(?<!城)关税|"
    r"留抵|退税|退库|减税|降费|六税两费|缓缴|缓税|缓费|缓征|减免|免征|减征|抵减|返还|代扣|代收|加计扣除|小规模|免抵调|查补|清欠|欠税|滞纳金|罚款|清缴|出口|地方(?:级|税|财政|一般)|一般公共预算|公共财政|财政总?收入"
)
_PARTS = (
    r"国内(?=税|增值|消费)|制造业|工业|农业|采矿业|房地产业?|建筑业|批发零售|金融业|服务业|餐饮业|运输业|电力|煤炭|高新技术|科技型|规模以上|[十百千]强|前[\d一二三四五六七八九十百]+[大强户名]|贡献|第[一二三]产业|小微企业|中小微|个体工商户|重点税源|重点行业|"
    r"国有企业|民营企业|外资|中央级|省级|市级|区县级|县级|区级|乡镇级|本级|离退休|老干部|退役|女(?:干部|委员|党员|同志|性|职工)|青年|年轻|中央(?:级|媒体|主流|主要|[及和、])|省市媒体|主流媒体|国家级|公众号|官微|官网|网站|抖音|视频号|刑事|司法|领导责任|直接责任|一把手|新入职|新进|党纪|政务|对(?:纳税人|企业|中介)|(?:标准化|星级|示范|模范|先进|优秀)(?=党?支部|简报|研讨|成果)|新提拔|新提任|新录用|新任|新媒体|新党员|预备党员|发展对象|入党积极分子|回头看|受处分|受处理|被处分|家属|(?<![和与、])人工(?![和与、及])|副书记|副局长|副主任|线上|线下|网上|云端|12345"
)
_PLACES = (
    r"全国|全省|全市(?!局)|全州|全系统|我市|我省|本市|本省|各县|各区县|各市县|各分局|各单位|各部门|辖区外|外省|兄弟单位|其他单位|开发区|高新区|园区|各?乡镇|全镇|全乡|街道|城区|"
    r"办税(?:服务)?厅|服务大厅|巡视|审计|督察"
)
_SCOPE = re.compile(f"{_PLACES}|{_PARTS}")
_KINDS = re.compile(_TAXES)
_JOINT = re.compile(r"[\u4e00-\u9fff]{2}(?:以及|[和及与])(?=税|非税|社保|社会保险|缓|退税|费)")
"""税收和非税收入**亿元 is neither of the two."""
_BRANCH = re.compile(
    r"(?:各|每个|全体|基层|所属|下属|机关|指导|督导)(?:党)?(?:总)?支部|支部|[科股]室|所(?:共|均)|分局|税务所|党小组|学习小组"
)
_ALL_BRANCHES = {f"{who}{what}" for who in ("", "各", "全体", "基层", "下属", "所属") for what in ("支部", "党支部")}
_FLOW = re.compile(
    r"新成立|共建|联建|结对|新增|新建|新设|新办|增补|补选|增选|撤销|注销|净增|撤并|完成换届|按期换届|换届(?:的)?(?:党)?支部|现有|在职|在岗"
)
_SHARE = re.compile(
    r"本人|我个人|个人参|参加(?!评)|参训|参会|参与|出席|列席|旁听|观摩|接受(?!咨询|来电)|迎接|(?<!协作)(?<!密切)(?<!相互)配合|协助|陪同|承办|协办|应邀|督导|指导(?!下|思想|意见)"
)
_TURNED = re.compile(r"批示|采纳|采用|采编|转载|转化|转发|获奖|表彰|入选|阅读|点击|浏览|点赞|粉丝|播放量|覆盖")
_DONE = re.compile(r"整改完毕|通过验收|完成整改|整改完成|整改到位|已整改|办结")
_FINISHED = re.compile(r"完成|整改到位|已整改|占(?!比)")
_NEGATED = re.compile(
    r"未(?!来|央)|没有|不含|不包括|除[^，]{1,8}外|漏接|遗漏|取消|退回|剩余|仍有|尚有|尚余|待整改|待办|正在"
)
_GROUPS = (
    (CHANGE, "left", "变动（同比、增减）"),
    (_AVERAGE, "left", "平均或最高"),
    (_FLOW, "scope", "新增或撤销"),
    (_DONE, "near", "已完成"),
    (_NEGATED, "left", "未完成或除外"),
    (_INTENT, "scope", "计划或目标"),
    (_BASIS, "scope", "口径"),
    (_SCOPE, "scope", "范围"),
    (_KINDS, "scope", "税费种类"),
    (_JOINT, "left", "几项合计"),
    (_BRANCH, "scope", "组织层级"),
    (_SHARE, "scope", "个人参加或配合"),
    (_TURNED, "near", "后来的结果"),
)
_BODIES = re.compile(r"机关纪委|机关党委|纪检组|团委|工会|妇联|党小组|党总支")
_LEVEL = re.compile(r"总局|中央|[省市区县](?=委|政府|局|纪委|税务局|主?要?领导)")
_OTHERS = (
    r"(?:国家税务)?总局|[省市](?:税务)?局|[省市]委|[区县](?:委|政府|纪委)|纪委监委|组织部|财政局|公安|审计局|人社局|医保局|法院|检察院|银行|兄弟单位|其他单位|"
    r"第[一二三四五六七八九十\d]+[党支]|(?!全局|[我本]局|[共现设配选建为对各将把])[\u4e00-\u9fff]{1,5}(?:党支部|税务所|税务分局)(?=[\u4e00-\u9fff])|各(?:级)?(?:党组织|(?:党)?(?:总)?支部|单位|部门|股室|科室|税务所|所|分局)|全市|全省|全国"
)
_OPENING = r"(?:其中|同时|此外|另外|期间|以来|放眼|纵观|从|在|据|早在|(?:记者|我们)从(?![区县]?税务局)|(?:今|去|上|当|本|全|20\d\d)年(?:度)?(?:同期)?|[上下]半年|[一二三四]季度|\d+月份?|目前|截至目前|累计|经|由|被)*+"
_NEIGHBOUR = r"(?:同级|平级|对口|上级|下级|邻近|毗邻|相邻|邻|兄弟|周边|隔壁|外|某|辖区|有的|一些|其他|其它|原)的?"
_WORD = r"(?:(?![向对为与同和跟给获得到在就把将以联的])[\u4e00-\u9fffX×*＊○某])"
_BODY = (
    rf"{_NEIGHBOUR}{_WORD}{{0,6}}?(?:局|企业|公司|[省市区县]|税务机关|税务部门)|(?:{_NEIGHBOUR})?{_WORD}{{0,6}}?(?:{_WORD}(?<![全我本区县格布结该由里内各])局(?!党委|里|内|机关)|[省市区县州](?:委|政府|法院|纪委)|委员会|法院|检察院|派出所|"
    rf"医院|学校|(?<!集)中学(?!习)|小学|[县市区城][一二三四五六七八九]中|大学|学院|公司|集团|银行|支行|商会|协会|街道|街道办|办事处|{_WORD}{{1,3}}(?:社区|[乡镇村])|{_WORD}{{2,4}}部门|支队|大队|海关)"
)
"""A body of whatever kind: 市场监管局, 县一中, 应急管理部门, 兄弟县局."""
_DONE_TO = (
    r"落实|贯彻|按照|依照|根据|围绕|紧跟|紧扣|紧盯|聚焦|针对|学习|执行|配合|协助|协同|联合|会同|携手|联动|依托|借助|争取|接受|主动|积极|对照|对标|通过|面向|走进|深入|走访|组织|召开|开展|举办|邀请|带领|推动|推进|助力|服务|支持|"
    r"保障|汇报|报送|提请|报请|抄送|迎接|完成|参加|参与|承办|选派|抽调|加强|强化|坚持|严格|认真|全面|持续|不断|扎实|用好|发挥|严守|遵守|收到|推送|反馈|办理|辅导|帮助|惠及|覆盖|指导|督促|检查|约谈|问责|处理|建成|建立|打造|设立|成立"
)
"""A clause that begins with one of these verbs has ourselves as its subject; the body behind it is what the work is done to or with."""
_SELVES = r"(?:全[县区]|[我本][县区局])?(?:[我本全区县]局|(?:局|机关)?党委|局里|局内|机关纪委|税务部门|税务机关|税务系统|[区县]?税务局)"
_SUBJECT = re.compile(
    rf"^[\s“·]*{_OPENING}(?!{_SELVES})(?P<who>{_OTHERS}|(?!{_DONE_TO})(?:{_BODY}))"
    r"(?!(?:[、和及]?[省市区县](?:委|政府))*党?委?(?:班子|党组)?(?:主要)?(?:的|对我局|给予)?(?:领导|要求|部署|安排|巡察|提出|指出|反馈|交办|下达|考核|授予|批示|肯定|税务工作|税务系统.{0,4}会议|工作会议|范围|首|率先|第一|前列|先进|排名))"
)
_BY_OTHERS = re.compile(
    rf"(?:被|由|受|经)(?!{_SELVES})(?:上级(?:部门|机关|单位|党委)?|{_OTHERS}|{_BODY})(?P<did>[^，。；]{{0,12}})"
)
_SET_BY = re.compile(rf"(?:{_OTHERS}|[省市区县]政府)(?:下达|分配|核定|安排|交给)")
_ENDORSED = re.compile(r"批示|肯定|表彰|报道|评为|授予|采用|刊发|领导|部署|要求|委托")
OURS = re.compile(r"我局|本局|全局|[县区]局|(?<![市省])局党委")


def unexplained(context: Context, metric: Metric) -> str | None:
    """A slot word of the text that the metric does not have, in words for the person; None if all is explained."""
    bodies, others = set(_BODIES.findall(metric.name)), set(_BODIES.findall(context.left))
    if bodies and others and not bodies & others:
        return f"文中说的是“{'、'.join(sorted(others))}”，而“{metric.name}”不是"
    spoken = " ".join((metric.name, *metric.words, metric.basis, metric.show))
    own_kind = any(kind in spoken for kind in _KINDS.findall(context.near))
    for pattern, place, says in _GROUPS:
        # 税收收入*亿元、非税收入*亿元: what opens the list is another item
        where = context.near if pattern is _KINDS and own_kind else getattr(context, place)
        for match in () if _beside_the_point(pattern, metric) else pattern.finditer(where):
            if not _known(pattern, match[0], spoken) and not _harmless(match[0], context, metric):
                return f"文中有“{match[0]}”（{says}），而“{metric.name}”不含"
    return (
        _left_out(context, metric)
        or _other_age(context, spoken)
        or _one_topic(context, metric)
        or _outsiders(context, metric)
        or _other_basis(context, metric, spoken)
        or _other_level(context, metric, spoken)
        or _other_subject(context, spoken)
    )


def judged(text: str) -> list[tuple[int, int]]:
    """Where a text holds words that `unexplained` judges."""
    return [said.span() for pattern in (*(group[0] for group in _GROUPS), _AGE) for said in pattern.finditer(text)]


def _known(pattern: re.Pattern[str], said: str, spoken: str) -> bool:
    """Whether the metric's own words hold what the text says, or another word of the same meaning."""
    if said in spoken or (pattern is _BRANCH and said in _ALL_BRANCHES and "支部" in spoken):
        return True
    if pattern is _AVERAGE:
        return said in _DAILY and any(word in spoken for word in _DAILY)
    return pattern is CHANGE and bool(CHANGE.search(spoken))


_EXCEPT = re.compile(r"（(?P<what>[^（）]*(?:含|包括|不计|除外|剔除|扣除)[^（）]*)）")
_TOPIC = re.compile(r"(?P<topic>[\u4e00-\u9fff]{2,10})专项(?:监督)?检查")
_ON_TOPIC = re.compile(
    r"(?:对|针对|就)(?P<topic>[^，。；、等和及对]{2,12}?)(?:工作|情况|领域)?(?:开展|进行|组织)(?:了)?专项(?:监督)?检查"
)
_WIDE = re.compile(r"重点|各|有关|相关|关键|全局|下属|所属|分局|税务所")
_AGE = re.compile(r"\d+(?:周)?岁(?:及)?以[上下内]")
_OUTSIDE = re.compile(
    r"企业|公司|中介|从业人员|纳税人|商户|业主|代理机构|财务人员|嫌疑|犯罪|团伙|学生|群众|居民|村干部|社区干部|镇干部"
)
_PERSONS = {"人", "名", "人次"}
_RECORD = re.compile(r"首次|首度|历史性|历史新高|新高")


def _left_out(context: Context, metric: Metric) -> str | None:
    """（不含社保费） behind the figure, and a record (首次突破), which no metric knows of."""
    said = _EXCEPT.search(f"{context.near} {context.scope}")
    if said and not any(_excludes(caveat, said["what"]) for caveat in metric.caveats):
        return f"文中写明“{said['what']}”，“{metric.name}”不一定如此"
    record = _RECORD.search(context.near)
    return f"“{record[0]}”要由人核对往年的数" if record else None


def _excludes(caveat: str, said: str) -> bool:
    """Whether a metric's own caveat says the same: 不含书记; 含社保非税 of （含社保费）."""
    if caveat.startswith("不含"):
        return caveat.removeprefix("不含") in said and bool(re.search("不|除|剔|扣", said))
    return caveat.startswith("含") and "不" not in said and any(p in caveat for p in grams(said.split("含")[-1], 2))


def _other_age(context: Context, spoken: str) -> str | None:
    """40岁以下 where the metric counts those under 35."""
    for said in _AGE.findall(context.near):
        if re.sub(r"\D", "", said) not in spoken:
            return f"文中说的是“{said}”，指标不是"
    return None


def _one_topic(context: Context, metric: Metric) -> str | None:
    """疫情防控专项监督检查 where the metric counts those on every topic; a wording that lists some (减税降费…等) names none."""
    spoken = " ".join(word for word in (metric.name, *metric.words) if "等" not in word)
    said = _TOPIC.search(context.near) if "专项" in metric.name else None
    on_topic = _ON_TOPIC.search(context.near) if said else None
    if on_topic and on_topic["topic"] not in spoken and not _WIDE.search(on_topic["topic"]):
        return f"文中说的只是“{on_topic[0]}”，而“{metric.name}”各项都算"
    if (
        said is None
        or head(said["topic"]) != said["topic"]
        or said["topic"].endswith(("等", "各类", "各项", "多项", "系列"))
        or said["topic"][-2:] in spoken
    ):
        return None
    return f"文中说的只是“{said[0]}”，而“{metric.name}”各项都算"


def _outsiders(context: Context, metric: Metric) -> str | None:
    """Persons who are not the bureau's own: 追究企业责任人."""
    said = _OUTSIDE.search(context.near) if metric.unit in _PERSONS else None
    return f"文中说的是“{said[0]}”，不是本局的人" if said and said[0] not in " ".join(metric.words) else None


def _harmless(said: str, context: Context, metric: Metric) -> bool:
    """An amount has no basis but the natural one; who was elected is newly in office."""
    natural = said == _NATURAL and not CHANGE.search(metric.name)
    return natural or (said == "新任" and "选" in context.clause)


def _beside_the_point(pattern: re.Pattern[str], metric: Metric) -> bool:
    """A tax is a part of amounts and of taxpayers; an inspection or a brief may be about it."""
    return pattern in (_KINDS, _JOINT) and split_unit(metric.unit)[1] not in {"元", "户", "户次", "%"}


def _other_basis(context: Context, metric: Metric, spoken: str) -> str | None:
    """A basis said before the clause holds in it, unless the clause says its own."""
    match = None if _BASIS.search(context.clause) else _BASIS.search(context.lead)
    if match and match[0] not in spoken and not _harmless(match[0], context, metric):
        return f"前面说的是“{match[0]}”（口径），而“{metric.name}”不是"
    return None


def _other_level(context: Context, metric: Metric, spoken: str) -> str | None:
    """Whose inspection, whose remark: 省局 where the metric counts those of 市局."""
    known, said = _levels(spoken), _levels(context.scope)
    if known and said and not known & said:
        return f"文中说的是“{'、'.join(sorted(said))}”一级，而“{metric.name}”不是"
    return None


def _levels(text: str) -> set[str]:
    return {{"县": "区"}.get(m, m) for m in _LEVEL.findall(text)}


def _other_subject(context: Context, spoken: str) -> str | None:
    """Another office, a branch or the whole city does it, in the figure's clause or in one before that still holds."""
    if AIM.search(spoken) and (set_by := _SET_BY.search(context.clause)):
        return f"说的是“{set_by[0]}”，台账里没有写是谁定的"
    for clause in [context.clause, *reversed(re.split(r"[，：:,]", context.lead))]:
        other = _SUBJECT.match(re.sub(r"\s", "", clause))
        if other and other["who"] not in spoken and not ("支部" in other["who"] and "支部" in spoken):
            return f"说的是“{other['who']}”，不一定是本局"
        if OURS.search(clause):
            return None
    passive = _BY_OTHERS.search(context.clause)
    if passive and not _ENDORSED.search(passive[0]) and passive["did"]:
        return f"说的是“{passive[0][:8]}”，不一定是本局"
    return None


_TELLING = 5
"""Characters of a wording that says all by itself, whatever words its metric's name has besides: 快于序时进度."""


def lacks(context: Context, metric: Metric) -> str | None:
    """The metric is a change, an average, a plan or of a stated basis by its name, and the text says nothing of the kind."""
    unsaid = f"文中没有“{metric.name}”所指的变动、平均或计划"
    groups = ((CHANGE, context.near), (_FINISHED, context.near), (_AVERAGE, context.scope), (AIM, context.scope))
    near = context.near.replace(" ", "")
    literal = any(len(word) >= _TELLING and word in near for word in metric.words)
    if not literal and any(pattern.search(metric.name) and not pattern.search(where) for pattern, where in groups):
        return unsaid
    if metric.basis == _NATURAL and _other_basis_follows(context.behind):
        return None
    basis = context.scope if _BASIS.search(context.clause) else f"{context.lead} {context.scope}"
    return "文中没有写明是自然口径还是同口径" if _BASIS.search(metric.name) and not _BASIS.search(basis) else None


def _other_basis_follows(behind: str) -> bool:
    """同比增长**%（同口径增长**%）: the rate that the next one is set beside is the natural one; not if that is of a part."""
    said = CHANGE.search(behind) and _OTHER_THAN_NATURAL.search(behind)
    return bool(said) and not re.search(r"其中|税收收入|社保费|社会保险费|非税", behind)


def names_it(context: Context, metric: Metric) -> bool:
    """Whether the words at the figure, or in the clause before that holds no figure, are the metric's core."""
    said = f"{context.near} {context.beside}"
    return any(all(word in said for word in words.split()) for words in metric.core)


def says_whose(context: Context, metric: Metric) -> bool:
    """Whether the sentence holds a word without which the figure may be anybody's; true if the metric asks for none."""
    said = "，".join(f.text for f in context.fragments)
    return not metric.about or any(all(word in said for word in words.split()) for words in metric.about)


_AND = re.compile(r"(?P<one>[\u4e00-\u9fff]{3,})(?:以及|[和与]|(?<![惠涉普触以提])及)(?P<other>[\u4e00-\u9fff]{3,})$")
_TO_WHOM = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}(?:向|对|就|围绕|针对|为|把|聚焦|紧盯|盯住|联合|会同|面向|关于|将|以|按|落实|与|同|和))"
)
_WHO = re.compile(r"(?:成员|干部|领导|人员|同志|书记|局长|股长|班子|党员|职工|负责人|部门)(?:带头|主动|坚持|深入)?$")
_DEED = re.compile(
    r"开展|组织|召开|举办|进行|举行|落实|推动|推进|报送|征集|收集|提出|送来|收到|专题汇报|汇报|获|受|批示"
)


def several_things(left: str, pairs: set[str]) -> str | None:
    """召开分析研判会和青年干部座谈会**次: two things in one figure, of which the metric (`pairs` of its wordings) is one."""
    said = _AND.search(re.sub(r"[^\u4e00-\u9fff]", "", re.split(r"[，：；]", left.rstrip())[-1]))
    if not said or _TO_WHOM.match(said["one"]) or _WHO.search(said["one"]) or _DEED.search(said["other"]):
        return None
    return said["one"] if said["one"][-2:] not in pairs and without_periods(said["one"]).strip() else None


def unsaid_half(metric: Metric, clause: str) -> str | None:
    """Of a metric that counts two things together (感谢信及锦旗), the one that the text does not speak of.

    A figure for letters alone is another figure; taking it for the joint one would correct a true sentence into a false one.
    """
    halves = metric.name.split("及")
    if len(halves) != 2 or min(map(len, halves)) < 2:
        return None
    return next((half.removesuffix("户数") for half in halves if half[:2] not in clause), None)
