"""Years and dates.

Rules: `wrong-year` (another year given as the report's own: in its title, in 过去的 2021 年, or before figures that are those
of the report's year and that the data of the other do not know), `date` (13 月, 2 月 30 日). A comparison with another year is no mistake.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from metrics import periods
from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import Figure, overlap

_TITLE = re.compile(r"(?<!\d)(?P<year>20\d\d)\s*年度?[^，。；\n]{0,40}?(?:报告|总结|述职|述责|述廉|汇报|情况)")
_SECTION = re.compile(
    r"\s*(?:#{2,}|[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十]+(?:部分|章|篇)|[附续]?表|附件)"
)
"""（一）2021年遗留问题整改情况, 表1 2021年主要指标情况: no title of the report."""
_OF_ANOTHER = re.compile(
    r"整改|遗留|同期|问题|反馈|巡[察视]|民主生活会|组织生活会|审计|督[查察导]|考核|评[议价比]|表彰|对比|预算|决算|计划|任务|目标|清单|结转|回访|意见|建议|批示|以来"
)
"""关于2021年度民主生活会整改情况: another year's matter, of which this year reports."""
_OWN = re.compile(
    r"(?:过去的|刚刚过去的|即将过去的|回顾|回首|纵观|走过)[“]?(?P<year>20\d\d)\s*年(?!以来|[\d至到\-—~～])"
    r"|(?:^|[。\n\u3000])\s*(?P<is>20\d\d)\s*年度?[，]?(?:是|注定是)[^，。；\n]{0,24}的?一年",
    re.MULTILINE,
)
_SAID = re.compile(r"(?<!\d)(?P<year>20\d\d)\s*年")
_MONTH = re.compile(
    r"(?P<year>(?:19|20)\d\d\s*年\s*)?(?<![\d.个至到\-—~～/])(?P<month>\d{1,2})\s*月(?P<day>\s*(?P<d>\d{1,2})\s*[日号]|份|底|末)?"
)
_LEAP = 2000
HEAD = 3
"""Lines at the top that can be a title."""


def dates(checked: Checked) -> Iterable[Finding]:
    """Years and days of the text."""
    yield from _wrong_year(checked)
    yield from _impossible(checked)


def _wrong_year(checked: Checked) -> Iterable[Finding]:
    """Another year where the report's own belongs."""
    own = checked.year
    if not own:
        return
    told: set[int] = set()
    spoken = re.search(rf"(?<!\d){own}\s*年", checked.text) is not None
    titles = (t for t in _titles(checked.text, own) if not (t[2] == own + 1 and _of_conference(checked.text, t[0])))
    said = (t for t in _own_years(checked.text) if not _borne_out(checked, t[0], t[2]))
    for start, end, year in (*titles, *said) if spoken else ():
        if year != own and start not in told:
            told.add(start)
            message = f"这里写的是 {year}年，而报告写的是 {own}年。请改为 {own}年，或核对"
            yield Finding(start, end, "wrong-year", "error", message)
    for finding in _by_figures(checked, own):
        if finding.start not in told:
            told.add(finding.start)
            yield finding


def _titles(text: str, own: int) -> Iterator[tuple[int, int, int]]:
    """Years of the title lines. Below a title of the report's own year 2021年税费收入情况 is the name of a table, or of a column of it."""
    titled = False
    lines = islice(re.finditer(r"[^\n]+", text), HEAD)
    for line in lines:
        match = _TITLE.search(line[0])
        if match and (_SECTION.match(line[0]) or _OF_ANOTHER.search(match[0])):
            continue
        if match and titled and match[0].endswith("情况"):
            continue
        titled = titled or (match is not None and int(match["year"]) == own)
        if match and len(line[0].strip()) <= 60 and "。" not in line[0]:
            start = line.start() + match.start("year")
            yield start, start + 4, int(match["year"])


_CONFERENCE = re.compile("会议|大会|党代会")


def _of_conference(text: str, start: int) -> bool:
    """在2023年全县税务工作会议上的报告: the conference of January reports on the year before."""
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    return _CONFERENCE.search(text[begins : ends if ends >= 0 else len(text)]) is not None


def _borne_out(checked: Checked, start: int, year: int) -> bool:
    """回顾2021年，税费收入40.4亿元, which is what 2021 had: another year is looked back on."""
    return any(
        figure.status == "match" and _of_year(figure, year)
        for sentence in checked.sentences
        if sentence.start <= start < sentence.end
        for figure in sentence.figures
        if figure.start > start
    )


def _own_years(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _OWN.finditer(text):
        group = "year" if match["year"] else "is"
        yield match.start(group), match.end(group), int(match[group])


def _by_figures(checked: Checked, own: int) -> Iterator[Finding]:
    """A year whose figures are wrong for it and right for the report's year: every one of them that speaks of it."""
    for sentence in checked.sentences:
        text = checked.text[sentence.start : sentence.end]
        for match in _SAID.finditer(text):
            year = int(match["year"])
            mine = [f for f in sentence.figures if _of_year(f, year) and f.start >= sentence.start + match.start()]
            right = next((y for y in (own, own - 1) if all(_holds_in(checked, f, year, y) for f in mine)), year)
            if not mine or right == year or (year > own and all(f.qualifier for f in mine)):
                continue  # 2023年，增长5%以上: a plan, of which many a year's figure is true
            start = sentence.start + match.start("year")
            message = f"这里写的是 {year}年，而“{mine[0].text}”是 {right}年的数。请把年份改为 {right}年，或核对数字"
            yield Finding(start, start + 4, "wrong-year", "error", message)
            break


def _of_year(figure: Figure, year: int) -> bool:
    """Bound to a metric in a period of the year, and contradicted by the data or without any."""
    period = figure.binding.period if figure.binding else None
    return figure.metric is not None and period is not None and periods.parse(period).year == year


def _holds_in(checked: Checked, figure: Figure, year: int, own: int) -> bool:
    """Without data for the year it is given for, and true of the report's. Where there are data, the verdict on the figure says so."""
    if (
        figure.status in {"match", "mismatch"}
        or figure.metric is None
        or figure.binding is None
        or figure.binding.period is None
    ):
        return False
    period = periods.parse(figure.binding.period).shifted(own - year)
    true = checked.value(figure.metric, period, figure.base)
    return true is not None and overlap(figure.written, (true, true))


def _impossible(checked: Checked) -> Iterable[Finding]:
    """Months beyond 12 and days that their month does not have."""
    for match in _MONTH.finditer(checked.text):
        month, day = int(match["month"]), int(match["d"] or 1)
        if not match["year"] and not match["day"]:
            continue  # 历时 15月: a duration
        year = int(re.sub(r"\D", "", match["year"])) if match["year"] else _LEAP
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
            written = match[0].strip()
            yield Finding(match.start(), match.end(), "date", "error", f"没有“{written}”这个日期。请核对")
