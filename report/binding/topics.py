"""What the deeds that a figure counts were on, or in what campaign: 围绕留抵退税, 在税收宣传月, 退税减税专题研讨.

A metric of deeds (meetings, inspections, briefs, reports in the media) counts those on every topic. A topic said before
them makes a part of them, unless it is the metric's own, one of several (… 等), or says nothing in particular (中心工作).
"""

from __future__ import annotations

import re

from metrics.model import Metric
from report.binding.fillers import head
from report.binding.likeness import grams
from report.binding.passages import Context
from report.binding.reasons import Lasting
from report.binding.subjects import OURS
from report.finding.spaces import unspaced

_OF_DEEDS = frozenset({"party", "supervision", "publicity"})
_DEED = r"(?:深入|扎实|多次|先后|分批|集中|认真|广泛|累计|共|全年|年内)*(?:开展|组织|召开|举办|举行|进行|编发|撰写|编写|编印|编报|印发|上报|报送|刊发|刊登|发布|形成|征集|征求|收集|听取|专题|专项|专门|谈心|播放|放映|观看|追究|被|获得)"
_ABOUT = re.compile(
    rf"(?P<how>围绕|聚焦|针对|紧扣|紧盯|瞄准|关于|对(?=[^，]*?(?:开展|组织|进行)了?专[项题])|(?:^|(?<=[，年月度内局委组党们]))就(?!此|有|是))(?P<topic>[^，。；：]{{2,30}}?)(?={_DEED}|[，。；：]|$)"
)
_SIDE = re.compile(r"(?:^|[，：])(?P<topic>在?[^，。；：]{2,14})(?:方面|领域|工作中)(?=[，：]|$)")
_LOOKED_AT = frozenset({"紧盯", "紧扣", "瞄准"})
"""What eyes are kept on is mostly persons, posts and times (紧盯“两权”运行); only a tax or a policy is a topic."""
_GENERAL = re.compile(
    r"等|各|有关|相关|下属|所属|税务所|全局|中心|大局|主责|主业|重点|关键|重心|核心|全面|决策|部署|要求|安排|年度|目标|任务|使命|职[能责]|高质量|现代化|工作实际|短板|弱项|堵点|痛点|难点|焦点|热点|薄弱|不放|八小时|节点|前后|时段|系列|多个|[一二三四五六七八九十两几]个|来[看说讲]|而言"
)
_EMPTY = re.compile(r"贯彻|学习|宣传|落实|落地|工作|情况|问题|政策|措施|领域|方面|要点|开展|推进|精神|的|“|”")
_ON = re.compile(r"(?P<topic>[\u4e00-\u9fff]{2,10})(?P<deed>专项(?:监督)?检查|专题(?:学习)?研讨|集中学习)")
_IN_QUOTES = re.compile(r"“[^”]+”(?:为?主题的?)?(?:专项(?:监督)?检查|专题(?:学习)?研讨|集中学习)")
_TAX = re.compile(
    r"留抵退税|退税减税(?:降费)?|减税降费|退税降费|退税|减税|降费|缓税缓费|社保费|非税收入?|个人所得税|企业所得税|增值税|出口退税"
)
_MONTH = r"[^，。；：]{0,12}?(?:宣传|税宣|服务|教育|主题|质量|安全|警示|廉政|保密|法治)(?:月|周|日|季)"
_NTH = r"第[\d一二三四五六七八九十]+个"
_EVE = r"(?:前夕?|后|前后|当天)?(?=[，：]|$)"
_CAMPAIGNS = (
    rf"(?:(?:在|于|借|利用|结合)(?:{_NTH})?|{_NTH}){_MONTH}(?![\d度份报均收])",  # 在第31个税收宣传月
    rf"{_MONTH}(?:(?:活动)?(?:期间|中|里|上)|(?=[，：]|$))",
    r"在[^，。；：]{2,14}(?:中|期间|之际|行动|活动|大会战|攻坚战)(?=[，：]|$)",
    r"(?:结合|依托|借助)[^，。；：]{0,10}(?:主题教育|学习教育|专项整治|专项行动)",
    rf"(?:每逢|逢|在)?(?:端午|中秋|国庆|元旦|清明|五一|七一|春|元宵|重阳|劳动|佳|双|两|传统|重要|、)*节(?:假日|日)?{_EVE}",
)
_CAMPAIGN = re.compile(rf"(?:^|[，：])(?P<said>{'|'.join(_CAMPAIGNS)})")


def doubt(context: Context, metric: Metric) -> str | None:
    """Why a figure may be of the deeds on one topic, or in one campaign, alone; None if nothing says so."""
    if metric.table not in _OF_DEEDS:
        return None
    # 减税降费、征管改革等专项监督检查 lists some of the topics and leaves none out
    spoken = " ".join(word for word in (metric.name, *metric.words, *metric.about) if "等" not in word)
    before = unspaced(f"{context.lead}，{context.beside}，{context.left}")
    said = _topic(before, spoken) or _of_a_kind(context, spoken)
    if said:
        far = said.startswith("对") and OURS.search(said) is not None  # 市局对我局开展: whose deeds they are
        return Lasting(f"文中说的只是“{said}”的，而“{metric.name}”各项都算", said, far=far)
    campaign = _CAMPAIGN.search(f"{context.lead}，{context.before}".replace(" ", ""))
    if campaign and campaign["said"] not in spoken:
        reason = f"文中说的只是“{campaign['said']}”的，“{metric.name}”是整个期间的"
        return Lasting(reason, campaign["said"], far=True)
    return None


def _topic(before: str, spoken: str) -> str | None:
    """The topic that the sentence gives: 围绕留抵退税，开展…, 就减税降费编发…."""
    for said in _ABOUT.finditer(before):
        topic = said["topic"]
        told = _EMPTY.sub(" ", topic)
        own = any(pair in spoken for piece in told.split() for pair in grams(piece, 2))
        looked_at = said["how"] in _LOOKED_AT and not _TAX.search(topic)
        if told.strip() and not (own or looked_at or _GENERAL.search(topic)):
            return said[0]
    sides = (said["topic"] for said in _SIDE.finditer(before) if not _GENERAL.search(said["topic"]))
    return next((side for side in sides if (tax := _TAX.search(side)) and tax[0] not in spoken), None)


def _of_a_kind(context: Context, spoken: str) -> str | None:
    """The topic in the name of the deed: 疫情防控专项监督检查, 退税减税简报."""
    left = re.split(r"[，：]", unspaced(context.left))[-1]
    if "等" in left:
        return None
    if said := _ON.search(left):
        topic = said["topic"]
        if "专项" in said["deed"] and head(topic) == topic and topic[-2:] not in spoken:
            return said[0]
    if quoted := _IN_QUOTES.search(left):
        return quoted[0]
    tax = _TAX.search(left)
    return None if tax is None or tax[0] in spoken else tax[0]
