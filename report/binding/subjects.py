"""Who did it, where a clause or a sentence names its subject: another body, a part of the bureau, a person, or ourselves.

市场监管局, 甲县局, 税源管理二股, 工会, 张三同志 did theirs, not the bureau's; the department in charge of a metric (税政股 of
refunds) does it for the bureau. A subject holds for the clauses behind it until we ourselves are named.
"""

from __future__ import annotations

import re
from functools import lru_cache

from metrics.model import Metric
from report.binding.fillers import head
from report.binding.passages import Context
from report.binding.period_words import without_periods
from report.binding.reasons import Lasting
from report.finding.spaces import unspaced

_OTHERS = (
    r"(?:国家税务)?总局|[省市](?:税务)?局|[省市]委|[区县](?:委|政府|纪委)|纪委监委|组织部|财政局|公安|审计局|人社局|医保局|法院|检察院|银行|兄弟单位|其他单位|"
    r"第[一二三四五六七八九十\d]+[党支]|(?!全局|[我本]局|[共现设配选建为对各将把])[\u4e00-\u9fff]{1,5}(?:党支部|税务所|税务分局)(?=[\u4e00-\u9fff])|各(?:级)?(?:党组织|(?:党)?(?:总)?支部|单位|部门|股室|科室|税务所|所|分局)|全市|全省|全国"
)
OPENING = r"(?:其中|[一二三四五六七八九十]是|同时|此外|另外|期间|以来|放眼|纵观|从|在|据|早在|(?:记者|我们)从(?![区县]?税务局)|(?:今|去|上|当|本|全|20\d\d)年(?:度)?(?:同期)?|[上下]半年|[一二三四]季度|\d+月份?|目前|截至目前|累计|经|由|被)*+"
_NEIGHBOUR = r"(?:同级|平级|对口|上级|下级|邻近|毗邻|相邻|邻|兄弟|周边|隔壁|外|某|辖区|有的|一些|其他|其它|原)的?"
_WORD = r"(?:(?![向对为与同和跟给获得到在就把将以联的])[\u4e00-\u9fffA-Z×*＊○某])"
_BODY = (
    rf"{_WORD}{{1,5}}?[县区](?:税务)?局|{_NEIGHBOUR}{_WORD}{{0,6}}?(?:局|企业|公司|[省市区县]|税务机关|税务部门)|(?:{_NEIGHBOUR})?{_WORD}{{0,6}}?(?:{_WORD}(?<![全我本区县格布结该由里内各])局(?!党委|里|内|机关)|[省市区县州](?:委|政府|法院|纪委)|委员会|法院|检察院|派出所|"
    rf"医院|学校|(?<!集)中学(?!习)|小学|[县市区城][一二三四五六七八九]中|大学|学院|公司|集团|银行|支行|商会|协会|街道|街道办|办事处|工商联|科协|残联|总工会|政协|人大|{_WORD}{{1,3}}(?:社区|[乡镇村])|{_WORD}{{2,4}}部门|支队|大队|海关)"
)
"""A body of whatever kind: 市场监管局, 县一中, 应急管理部门, 兄弟县局."""
DONE_TO = (
    r"落实|贯彻|按照|依照|根据|围绕|紧跟|紧扣|紧盯|聚焦|针对|学习|执行|配合|协助|协同|联合|会同|携手|联动|依托|借助|争取|接受|主动|积极|对照|对标|通过|面向|走进|深入|走访|组织|召开|开展|举办|邀请|带领|推动|推进|助力|服务|支持|"
    r"保障|汇报|报送|提请|报请|抄送|迎接|完成|参加|参与|承办|选派|抽调|加强|强化|坚持|严格|认真|全面|持续|不断|扎实|用好|发挥|严守|遵守|收到|推送|反馈|办理|辅导|帮助|惠及|覆盖|指导|督促|检查|约谈|问责|处理|建成|建立|打造|设立|成立|升级|启用|优化|搭建|组建|下设|下辖|设有|新[建设](?![区县])|增设|撤销|撤并|整合"
)
"""A clause that begins with one of these verbs has ourselves as its subject; the body behind it is what the work is done to or with."""
_NO_GROUP = r"(?<!中心)(?<!纪检)(?<!党)(?<!巡察)(?<!巡察[一二三四五六七八九十])"
ROOM = (
    rf"(?:{_WORD}{{1,8}}?(?:股(?!份|长|级|室)|科(?![学技级长普室研目])|室(?!内)|{_NO_GROUP}组(?![织合建长成团])|(?<!围绕)中心(?!工作|任务|组|大局)|专班|(?<![部排])队(?![伍员长列]))|"
    r"工会|团委|团总?支部|妇委会|妇联|青工委)"
)
"""A part of the bureau, or a body of its people: 税源管理二股, 青年理论学习小组, 工会."""
NOBODY = r"(?!全[体局]|各|党员|干部|领导|负责|广大|[老女男]|年轻|青年|机关|班子|主要|其他|有的|纪检)"
_PERSON = (
    rf"(?:{NOBODY}[\u4e00-\u9fff]{{1,4}}同志(?!们)|[\u4e00-\u9fff]某某?|"
    r"副局长|副书记|纪检组长|(?:[我本]|[我咱]们?)(?:所(?!有|以)|支部|股|科|分局)|[股科所]长|分管(?:局)?领导|总(?:经济|会计|审计)师)"
)
"""A single person who is not the head of the bureau, or whose words 我所 are."""
_INSIDE = re.compile(
    rf"^[\s“·*]*{OPENING}(?:[我本全县区]?局)?(?:机关)?(?P<who>(?!{DONE_TO}){ROOM}|{_PERSON})(?=[^，。；]{{2}})"
    rf"|^(?:[一二三四五六七八九十]是)?(?:[我本全县区]?局)?(?:机关)?(?P<alone>工会|团委|妇委会|妇联|{_WORD}{{2,8}}[股科])(?:方面)?$"
)
_SELVES = r"(?:全[县区]|[我本][县区局])?(?:[我本全区县]局|(?:局|机关)?党委|局里|局内|机关纪委|税务部门|税务机关|税务系统|[区县]?税务局)"
_SUBJECT = re.compile(
    rf"^[\s“·*]*{OPENING}(?!{_SELVES})"
    rf"(?P<who>(?!(?:{DONE_TO})[\u4e00-\u9fff]{{0,5}}(?:支部|税务所|分局))(?:{_OTHERS})|(?!{DONE_TO})(?:{_BODY}))"
    r"(?!(?:[、和及]?[省市区县](?:委|政府|(?:税务)?局(?:党委)?))*党?委?(?:班子|党组)?(?:主要)?(?:的|对我局|给予|坚强|正确|有力|统一|大力)*(?:领导|要求|部署|安排|巡察|提出|指出|反馈|交办|下达|考核|授予|批示|肯定|税务工作|税务系统.{0,4}会议|工作会议|范围|首|率先|第一|前列|先进|排名))"
)
_BY_OTHERS = re.compile(
    rf"(?:被|由|受|经)(?!{_SELVES})(?:上级(?:部门|机关|单位|党委)?|{_OTHERS}|{_BODY})(?P<did>[^，。；]{{0,12}})"
)
_SET_BY = re.compile(rf"(?:{_OTHERS}|[省市区县]政府)(?:下达|分配|核定|安排|交给)")
_ENDORSED = re.compile(r"批示|肯定|表彰|报道|评为|授予|采用|刊发|领导|部署|要求|委托")
_AFTER = r"(?:(?<![\u4e00-\u9fffA-Za-z])|(?<=[内来底月由从经对向我本和与在的全度年份前于为至到被是时间给]))"
OURS = re.compile(rf"我局|本局|全局|{_AFTER}[县区](?:税务)?局|(?<![市省])局党委")
"""Ourselves. What stands before 县局 may make another of it: 甲县局, 各县区局."""
TAKES_OVER = re.compile(rf"{OURS.pattern}|(?:^|[，：、])(?:机关)?党委(?!委员)|(?:^|[，：])(?:党委)?纪检组(?!长)")
"""Whose deeds come next, where the sentence spoke of another before."""
COUNCIL = re.compile(r"\s*(?:全年|累计|今年)*(?:我局|本局|局|机关)?党委(?!委员|书记|副书记|成员)")
"""党委 at the head of a figure's own clause acts for the bureau, whichever branches of it acted before."""
_HELPED = re.compile(
    r"各[^，。；]{1,16}?(?:(?:积极|密切|通力|主动|大力|协同)+(?:配合|协作|支持|联动)|(?:认真|切实|全面)(?:履职|履责|尽责)(?:尽责)?|各司其职|各负其责|齐抓共管)"
)
"""各股室积极配合: how they helped, and no deed that is counted."""
_TAKEN_FROM = re.compile(
    r"(?:[一二三四五六七八九十]是)?从(?:各|全局|机关|基层|一线|有关|相关|股室|科室|税务所|部门|单位|、|和)+(?:抽调|选派|选调|选拔|遴选|挑选|调集|抽取)(?!的|人员组成|组成)"
)
"""从各股室抽调**名骨干: whom we took, not whose deeds."""
_NAMED_BUREAU = re.compile(r"(?P<name>.*)[县区](?:税务)?局")


def doubt(context: Context, metric: Metric, *, aimed: bool) -> str | None:
    """Another office, a branch or the whole city does it, in the figure's clause or in one before that still holds.

    `aimed`: the metric is a target, of which the text may say who set it.
    """
    if aimed and (set_by := _SET_BY.search(context.clause)):
        return f"说的是“{set_by[0]}”，台账里没有写是谁定的"
    beside = re.findall(r"（([^（）]*)）", context.scope)  # 集中学习*次（工会组织）
    council = COUNCIL.match(context.clause)
    for clause in [*beside, context.clause, *reversed(re.split(r"[，：:,]", context.lead))]:
        who = other_subject(clause)
        inside = council and who is not None and who.startswith("各")  # 各支部**次，党委**次
        if who and not inside and not is_ours(who, metric):
            return Lasting(f"说的是“{who}”，不一定是本局", who)
        if OURS.search(clause):
            return None
    passive = _BY_OTHERS.search(context.clause)
    if passive and not _ENDORSED.search(passive[0]) and passive["did"]:
        return Lasting(f"说的是“{passive[0][:8]}”，不一定是本局")
    return None


@lru_cache(maxsize=4096)
def inside_subject(sentence: str) -> str | None:
    """The part of the bureau, or the person, that a sentence begins with."""
    words = unspaced(sentence)
    said = None if _TAKEN_FROM.match(words) else _INSIDE.match(words)
    return (said["who"] or said["alone"]) if said else None


@lru_cache(maxsize=4096)
def other_subject(clause: str) -> str | None:
    """The body or the person, other than the bureau as a whole, whose deeds a clause tells."""
    words = unspaced(clause)
    if _TAKEN_FROM.match(words) or _HELPED.fullmatch(words):
        return None
    if inside := inside_subject(words):
        return inside
    said = _SUBJECT.match(words)
    if said is None:
        return None
    named = _NAMED_BUREAU.fullmatch(said["who"])
    # 年内区局: nothing but words of period before it, so it is our own
    return None if named and not head(without_periods(named["name"])) else said["who"]


def is_ours(who: str, metric: Metric) -> bool:
    """Whether a subject is one that the metric knows of, or the department that does it for the bureau."""
    spoken = metric.spoken
    return who in spoken or ("支部" in who and "支部" in spoken) or _in_charge(who, metric)


def _in_charge(who: str, metric: Metric) -> bool:
    """Whether it is the department that does it for the bureau: 税政股 of refunds, 纳税服务中心 of calls."""
    stem = re.escape(re.sub("[股科室组]$", "", metric.owner))
    return re.fullmatch(rf"(?:[我本全县区]?局)?(?:党委)?(?:智能)?{stem}(?:[股科室组]|服务|中心|部门)*", who) is not None


def without_charge(text: str, metric: Metric) -> str:
    """The text without the department in charge, which does it for the bureau: 税政股办理退税降费."""
    who = other_subject(text)
    return text.replace(who, "", 1) if who and _in_charge(who, metric) else text.replace(metric.owner, "")
