"""Ledgers of events: supervision, party work and publicity, with near misses that must not be counted."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import chinese_calendar

from sample_maker.sheets import Cell, Sheet, draw, write
from sample_maker.taxpayers import taxpayers

QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def days(year: int, count: int, stream: random.Random, months: tuple[int, int] = (1, 12)) -> list[dt.date]:
    """That many different working days, in order."""
    first, last = dt.date(year, months[0], 1), dt.date(year, months[1], 28)
    found: list[dt.date] = []
    while len(found) < count:
        day = first + dt.timedelta(days=stream.randint(0, (last - first).days))
        if chinese_calendar.is_workday(day) and day not in found:
            found.append(day)
    return sorted(found)


CHECKS = {2020: 11, 2021: 12, 2022: 16}
DRINK = {2020: 33, 2021: 41, 2022: 46}
FILMS = {2020: 8, 2021: 9, 2022: 12}
TALKS = {2020: 71, 2021: 88, 2022: 96}
"""Person-times."""
BLAMED = {2020: ("R0231", "R0407"), 2021: ("R0118", "R0231", "R0355"), 2022: ("R0142", "R0142", "R0309", "R0416")}
CHECK_TOPICS = (
    "减税降费政策落实",
    "征管改革推进",
    "留抵退税风险",
    "疫情防控纪律",
    "窗口作风",
    "内控执行",
    "发票管理",
    "办公用房",
)


def write_supervision(path: Path, year: int) -> None:
    """A workbook with a sheet a quarter."""
    stream = draw("监督", year)
    rows: list[tuple[Cell, ...]] = []
    for day in days(year, CHECKS[year], stream):
        rows.append((day, "专项监督检查", 1, None, None, stream.choice(CHECK_TOPICS), "纪检组", "检查通报"))
    for day, person in zip(days(year, len(BLAMED[year]), stream), BLAMED[year], strict=True):
        rows.append((day, "追究责任", None, None, person, "税收风险一体化监督", "纪检组", "处理决定"))
    for quarter in range(4):
        each = FILMS[year] // 4 + (1 if quarter < FILMS[year] % 4 else 0)
        for day in days(year, each, stream, (quarter * 3 + 1, quarter * 3 + 3)):
            rows.append((day, "警示教育片", 1, None, None, "专题警示教育", "机关党委", "签到表"))
    left = TALKS[year]
    for day in days(year, 24, stream):
        talked = min(left, stream.randint(2, 6))
        left -= talked
        if talked:
            rows.append(
                (
                    day,
                    "谈心谈话",
                    1,
                    talked,
                    None,
                    stream.choice(("思想动态", "工作履职", "作风建设")),
                    "纪检组",
                    "谈话记录",
                )
            )
    if left:
        rows.append((dt.date(year, 12, 20), "谈心谈话", 1, left, None, "年终谈话", "纪检组", "谈话记录"))
    for day in days(year, DRINK[year], stream):
        rows.append((day, "酒驾醉驾检查", None, None, None, "酒驾醉驾专项检查", "纪检组", "检查记录"))
    rows.sort(key=lambda r: (r[0], r[1]))
    headings = ("日期", "事项", "次数", "人次", "人员代号", "主题", "责任部门", "佐证材料")
    sheets = []
    for quarter, name in enumerate(QUARTERS):
        part = [r for r in rows if (r[0].month - 1) // 3 == quarter]
        sheets.append(Sheet(name, f"{year}年{name}监督工作台账（演示数据）", ("报送单位：纪检组",), headings, part))
    write(path, sheets)


STUDY = {2020: 38, 2021: 42, 2022: 46}
SEMINARS = {2020: 6, 2021: 7, 2022: 8}
OUTPUTS = {2020: (9, 12), 2021: (14, 13), 2022: (18, 17, 12)}
SUGGESTIONS = {2020: (16, 15), 2021: (21, 19), 2022: (23, 22, 18)}
FEW = {
    "听取意识形态汇报": {2020: 2, 2021: 2, 2022: 3},
    "意识形态分析研判会": {2020: 2, 2021: 2, 2022: 4},
    "青年干部座谈会": {2020: 1, 2021: 2, 2022: 3},
    "专题汇报": {2020: 4, 2021: 5, 2022: 6},
}


def write_party(path: Path, year: int) -> None:
    """A workbook with one sheet; branch meetings stand in it too and do not count for the committee."""
    stream = draw("党建", year)
    rows: list[tuple[Cell, ...]] = []
    for day in days(year, STUDY[year], stream):
        rows.append((day, "集中学习", 1, "党委", "党委理论学习中心组", "党的创新理论", "机关党委", "学习记录"))
    for day in days(year, 130, stream):
        rows.append((day, "集中学习", 1, "支部", "支部党员", "主题党日", "机关党委", "学习记录"))
    for day in days(year, SEMINARS[year], stream):
        rows.append(
            (
                day,
                "专题研讨",
                None,
                "党委",
                "党委委员",
                "学习贯彻党的二十大精神" if year == 2022 else "党史学习",
                "机关党委",
                "研讨记录",
            )
        )
    for day in days(year, 9, stream):
        rows.append((day, "专题研讨", 1, "支部", "支部党员", "支部专题研讨", "机关党委", "研讨记录"))
    for kind, parts, topic in (
        ("研讨成果", OUTPUTS[year], "税收现代化大讨论"),
        ("意见建议", SUGGESTIONS[year], "我为明年工作献一策"),
    ):
        for day, quantity in zip(days(year, len(parts), stream, (7, 12)), parts, strict=True):
            rows.append((day, kind, quantity, "党委", "全体干部", topic, "办公室", "汇编"))
    for kind, counts in FEW.items():
        audience = "市局党委、区委、区纪委监委" if kind == "专题汇报" else "党委委员"
        for day in days(year, counts[year], stream):
            rows.append((day, kind, 1, "党委", audience, kind, "机关党委", "会议纪要"))
    rows.sort(key=lambda r: (r[0], r[1], str(r[3])))
    headings = ("日期", "事项", "数量", "组织层级", "对象", "主题", "责任部门", "佐证材料")
    write(
        path,
        [Sheet("党建台账", f"某某区税务局{year}年度党建工作台账（演示数据）", ("报送单位：机关党委",), headings, rows)],
    )


OUTLETS = (
    "某某日报",
    "市电视台",
    "某某晚报",
    "省税务报社",
    "某某新闻网",
    "市广播电台",
    "区融媒体中心",
    "某某经济报",
    "某某法制报",
    "省政府网",
    "市政府网",
    "某某青年报",
    "某某工人报",
    "税收科普平台",
)
ALIASES = {"某某日报": "某某日报客户端", "市电视台": "市广播电视台", "省税务报社": "省税务报客户端"}
HEADINGS = (
    "日期",
    "事项",
    "来源",
    "标题",
    "对象",
    "简报编号",
    "领导层级",
    "是否肯定",
    "级别",
    "纳税人识别号",
    "佐证材料",
)


def _entry(day: dt.date, kind: str, origin: str, title: str, **more: Cell) -> tuple[Cell, ...]:
    rest = ("subject", "brief", "leader_level", "positive", "level", "taxpayer")
    return (day, kind, origin, title, *(more.get(name) for name in rest), "存档")


def write_publicity(path: Path, year: int) -> None:
    """A workbook with one sheet: articles, letters and banners, briefs, leaders' notes, honours."""
    stream = draw("宣传", year)
    rows = _articles(year, stream) + _thanks(year, stream) + _briefs(year, stream) + _notes(year, stream)
    rows.sort(key=lambda r: (r[0], r[1], str(r[2])))
    title = f"某某区税务局{year}年度信息宣传台账（演示数据）"
    write(path, [Sheet("宣传台账", title, ("报送单位：办公室",), HEADINGS, rows)])


def _articles(year: int, stream: random.Random) -> list[tuple[Cell, ...]]:
    known = OUTLETS[: {2020: 9, 2021: 11, 2022: 14}[year]]
    made = []
    for number, day in enumerate(days(year, 52 + 6 * (year - 2020), stream)):
        outlet = known[number] if number < len(known) else stream.choice(known)
        spelt = ALIASES.get(outlet, outlet) if stream.random() < 0.4 else outlet
        made.append(
            _entry(
                day,
                "媒体报道",
                spelt,
                stream.choice(("退税红利直达企业", "便民办税春风行动", "智能办税进社区", "税惠助企纾困")),
                level="市级",
            )
        )
    return made


def _thanks(year: int, stream: random.Random) -> list[tuple[Cell, ...]]:
    count = {2020: 21, 2021: 26, 2022: 34}[year]
    people = stream.sample(taxpayers(), count - 3)
    made = []
    for number, day in enumerate(days(year, count - 3, stream)):
        kind = "感谢信" if number % 3 else "锦旗"
        made.append(_entry(day, kind, "纳税人", "感谢税务干部热心服务", taxpayer=people[number].code))
    for day, origin in zip(days(year, 3, stream), ("某某社区居民", "某某街道办事处", "某某商会"), strict=True):
        made.append(_entry(day, "感谢信", origin, "感谢上门辅导"))
    for who in people[:4]:  # the same taxpayers again, with the other kind
        made.append(
            _entry(
                days(year, 1, stream)[0],
                "锦旗" if people.index(who) % 3 else "感谢信",
                "纳税人",
                "税惠暖人心",
                taxpayer=who.code,
            )
        )
    return made


def _briefs(year: int, stream: random.Random) -> list[tuple[Cell, ...]]:
    endorsed = {2020: 3, 2021: 4, 2022: 6}[year]
    made = []
    for number, day in enumerate(days(year, 18, stream, (1, 11)), 1):
        brief = f"JB{year}-{number:02d}"
        made.append(_entry(day, "简报", "办公室", f"退税减税工作简报第{number}期", subject="简报", brief=brief))
        note = {"subject": "简报", "brief": brief}
        later = day + dt.timedelta(days=6)
        if number <= endorsed:
            level = "区委主要领导" if number % 2 else "区政府主要领导"
            made.append(
                _entry(
                    later,
                    "批示",
                    "区委办" if number % 2 else "区政府办",
                    f"第{number}期简报批示",
                    leader_level=level,
                    positive="是",
                    **note,
                )
            )
        if number == 1:  # two notes on one brief are still one brief
            made.append(
                _entry(later, "批示", "区政府办", "第1期简报批示", leader_level="区政府主要领导", positive="是", **note)
            )
        if number in (9, 10):
            made.append(
                _entry(later, "批示", "区直部门", f"第{number}期简报批示", leader_level="其他", positive="是", **note)
            )
        if number == 11:
            made.append(
                _entry(
                    later, "批示", "区政府办", "第11期简报批示", leader_level="区政府主要领导", positive="否", **note
                )
            )
    return made


def _notes(year: int, stream: random.Random) -> list[tuple[Cell, ...]]:
    made = []
    for number, day in enumerate(days(year, {2020: 4, 2021: 5, 2022: 7}[year], stream)):
        level = ("区委主要领导", "区直机关工委主要领导")[number % 2]
        made.append(_entry(day, "批示", level[:-4], "党建工作批示", subject="党建", leader_level=level, positive="是"))
    made.append(
        _entry(
            dt.date(year, 9, 15),
            "批示",
            "区直机关工委",
            "党建工作批示",
            subject="党建",
            leader_level="区直机关工委主要领导",
            positive="否",
        )
    )
    if year == 2022:
        made.append(_entry(dt.date(2022, 7, 1), "荣誉", "市文明办", "先进志愿服务队", level="市级"))
    made.append(_entry(dt.date(year, 12, 5), "荣誉", "区妇联", "巾帼文明岗", level="区级"))
    return made
