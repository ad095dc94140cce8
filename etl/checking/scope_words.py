"""Words in the title of a table, the name of its sheet or of its file that say: these are not the bureau's whole actual figures.

One line a group of words. `unless` takes the same text back (计划完成情况 is what was done); `spares` are sources of which the
words are ordinary, `only` those of which alone they are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAKEN_BACK = "(?<![含减及和与、除扣剔抵入()])"
"""Before a word: （含退库）, 扣减退库后, 入（退）库 and 入库、退库 say that the table holds both."""


@dataclass(frozen=True)
class Words:
    """A group of words, why a table under them is not taken, and what to do."""

    words: re.Pattern[str]
    why: str
    unless: re.Pattern[str] | None = None
    only: frozenset[str] = frozenset()
    spares: frozenset[str] = frozenset()
    file_too: bool = True
    """Whether the file's name counts, too: a file may be called 备份 and hold the real thing."""
    beside: bool = False
    """Whether a column of comparisons in the header takes the words back: then the table has the figures themselves, too."""
    policy: bool = False
    """Whether the words name one policy: sheets for several of them are the whole again."""
    heading: bool = False
    """Whether the words count in the heading of a column of figures, too: 入库金额（全市）."""


_PLANNED = "是计划、任务一类的数，不是已经发生的。请报实际数；表里就是实际数的（如“……完成情况”），请改写"
_OTHER = "不是全部入库的税费。请报全部入库数（退库另列一行写负数）；表里就是全部入库数的，请改写"
HARMLESS_WITHOUT = "(?:海关|关税|进口|出口退税|免抵|调库|退库前)"
"""What the bureau's own figures never hold: 不含海关代征 says nothing against them."""
PART = "只是一部分，不能当作全局的数，其余的会被当作没有。请报全局整月的数；表里就是全部的，请改写"
_OLD = "像是作废的或更正以前的，一起入库会重复计算。请删去；确实要入库的，请改写"
NOT_TAKEN_OFF = re.compile(
    r"(?:未|没有?)(?:扣除?|扣减|减去?|减除|剔除|抵减|冲减|冲抵)(?:的)?(?:(?:本月|当月|留抵|各类|办理的)*)(?:退库|退税|冲红|红字)"
    r"|(?<!出口)(?:退库|退税)(?:款|额|数)?(?:尚|还|均|暂)?(?:未|没有?)(?:扣除?|扣减|减|剔除|抵减|冲减)"
)
CUSTOMS = re.compile(r"(?<![不未])(?:包?含|包括)[^不未,;]{0,6}海关|海关代征")
CUSTOMS_LEFT_OUT = re.compile(
    r"(?:[不未](?:包?含|包括|统计|列入|计入)|剔除|扣除|除去?)[^,;]{0,4}海关|海关[^,;]{0,8}(?:除外|[不未](?:含|计|列|统))"
)
CUSTOMS_COUNTED = "海关代征的不是税务部门组织的收入。请只报税务部门组织的；表里没有海关代征的，请改写"
_MONEY = frozenset(["revenue", "refunds"])
_REVENUE, _REFUNDS, _HOTLINE = frozenset(["revenue"]), frozenset(["refunds"]), frozenset(["hotline"])
_TARGETS = frozenset(["targets"])

GROUPS = (
    Words(
        re.compile(
            r"计划(?![财统征科股处单内外])|工作安排|活动安排|学习安排|安排表|日程表|(?:工作|实施|活动|学习|检查)方案|预案"
            r"|(?<![模虚草])拟(?=开展|召开|举[办行]|任|提拔|[退减缓免入刊发报播登]|办[理结])"
        ),
        _PLANNED,
        unless=re.compile(r"完成|执行|落实|进度|实际|实绩|开展情况|总结"),
        spares=_TARGETS,
    ),
    Words(re.compile(r"任务"), _PLANNED, unless=re.compile(r"完成|执行|落实|进度|实际|实绩"), only=_MONEY),
    Words(re.compile(r"任务(?:分解|分配|安排|书)"), _PLANNED, spares=_TARGETS | _MONEY),
    Words(re.compile(r"预测|预计|测算|拟[任提安开召办]"), _PLANNED, unless=re.compile(r"实际|实绩"), spares=_TARGETS),
    Words(
        re.compile(
            r"快报|速报|初步(?:数|统计|核算|完成|汇总)|暂估|未完(?![成税])|未(?:月结|结[账帐转]|[关封轧扎][账帐])|[结关封轧][账帐]前"
        ),
        "是月末以前报的数，不是整月的实际数。请报实际数；表里就是整月实际数的，请改写",
        unless=re.compile(r"实际|实绩|决算"),
        only=_MONEY | _HOTLINE,
        heading=True,
    ),
    Words(
        re.compile(
            r"(?<![占居在向受获为])全[市省](?!场|统一|下达|通报|表彰|排名|排序|第|领先|前列|税务系统(?:通报|表彰|排名|先进))"
        ),
        "是全市（全省）的数，不是本局的。请只报本局的数；表里就是本局的，请改写",
        unless=re.compile(r"[我本]局|[我本全][区县]"),
        spares=frozenset(["inspections"]),
        heading=True,
    ),
    Words(
        re.compile(
            r"[(]测试[^)]*[)]|^测试|测试(?:表|数据|版|用)|[(](?:试填|试报|示例|样[表例]|演练)[^)]*[)]|试填|填报示例"
        ),
        "是测试（示例）用的数，不是实际的。请报实际数；表里就是实际数的，请改写",
        file_too=False,
    ),
    Words(
        NOT_TAKEN_OFF,
        "收入要减去退库。请把退库另列一行写负数（或报减去退库以后的净数）；表里就是净数的，请改写",
        only=_REVENUE,
        heading=True,
    ),
    Words(CUSTOMS, CUSTOMS_COUNTED, unless=CUSTOMS_LEFT_OUT, only=_REVENUE, heading=True),
    Words(re.compile(r"留成"), PART, unless=re.compile(r"[及和与、]"), only=_REVENUE, heading=True),
    Words(
        re.compile(r"(?<!新)增减|增收(?!节支)|减收|增长额|增幅|增速|同比|环比"),
        "是增减的数，不是本期的数。请报本期的数；表里就是本期数的，请改写",
        unless=re.compile(r"[及和与、]"),
        only=_MONEY,
        beside=True,
    ),
    Words(
        re.compile(r"户均|人均|月均|日均"),
        "是平均数，不能相加。请报总数；表里就是总数的，请改写",
        unless=re.compile(r"[及和与、]"),
        spares=_TARGETS,
    ),
    Words(
        re.compile(
            _TAKEN_BACK
            + r"(?:退库|(?<!出口)退税|应征|应纳|应收|查补|稽查(?!局)|纳税评估|欠税|清欠|欠缴|缓缴|缓税|减免|留抵|未入库|滞纳金|罚没|待解|在途|多缴|误收)"
        ),
        _OTHER,
        only=_REVENUE,
    ),
    Words(re.compile(r"申报"), _OTHER, unless=re.compile(r"入库"), only=_REVENUE),
    Words(re.compile(r"(?<![含及和与、])作废"), _OLD),
    Words(
        re.compile(r"^[旧废]$|旧[表版]|(?:更正|修改|调整|修订)前(?!后)|原表|原稿|初稿|草稿|备份|副本"),
        _OLD,
        file_too=False,
    ),
    Words(
        re.compile(
            r"(?<!组成)部分|(?:前|TOP)(?:\d+|[一二三四五六七八九十百]+)[名户家位强]|百强|重点税源|重点企业|纳税大户|规模以上|规上|抽样|节选|摘录",
            re.IGNORECASE,
        ),
        PART,
        spares=_TARGETS,
    ),
    Words(
        re.compile(rf"(?:不含|不包括|不包含|未含|剔除)(?!{HARMLESS_WITHOUT})"),
        PART,
        spares=_TARGETS,
    ),
    Words(re.compile(r"(?<![分各按、])街道|(?<![分各按、德])[乡镇](?=税[收费]|收入|入库)"), PART, only=_MONEY),
    Words(re.compile(r"一般公共预算|地方财政收入"), PART, only=_REVENUE),
    Words(
        re.compile(r"民营|外资企业|中小微|小微企业|个体工商户|第[一二三]产业"),
        PART,
        unless=re.compile(r"分经济|分类"),
        only=_MONEY,
    ),
    Words(
        re.compile(r"微信(?!文件|图片|下载|转)|QQ|公众号|网上咨询|在线咨询|网站咨询|现场咨询|大厅咨询"),
        PART,
        unless=re.compile(r"[及和与、]"),
        only=_HOTLINE,
    ),
    Words(re.compile(r"留抵"), PART, unless=re.compile(r"减税|降费|减免|缓税|[及和与、]"), only=_REFUNDS, policy=True),
    Words(re.compile(r"缓[税费缴]"), PART, unless=re.compile(r"退税|减税|降费|减免"), only=_REFUNDS, policy=True),
    Words(re.compile(r"六税两费|小规模纳税人|制造业"), PART, only=_REFUNDS),
)

KINDS = {
    "警示教育": "警示教育片", "酒驾醉驾": "酒驾醉驾检查", "酒驾检查": "酒驾醉驾检查", "监督检查": "专项监督检查", "追责问责": "追究责任", "责任追究": "追究责任",
    "新闻报道": "媒体报道", "领导批示": "批示", "青年座谈会": "青年干部座谈会", "中心组学习": "集中学习",
}  # fmt: skip
"""What titles call the kinds of a source, besides their codes."""
PARTS = {
    "party": (
        (re.compile(r"意识形态"), frozenset({"听取意识形态汇报", "意识形态分析研判会", "专题汇报"})),
        (re.compile(r"中心组|理论学习|学习教育|读书班|学习台账"), frozenset({"集中学习", "专题研讨", "研讨成果"})),
        (re.compile(r"青年"), frozenset({"青年干部座谈会", "集中学习", "专题研讨", "研讨成果"})),
    ),
    "publicity": (
        (re.compile(r"媒体|外宣|对外宣传"), frozenset({"媒体报道", "感谢信", "锦旗", "荣誉"})),
        (re.compile(r"表扬|表彰|荣誉|锦旗|感谢信"), frozenset({"感谢信", "锦旗", "荣誉"})),
        (re.compile(r"简报|批示"), frozenset({"简报", "批示"})),
    ),
    "supervision": (
        (re.compile(r"谈话|警示教育|廉政教育"), frozenset({"谈心谈话", "警示教育片"})),
        (re.compile(r"监督检查|督[查察]|作风"), frozenset({"专项监督检查", "酒驾醉驾检查"})),
    ),
}
"""What a title may call several kinds of a source, and which: a ledger of these alone is a part."""
GENERAL = re.compile(r"党建|党务|监督执纪|执纪监督|纪检监察|从严治党|党风廉政|信息宣传|宣传信息|新闻宣传|[和与及、暨]")
"""What stands for all kinds of a source in a title, whatever it names besides."""
ALL_OF_IT = re.compile(r"等|各项|各类|及其他|分类|分事项|汇总|综合")
"""谈心谈话等监督台账 names one kind for all."""
LEVELS = ("中央级", "省级", "市级", "地方级", "区级", "县级", "乡镇级")
SPLIT = re.compile(r"[分各按](?:税费?种|项目|行业|级次|预算级次|税务所|[科所])")
"""分税种, 各行业: the table holds all of them, whatever it names besides."""
WHOLE = re.compile(r"税费|税收|各税|全税种|税款|税金|组织收入|全口径")
"""What names all taxes (once the names of single ones are taken away: 增值税收入 holds 税收 by accident)."""
CHARGES = ("社会保险费", "社保费", "社保", "非税收入", "非税", "行政事业性收费", "政府性基金")
