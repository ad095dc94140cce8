"""Whose figure it is, where the clause itself does not say: other bodies and persons named just before, or whom it was done to.

全市税务系统成绩显著。组织税费收入*** is the city's; 兄弟县局…。该局…, 谈心谈话** is theirs; 与一线干部谈心谈话** is only some of ours.
None of these binds a figure; each makes the program ask, unless the clause says that it is ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from metrics.model import Metric
from report.binding.passages import Context
from report.binding.periods_said import FIGURE
from report.binding.reasons import Lasting
from report.binding.subjects import OURS, inside_subject, is_ours
from report.finding.spaces import unspaced

_WIDER = re.compile(
    r"^(?:[一二三四五六七八九十]是|其中|期间|截至[^，]{0,8}|[^，]{0,6}年)?，?(?:(?:全市|全省|全国|全州|全系统|我市|我省)(?!局)(?![^，。；]{0,12}(?:会议|要求|部署|考核|排名|排位|前列|第一|先进|率先|推广|交流|表彰))|以[\u4e00-\u9fff]{2,10}(?:所|局|支部|企业|公司|同志)为例)"
)
_BODY = re.compile(
    r"(?:[省市区县](?:委|政府|纪委(?:监委)?|局)|第[一二三四五六七八九十\d]+(?:税务)?所|[\u4e00-\u9fff]{2,5}(?:税务所|税务分局)|兄弟[\u4e00-\u9fff]{0,3}局|[区县市]?(?:公安|财政|审计|人社|医保|住建|应急管理|市场监管)局)"
    r"(?!局|[^，。；]{0,8}(?:领导|巡察|肯定|批示|部署|要求|印发|关心|支持|高度|指导|授予|反馈|交办|考核))"
)
"""A body whose deeds the sentence tells, not what it asked of us."""
_THEY = re.compile(
    r"^(?:该(?:局|所|支部|同志|单位|股|科室?|分局|企业|县|区|同|名|项目|干部)|其(?:单位|所在|本人|个人|家人|支部)|他们?(?!山)|她们?|[^，。；]{0,10}[\u4e00-\u9fff]某某?(?:同志)?)"
)
_POST = re.compile(
    r"(?:本人|我)(?:现|目前|一直|主要|自20\d\d年(?:\d+月)?(?:起|以来)?)*(?:担任|现任|任|系|是|负责|分管|作为(?=[^，。；]{0,12}(?:分管|副局长|副书记|组长|[股科所]长|委员|主任)))(?![^，。；]{0,16}(?:[县区]局|全面工作|税务局)?(?:党委书记|(?<!副)局长|机关党委书记|党组书记))(?P<post>[^，。；]{2,20})"
)
"""The post of the person who reports, if that is not the head of the bureau."""
_LEFT_OUT = re.compile(r"^(?:除(?!此|了?[^，]{1,20}外[，]?(?:还|也|另))[^，。；]{1,12}外|不含|不包括)")
_OF_THE_LAST = re.compile("不含|不包括")
_ALSO = re.compile(r"^(?:还|也|另|并|同时)")
_TO_OUTSIDERS = re.compile(
    r"(?:为|向|给|对|替|帮|收到|收集|征集|征求|听取|采纳|吸纳|走访)(?:了|辖区|全区|全县|广大|重点|部分|有关)*(?:企业|公司|纳税人|缴费人|群众|居民|学生|商户|业主|中介|服务对象|人大代表|政协委员|特约监督员|行风监督员)"
)
_FROM_OUTSIDERS = re.compile(
    r"(?:走访|回访|调研|座谈|面向|邀请|问卷|联系|为|向|给|对|深入)[^，。；]{0,8}?(?:企业|公司|纳税人|缴费人|群众|居民|商户|人大代表|政协委员|特约监督员|行风监督员)|(?:企业|公司|纳税人|缴费人|群众|商户|代表|委员|监督员|税企|征纳)(?:代表)?(?:恳谈|座谈|见面|沟通|问卷|调查)"
)
_GATHERED = frozenset({"suggestions_collected"})
"""What is gathered is of those who were met just before: 召开纳税人座谈会，收集意见建议**条."""
_TO_BODIES = re.compile(
    r"(?:向|给|对)(?:[省市区县]委|[省市区县]政府|[省市](?:税务)?局|上级|组织部|人大|政协|地方党委)(?=[^，。；]{0,6}(?:提出|反映|报送|提交))"
)
_OWN_ROOMS = frozenset({"supervision", "party"})
_WITH = re.compile(
    r"(?:我|本人|局长|书记|主要负责人|“?一把手”?)?(?:[与和跟对]|同(?![期比时步样]|口径))(?P<who>[^，。；：与同和跟对]{1,12}?)(?:同志)?(?:之间)?(?:深入|广泛|普遍|坦诚|主动|认真|逐一|全面|开展|进行|了|的)*谈心(?:谈话)?"
)
_AMONG_LEADERS = re.compile(
    r"(?:党委|党组|领导|局)?班子(?:成员)?(?:之间|相互|互相|带头|主动|分别|认真|深入|逐一|广泛|普遍|先后|共|累计|全年|开展|进行|组织|了)*(?=谈心)"
)
"""班子成员谈心谈话: talks of the leaders, be it with one another."""
_STAFF = re.compile(r"(?:[县区]局|局)?机关(?:的|全体|各级|广大)*(?:党员|干部|职工|人员|同志)+")
_ALL_MEMBERS = re.compile(r"全体党员(?!干部|[和、及与])")
"""Those of the head office, and all members of the party: not the whole bureau, nor what its 党委 does."""
_EVERYBODY = re.compile(
    r"(?:全体|全局|各级|广大|所有|本局|我局|全员|机关|党员|干部|职工|同志|人员|员工|领导|班子|成员|分管|股室|科室|负责人|各|税务|以及|及|和|、|与)+"
)
_SOME = re.compile(r"^(?:领导|班子|成员|负责人|股室|科室|机关|分管)+$")


def doubt(context: Context, metric: Metric, earlier: Sequence[str]) -> str | None:
    """Why the figure may not be the bureau's own or not all of it; None if nothing says so.

    `earlier`: the sentences of the paragraph before, the nearest first.
    """
    spoken = metric.spoken
    if OURS.search(context.clause):
        return _done_to(context, metric, spoken)
    return _of_the_lead(context, spoken) or _of_before(context, earlier, metric) or _done_to(context, metric, spoken)


def _of_the_lead(context: Context, spoken: str) -> str | None:
    """What an earlier clause of the sentence says: 该局…，谈心谈话**; 除城关所外，谈心谈话**."""
    clauses = [unspaced(c) for c in re.split(r"[，：:,]", f"{context.lead}，{context.clause}") if c.strip()]
    of_the_last = _of_the_last(context.when[0])
    for at, clause in reversed(list(enumerate(clauses))):
        if clause in of_the_last:
            continue
        for pattern in (_THEY, _WIDER):
            if (said := pattern.match(clause)) and said[0] not in spoken:
                return f"说的是“{said[0]}”，不一定是本局"
        if (said := _LEFT_OUT.match(clause)) and not (at + 1 < len(clauses) and _ALSO.match(clauses[at + 1])):
            return f"文中写明“{clause[:12]}”，不是全部"
        if OURS.search(clause):
            return None
    return None


def _of_the_last(lead: str) -> list[str]:
    """税费收入**亿元，不含社保费，办理退税**亿元: the clauses that say what the figure before them leaves out, and no other."""
    if "不" not in lead:
        return []
    clauses = [unspaced(c) for c in re.split(r"[，：:,]", lead) if c.strip()]
    return [c for before, c in pairwise(clauses) if FIGURE in before and _OF_THE_LAST.match(c)]


def _of_before(context: Context, earlier: Sequence[str], metric: Metric) -> str | None:
    """The subject of the nearest sentence before that names one."""
    if OURS.search(context.lead):
        return None
    for sentence in [unspaced(context.lead), *earlier]:
        if post := _POST.search(sentence):
            return Lasting(f"前面说的是个人（{post[0][:14]}），不一定是全局的")
    who = told_before(earlier)
    return f"前一句说的是“{who}”，这里没有写明是不是本局" if who and not is_ours(who, metric) else None


def told_before(earlier: Sequence[str]) -> str | None:
    """The other body or person whose deeds the nearest sentence before tells that says whose they are; None if they are ours."""
    for sentence in earlier:
        ours, who = _told_in(sentence)
        if ours or who:
            return who
    return None


@lru_cache(maxsize=4096)
def _told_in(sentence: str) -> tuple[bool, str | None]:
    """Whether a sentence names us, and if not, whom; every figure of the paragraph behind it looks back on it."""
    if OURS.search(sentence):
        return True, None
    said = _WIDER.match(sentence) or _THEY.match(sentence) or _BODY.match(sentence)
    return False, said[0] if said else inside_subject(sentence)


def _done_to(context: Context, metric: Metric, spoken: str) -> str | None:
    """Outsiders to whom, or of whom, it was done: 为企业放映, 收集纳税人意见建议; talks with some of ours."""
    if metric.table not in _OWN_ROOMS:
        return None
    gathered = f"{context.lead}，{context.left}" if metric.key in _GATHERED else context.left
    for pattern, where in ((_TO_OUTSIDERS, context.left), (_TO_BODIES, context.left), (_FROM_OUTSIDERS, gathered)):
        if (said := pattern.search(where)) and said[0] not in spoken:
            return Lasting(f"文中说的是“{said[0]}”，“{metric.name}”只算本局自己的", said[0])
    staff = _STAFF.search(context.left) or (_ALL_MEMBERS.search(context.left) if metric.table == "party" else None)
    if staff and staff[0] not in spoken:
        return Lasting(f"文中说的是“{staff[0]}”，“{metric.name}”不只是他们的", staff[0])
    said = _WITH.search(unspaced(context.left))
    if said and not (_EVERYBODY.fullmatch(said["who"]) and not _SOME.match(said["who"])):
        return f"文中说的只是同“{said['who']}”，而“{metric.name}”是全部"
    by = _AMONG_LEADERS.search(unspaced(context.left))
    return f"文中说的是“{by[0]}”，而“{metric.name}”是全部" if by and "谈心" in metric.name else None
