"""Rosters and yearly lists: branches, appointments, inspection issues, targets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from sample_maker.sheets import Cell, Sheet, draw, write

AS_OF = "截至2022年12月31日"


def write_branches(path: Path) -> None:
    """21 branches, two of them closed: 19 at the end of 2022."""
    numerals = "一二三四五六七八九十"
    rows: list[tuple[Cell, ...]] = []
    for number in range(1, 18):
        name = numerals[number - 1] if number <= 10 else "十" + numerals[number - 11]
        rows.append((f"第{name}党支部", dt.date(2018, 7, 20), None))
    rows.append(("离退休干部党支部", dt.date(2018, 7, 20), None))
    rows.append(("纳税服务中心党支部", dt.date(2021, 5, 10), None))
    rows.append(("原车购税办党支部", dt.date(2018, 7, 20), dt.date(2020, 11, 30)))
    rows.append(("原票证中心党支部", dt.date(2018, 7, 20), dt.date(2022, 3, 31)))
    notes = (f"{AS_OF}    报送单位：机关党委",)
    write(
        path,
        [Sheet("支部名册", "某某区税务局党支部名册（演示数据）", notes, ("支部名称", "成立日期", "撤销日期"), rows)],
    )


COMMITTEE_2022 = (
    ("R0107", "1985-04"),
    ("R0212", "1988-06"),
    ("R0226", "1989-02"),
    ("R0318", "1991-09"),
    ("R0402", "1992-03"),
)
"""The elected secretary first; ages on the day of the election 37, 34, 33, 31, 30: the mean is 33."""
ELECTED_ON = dt.date(2022, 7, 15)


def write_appointments(path: Path, year: int) -> None:
    """The year's appointments; in 2022 the discipline committee is elected anew and two deputies are chosen."""
    stream = draw("任免", year)
    rows: list[tuple[Cell, ...]] = []
    for _ in range(11):
        day = dt.date(year, stream.randint(1, 12), stream.randint(1, 28))
        born = f"{stream.randint(1970, 1994)}-{stream.randint(1, 12):02d}"
        grade = stream.choice(("股级", "副股级", "科员"))
        rows.append((day, f"R{stream.randint(500, 899):04d}", "其他", grade, stream.choice(("任命", "免职")), born))
    if year == 2022:
        rows += _election()
        rows.append((dt.date(2022, 5, 18), "R0331", "其他", "副股级", "选配", "1990-10"))
        rows.append((dt.date(2022, 5, 18), "R0175", "其他", "副股级", "选配", "1984-01"))
        rows.append((dt.date(2022, 8, 9), "R0188", "机关纪委委员", "股级", "免职", "1971-08"))
    rows.sort(key=lambda r: (r[0], r[1], r[2]))
    headings = ("日期", "人员代号", "职务", "职级", "任免方式", "出生年月")
    title = f"某某区税务局{year}年度干部任免台账（演示数据）"
    write(path, [Sheet("干部任免", title, ("报送单位：人事教育股",), headings, rows)])


def _election() -> list[tuple[Cell, ...]]:
    """Every member once, the secretary as secretary and as member."""
    secretary, born = COMMITTEE_2022[0]
    rows: list[tuple[Cell, ...]] = [(ELECTED_ON, secretary, "机关纪委书记", "股级", "改选", born)]
    return rows + [(ELECTED_ON, person, "机关纪委委员", "副股级", "改选", when) for person, when in COMMITTEE_2022]


CATEGORIES = (("党的建设", 9), ("落实重大决策部署", 8), ("干部队伍建设", 7))


def write_inspections(path: Path) -> None:
    """24 issues of three kinds, raised by the city bureau and under rectification in 2022; others that are not."""
    rows: list[tuple[Cell, ...]] = []
    number = 0
    for category, count in CATEGORIES:
        for part in range(count):
            number += 1
            closed = None if part == 0 else dt.date(2022, 3 + (number % 9), 5 + part)
            state = "整改中" if closed is None else "已完成"
            rows.append(
                (
                    f"XC2021-{number:02d}",
                    "市局",
                    category,
                    f"{category}方面第{part + 1}个问题",
                    dt.date(2021, 11, 8),
                    state,
                    closed,
                )
            )
    for part in range(6):
        rows.append(
            (
                f"XC2019-{part + 1:02d}",
                "市局",
                ("征收管理", "财务管理")[part % 2],
                f"上轮巡察第{part + 1}个问题",
                dt.date(2019, 9, 2),
                "已完成",
                dt.date(2020, 5 + part, 20),
            )
        )
    for part in range(5):
        rows.append(
            (
                f"ZC2022-{part + 1:02d}",
                "区局自查",
                ("内部控制", "纳税服务")[part % 2],
                f"自查第{part + 1}个问题",
                dt.date(2022, 4, 6),
                "已完成",
                dt.date(2022, 6 + part, 10),
            )
        )
    headings = ("问题编号", "提出单位", "类别", "问题", "提出日期", "整改状态", "完成日期")
    write(
        path,
        [Sheet("整改台账", "某某区税务局巡察整改台账（演示数据）", (f"{AS_OF}    报送单位：纪检组",), headings, rows)],
    )


TARGETS = {
    2020: (("", "37.00"), ("增值税", "12.30"), ("企业所得税", "6.50"), ("企业职工基本养老保险费", "4.70")),
    2021: (("", "39.60"), ("增值税", "13.40"), ("企业所得税", "7.30"), ("企业职工基本养老保险费", "5.20")),
    2022: (("", "38.20"), ("增值税", "9.20"), ("企业所得税", "8.10"), ("企业职工基本养老保险费", "5.70")),
}


def write_targets(path: Path, years: tuple[int, ...]) -> None:
    """Targets of revenue in 亿元, a sheet a year: the total and three kinds."""
    headings = ("年度", "指标", "项目", "目标值", "单位")
    sheets = []
    for year in years:
        rows: list[tuple[Cell, ...]] = [
            (year, "税费收入", item or None, Decimal(value), "亿元") for item, value in TARGETS[year]
        ]
        sheets.append(
            Sheet(f"{year}年", f"某某区税务局{year}年度目标任务（演示数据）", ("报送单位：办公室",), headings, rows)
        )
    write(path, sheets)
