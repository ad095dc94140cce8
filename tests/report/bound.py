"""Inspections made by hand: each blank of a text bound to a metric of its own, without the engine that finds them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from metrics.model import Gap, Metric, Reading, SourceRows
from metrics.numbers import canonical_unit
from metrics.periods import year_period
from report.model import Binding, Blank, BoundBlank, Candidate, CheckedClaim, Claim, Inspection

BUILD = "20230105-083000-abc123"
YEAR = year_period(2022)
MASK = re.compile(r"(?<!20)\*+(?=(余)?(万户次|亿元|人次|次|篇|条|名|人|户|家|场|％|项|件|页))")


@dataclass(frozen=True)
class Rows:
    columns: tuple
    rows: tuple
    total: int


class Prover:
    """Stands in for the measurer: two files behind each reading."""

    def __init__(self):
        self.asked = []

    def sources_of(self, readings):
        self.asked += [reading.metric.key for reading in readings]
        return [self._files(reading) for reading in readings]

    def _files(self, reading):
        return [
            SourceRows(
                f"{reading.metric.subject}_2022_演示数据.xlsx",
                "a" * 64,
                "1月",
                "5-11,14",
                "收入核算股",
                "2023-01-04T09:00:00",
                "b1",
                8,
            ),
            SourceRows("补报.csv", "b" * 64, "", "2-3", "收入核算股", "2023-01-05T09:00:00", "b2", 2),
        ]

    def rows(self, reading, limit=200):
        return Rows(
            ("文件", "行号", "日期", "纳税人识别号"),
            (("补报.csv", 2, "2022-12-30", "9141****12"), ("补报.csv", 3, "=1+1", None)),
            250,
        )

    def sql(self, key, period, by=None):
        return f"select sum(amount_yuan) as value from revenue -- {key} {period.label}"


def metric(key, unit="次", show="", **more):
    return Metric(
        key, "revenue", f"指标{key}", unit, show or unit, "count", "收入核算股", f"指标{key}的口径", (key,), **more
    )


def reading(key, value, unit="次", sample=True, **more):
    gaps = () if value is not None else (Gap("party", "党建", "机关党委", ("2022-11", "2022-12")),)
    return Reading(
        metric(key, unit), YEAR, value, more.get("numerator"), more.get("denominator"), YEAR.months, gaps, BUILD, sample
    )


def inspection(document, values, *, sample=True, claims=()):
    """`values`: for each blank in order, the text to put there, or (status, reason)."""
    blanks = []
    found = list(MASK.finditer(document.text))
    assert len(found) == len(values), [m.group() for m in found]
    for number, (match, value) in enumerate(zip(found, values, strict=True), 1):
        unit = canonical_unit(match[2])
        blank = Blank(match.start(), match.end(), number, match.group(), "number", unit, "余" if match[1] else None)
        if isinstance(value, tuple):
            blanks.append(BoundBlank(blank, value[0], None, None, None, value[1]))
            continue
        binding = Binding(
            "bound", f"m{number}", "2022", 0.9, 0.4, (Candidate(f"m{number}", 0.9),), by_person=number == 2
        )
        blanks.append(
            BoundBlank(
                blank,
                "bound",
                binding,
                reading(f"m{number}", Decimal(value) + Decimal("0.125"), unit, sample),
                value,
                None,
                ("提示一",) if number == 1 else (),
            )
        )
    for match in re.finditer(r"20\*\*年", document.text):
        blanks.append(
            BoundBlank(Blank(match.start(), match.end(), 90, match.group(), "date"), None, None, None, None, None)
        )
    return Inspection(document.path.name, 2022, BUILD, sample, document.text, tuple(blanks), tuple(claims), ())


def claim(document, text, status="match", actual=None):
    start = document.text.index(text)
    value = Decimal(re.match(r"\d+", text)[0])
    item = Claim(start, start + len(text), 50 + start, text, value, text.lstrip("0123456789"))
    binding = Binding("bound", "c1", "2022", 0.9, 0.4, ())
    return CheckedClaim(item, status, binding, reading("c1", Decimal(actual or value)), str(actual or value), None)
