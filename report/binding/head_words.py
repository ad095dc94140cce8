"""Words of titles, openings and signatures that tell of a plan, of a campaign or a part of the year, or of a part of the bureau.

Each makes figures ask; none of them binds one. 责任清单, 考核细则 tell what is to be done, 税收宣传月 and “双过半” of a time that is not
the year, 换届 of several, 驻村工作队 and 党总支 of others than the bureau.
"""

from __future__ import annotations

import re

PLAN_PAPER = re.compile(
    r"(?:(?:责任|任务|承诺)清单|工作部署|承诺(?:书|事项)?|绩效(?:考核|考评|管理)?指标(?:体系)?|(?:考核|考评|评分|评价)(?:细则|办法|指标|标准|规则)(?:[及和](?:考核|考评|评分|评价)?(?:细则|办法|指标|标准|规则))?|"
    r"(?:工作|发展)展望|日程(?:表|安排)?|项目书|时间表|路线图|倒排表)(?:表|册)?$"
)
_FORECAST = re.compile(r"预计(?!划)|预测|预估")
"""主要指标预计完成情况: nothing that was done yet."""
_DONE = re.compile(r"总结|报告|情况|回顾|落实|完成|自评|小结|汇报")
_PART_OF_YEAR = re.compile(
    r"[“\"]?(?:双过半|开门红|首季红)[”\"]?|第[一二三四五六七八九十百\d]+周|半年|(?<![全])周(?:工作)?(?:总结|小结)"
)
_CAMPAIGN = re.compile(
    r"(?:元旦|春节|清明|五一|端午|中秋|国庆|节日|节|寒|暑)[、\u4e00-\u9fff]{0,4}假(?:期|日)?|(?:(?!年)[\u4e00-\u9fff]){1,6}(?:宣传|教育|活动|攻坚|服务)[月周](?!报)|春风行动|百日[攻会行]\S{0,3}|“[^”]{1,10}”(?:专项|主题)|"
    r"党史学习教育|(?:第[一二三四五]批)?主题教育|大走访|会战"
)
_TERM = re.compile(r"换届|第[一二三四五六七八九十]+届(?!\S{0,6}(?:会议|全会|精神))|[本上]一?届")
_BODY = re.compile(
    r"^(?:(?:驻\S{1,4}?)?工作队|\S{0,6}税[务收]学会|(?:局|机关)?党总支|\S{0,6}党小组|局?机关(?:后勤|服务)\S{0,6}|局?机关(?=[\s\u3000]*(?:本级)?[\s\u3000]*(?:各项|年度|年终|监督|学习)*(?:工作|总结|情况|汇报|报告)))"
)
_OPENS_TIME = re.compile(
    r"时间过半|任务过半|[一两二三四]个季度(?:以?来)|(?<![上下])半年(?:以?来)|[两二三四五六七八九十\d]+个月(?:以?来)|(?:本届|换届)[^，。；]{0,6}以来"
)
_TOOK_OFFICE = re.compile(
    r"(?:(?P<year>20\d\d)|今)年(?:0?[2-9]|1[0-2])月[^。；]{0,8}?(?:任职|任现职|到任|上任|履新|[担]?任[^，。；]{2,24}?(?:长|书记|主任))"
)
_OWN_PART = re.compile(
    r"^(?:现将|现就|将)?(?P<who>我们?(?:税务)?(?:所(?![有以在属做])|科|股|支部|分局|中队|大队|队|专班|党小组)|(?:第[一二三四五六七八九十\d]+|\S{0,4})党小组|\S{0,8}专班(?=成立|自|在|紧|聚|扎)|驻\S{1,4}工作队)"
)


def plan_paper(title: str) -> str | None:
    """The word by which a title is that of a paper on what is to be done: 责任清单. Not 绩效指标完成情况."""
    if ahead := _FORECAST.search(title):
        return ahead[0]
    said = PLAN_PAPER.search(title)
    return said[0] if said and not _DONE.search(title) else None


def other_time(title: str, *, is_part: bool) -> str | None:
    """A time in a title that is not told in months. `is_part`: the title says a part of a year, as 上半年“双过半” does."""
    said = _CAMPAIGN.search(title) or _TERM.search(title) or (None if is_part else _PART_OF_YEAR.search(title))
    return re.sub('[“”"]', "", said[0]) if said else None


def part_in_title(rest: str) -> str | None:
    """The body that a title is of; `rest`: the title without periods and the bureau's name."""
    said = _BODY.match(rest)
    return said[0] if said else None


def time_of_opening(paragraph: str, year: int, *, is_part: bool) -> str | None:
    """半年来, 时间过半, or a month of the report's year from which its author has been in office. `is_part`: as of a title."""
    office = _TOOK_OFFICE.search(paragraph)
    if office and office["year"] in {None, str(year)}:
        return office[0]
    said = None if is_part else _OPENS_TIME.search(paragraph)
    return said[0] if said else None


def part_in_opening(clause: str) -> str | None:
    """我所, 我科, 第一党小组, with which a text opens."""
    said = _OWN_PART.match(clause)
    return said["who"] if said else None
