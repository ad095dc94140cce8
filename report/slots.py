"""Words that set the scope of a figure, and words that turn it into another figure.

全市, 各支部, 个人所得税 change the scope; 同比增长, 日均, 计划 make another figure of it; 参加, 配合, 本人 another's or one
person's share of it. A figure whose slot the metric does not have must not be taken for the metric: the person is asked.
"""

from __future__ import annotations

import re

from metrics.model import Metric
from metrics.numbers import split_unit
from report.passages import Context

CHANGE = re.compile(
    r"同比|环比|比上年|较上年|比去年|较去年|[比较]同期|增幅|降幅|增速|增收|减收|(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|压缩|多征|少征|翻了?)(?!至|到|为|了?税|负|质|服务|能力)|[多少]$"
)
_AVERAGE = re.compile(
    r"日均|月均|人均|户均|周均|年均|平均|每(?:天|日|月|周|人|户|季度?|半年|年|次|场|期|名|家|个|位|篇|件|支部|所)|单日|单月|最高|最多|最长|峰值"
)
_DAILY = ("日均", "每天", "每日")
_INTENT = re.compile(
    r"计划|力争|目标|预计|拟(?!定)|确保[^，]{0,10}(?:完成|实现|开展|组织|达到?)|争取|预算|明年|下一步|应当|不低于|不少于|至少|序时|(?<![即把])将(?:再|继续|陆续|全面|深入)?(?:开展|组织|召开|举办|进行|完成|实现|达)"
)
_AIM = re.compile(r"计划|目标|任务|预算|序时")
_BASIS = re.compile(r"同口径|自然口径|可比口径|剔除|还原|扣除|按日历日|按工作日|工作日均")
_TAXES = (
    r"税收收入|非税|社保费|社会保险费|(?:养老|医疗|失业|工伤|生育)保险|医保费|教育费附加|工会经费|水利建设?基金|残保金|残疾人就业保障金|土地出让|城乡居民|企业社保|机关事业|"
    r"个人所得税|企业所得税|增值税|消费税|契税|房产税|印花税|土地增值税|城镇土地使用税|城建税|车辆购置税|车购税|车船税|资源税|环保税|环境保护税|耕地占用税|烟叶税|关税|"
    r"留抵|六税两费|缓缴|缓税|缓费|缓征|减免|免征|减征|抵减|返还|代扣|代收|加计扣除|小规模|免抵调|查补|清欠|欠税|滞纳金|罚款|清缴|出口|地方(?:级|税|财政|一般)|一般公共预算|公共财政|财政总?收入"
)
_PARTS = (
    r"制造业|工业|农业|采矿业|房地产业?|建筑业|批发零售|金融业|服务业|餐饮业|运输业|电力|煤炭|高新技术|科技型|规模以上|第[一二三]产业|小微企业|中小微|个体工商户|重点税源|重点行业|"
    r"国有企业|民营企业|外资|中央级|省级|市级|区县级|县级|区级|乡镇级|本级|离退休|老干部|退役|女(?:干部|委员|党员|同志|性|职工)|青年|年轻|中央(?:级|媒体|主流|主要)|主流媒体|国家级|公众号|官微|官网|网站|抖音|视频号|刑事|司法|领导责任|直接责任|一把手|新入职|新进|党纪|政务|对(?:纳税人|企业|中介)|(?:标准化|星级|示范|模范|先进|优秀)(?=党?支部|简报|研讨|成果)|新提拔|新录用|新任|家属|线上|线下|网上|云端|12345"
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
_FLOW = re.compile(r"新成立|新增|新建|新设|新办|增补|补选|增选|撤销|注销|净增|撤并|现有|在职|在岗")
_SHARE = re.compile(
    r"本人|我个人|个人参|参加(?!评)|参训|参会|参与|出席|列席|旁听|观摩|接受(?!咨询|来电)|迎接|配合|协助|陪同|承办|协办|应邀|督导|指导(?!下|思想|意见)"
)
_TURNED = re.compile(r"采纳|采用|采编|转载|转化|转发|获奖|表彰|入选|阅读|点击|浏览|点赞|粉丝|播放量|覆盖")
_DONE = re.compile(r"完成整改|整改完成|整改到位|已整改|办结")
_FINISHED = re.compile(r"完成|整改到位|已整改|占(?!比)")
_NEGATED = re.compile(
    r"未(?!来|央)|没有|不含|不包括|除[^，]{1,8}外|漏接|遗漏|取消|退回|剩余|仍有|尚有|尚余|待整改|待办|正在"
)
_GROUPS = (
    (CHANGE, "left", "变动（同比、增减）"),
    (_AVERAGE, "left", "平均或最高"),
    (_FLOW, "left", "新增或撤销"),
    (_DONE, "left", "已完成"),
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
_OPENING = r"(?:其中|同时|此外|另外|期间|以来|(?:今|去|上|当|本|全|20\d\d)年(?:度)?(?:同期)?|[上下]半年|[一二三四]季度|\d+月份?|目前|截至目前|累计|经|由|被)*"
_SUBJECT = re.compile(
    rf"^[\s“·]*{_OPENING}(?P<who>{_OTHERS})"
    r"(?!党?委?(?:班子|党组)?(?:主要)?(?:的|对我局|给予)?(?:领导|要求|部署|安排|巡察|提出|指出|反馈|交办|下达|通报|考核|授予|批示|肯定|税务工作|税务系统.{0,4}会议|工作会议|范围|首|率先|第一|前列|先进|排名))"
)
_OURS = re.compile(r"我局|本局|全局|我区|我县|全区|全县|[县区]局|(?<![市省])局党委")


def unexplained(context: Context, metric: Metric) -> str | None:
    """A slot word of the text that the metric does not have, in words for the person; None if all is explained."""
    bodies, others = set(_BODIES.findall(metric.name)), set(_BODIES.findall(context.left))
    if bodies and others and not bodies & others:
        return f"文中说的是“{'、'.join(sorted(others))}”，而“{metric.name}”不是"
    spoken = " ".join((metric.name, *metric.words, metric.basis, metric.show))
    for pattern, place, says in _GROUPS:
        for match in () if _beside_the_point(pattern, metric) else pattern.finditer(getattr(context, place)):
            if not _known(pattern, match[0], spoken):
                return f"文中有“{match[0]}”（{says}），而“{metric.name}”不含"
    return (
        _other_basis(context, metric, spoken)
        or _other_level(context, metric, spoken)
        or _other_subject(context, spoken)
    )


def _known(pattern: re.Pattern[str], said: str, spoken: str) -> bool:
    """Whether the metric's own words hold what the text says, or another word of the same meaning."""
    if said in spoken or (pattern is _BRANCH and said in _ALL_BRANCHES and "支部" in spoken):
        return True
    if pattern is _AVERAGE:
        return said in _DAILY and any(word in spoken for word in _DAILY)
    return pattern is CHANGE and bool(CHANGE.search(spoken))


def _beside_the_point(pattern: re.Pattern[str], metric: Metric) -> bool:
    """A tax is a part of amounts and of taxpayers; an inspection or a brief may be about it."""
    return pattern in (_KINDS, _JOINT) and split_unit(metric.unit)[1] not in {"元", "户", "户次", "%"}


def _other_basis(context: Context, metric: Metric, spoken: str) -> str | None:
    """A basis said before the clause holds in it, unless the clause says its own."""
    match = None if _BASIS.search(context.clause) else _BASIS.search(context.lead)
    if match and match[0] not in spoken:
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
    for clause in [context.clause, *reversed(re.split(r"[，：:,]", context.lead))]:
        other = _SUBJECT.match(clause)
        if other and other["who"] not in spoken and not ("支部" in other["who"] and "支部" in spoken):
            return f"说的是“{other['who']}”，不一定是本局"
        if _OURS.search(clause):
            return None
    return None


_TELLING = 5
"""Characters of a wording that says all by itself, whatever words its metric's name has besides: 快于序时进度."""


def lacks(context: Context, metric: Metric) -> bool:
    """The metric is a change, an average, a plan or of a stated basis by its name, and the text says nothing of the kind."""
    groups = ((CHANGE, context.near), (_FINISHED, context.near), (_AVERAGE, context.scope), (_AIM, context.scope))
    near = context.near.replace(" ", "")
    literal = any(len(word) >= _TELLING and word in near for word in metric.words)
    if not literal and any(pattern.search(metric.name) and not pattern.search(where) for pattern, where in groups):
        return True
    basis = context.scope if _BASIS.search(context.clause) else f"{context.lead} {context.scope}"
    return bool(_BASIS.search(metric.name)) and not _BASIS.search(basis)


def says_whose(context: Context, metric: Metric) -> bool:
    """Whether the sentence holds a word without which the figure may be anybody's; true if the metric asks for none."""
    said = "，".join(f.text for f in context.fragments)
    return not metric.about or any(all(word in said for word in words.split()) for words in metric.about)


def unsaid_half(metric: Metric, clause: str) -> str | None:
    """Of a metric that counts two things together (感谢信及锦旗), the one that the text does not speak of.

    A figure for letters alone is another figure; taking it for the joint one would correct a true sentence into a false one.
    """
    halves = metric.name.split("及")
    if len(halves) != 2 or min(map(len, halves)) < 2:
        return None
    return next((half.removesuffix("户数") for half in halves if half[:2] not in clause), None)
