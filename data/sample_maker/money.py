"""Revenue and refunds: tens of 亿元 a year, seasonal, the refunds of 2022 visible as a dip."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sample_maker.sheets import Cell, Sheet, draw, write
from sample_maker.taxpayers import Taxpayer, taxpayers

FEN = Decimal("0.01")
GROSS_YUAN = {2020: "3668214506.37", 2021: "4117603318.92", 2022: "4435870264.15"}
"""Revenue before refunds of credit."""
SEASON = (14.2, 6.4, 8.1, 10.6, 8.2, 7.6, 10.4, 6.6, 7.0, 10.2, 5.4, 5.3)
KINDS = (
    ("增值税", 34), ("企业所得税", 17), ("个人所得税", 6), ("城市维护建设税", 3), ("房产税", 2.5), ("印花税", 1.5),
    ("城镇土地使用税", 1.5), ("土地增值税", 5), ("契税", 4), ("车船税", 0.7), ("环境保护税", 0.3),
    ("企业职工基本养老保险费", 13), ("职工基本医疗保险费", 5), ("失业保险费", 0.8), ("城乡居民基本医疗保险费", 2),
    ("教育费附加", 1.5), ("地方教育附加", 1), ("残疾人就业保障金", 0.7), ("工会经费", 0.5),
)  # fmt: skip
LEVELS = {
    "增值税": (("中央级", 50), ("省级", 10), ("区级", 40)),
    "企业所得税": (("中央级", 60), ("省级", 10), ("区级", 30)),
    "个人所得税": (("中央级", 60), ("省级", 10), ("区级", 30)),
}
FEES = {
    "企业职工基本养老保险费": "省级",
    "职工基本医疗保险费": "市级",
    "失业保险费": "省级",
    "城乡居民基本医疗保险费": "市级",
}
POLICIES = {
    # policy: (documents, 元) by year, settled and never reversed
    2020: {"减税": (5_600, "261779126.20"), "降费": (3_900, "147928004.84"), "留抵退税": (96, "57201263.10"), "缓税": (210, "36822337.69"), "缓费": (120, "8297405.47")},
    2021: {"减税": (5_900, "251322195.08"), "降费": (3_400, "96164169.28"), "留抵退税": (120, "75178634.12"), "缓税": (330, "64009420.54"), "缓费": (90, "7246497.31")},
    2022: {"减税": (6_580, "321290238.71"), "降费": (4_460, "90990281.08"), "留抵退税": (1_346, "571834034.73"), "缓税": (930, "187359631.29"), "缓费": (410, "37422518.81")},
}  # fmt: skip
CREDIT_SEASON_2022 = (1, 1, 1, 30, 24, 16, 12, 5, 3, 3, 2, 2)


@dataclass(frozen=True)
class Refund:
    """One line of the refunds ledger, in 元."""

    document: str
    day: dt.date
    policy: str
    taxpayer: Taxpayer
    tax_kind: str
    amount: Decimal
    status: str


def split(total: Decimal, parts: int, stream: random.Random, spread: float = 1.1) -> list[Decimal]:
    """A total in uneven parts, exact to the fen."""
    weights = [stream.lognormvariate(0, spread) for _ in range(parts)]
    whole = sum(weights)
    cut = [(total * Decimal(w / whole)).quantize(FEN) for w in weights]
    cut[-1] += total - sum(cut)
    return cut


def day_in(year: int, month: int, stream: random.Random, last: int | None = None) -> dt.date:
    """A weekday of a month."""
    end = last or calendar.monthrange(year, month)[1]
    days = [d for d in (dt.date(year, month, n) for n in range(1, end + 1)) if d.weekday() < 5]
    return stream.choice(days)


def refunds(year: int) -> list[Refund]:
    """The year's ledger: settled, pending, void and reversed documents."""
    stream = draw("退税", year)
    people = taxpayers()
    lines: list[Refund] = []
    for policy, (documents, yuan) in POLICIES[year].items():
        season = CREDIT_SEASON_2022 if policy == "留抵退税" and year == 2022 else SEASON
        for amount in split(Decimal(yuan), documents, stream, 0.9):
            month = stream.choices(range(1, 13), season)[0]
            tax = {"降费": "企业职工基本养老保险费", "缓费": "企业职工基本养老保险费", "留抵退税": "增值税"}.get(policy)
            tax = tax or stream.choices(("增值税", "企业所得税", "个人所得税", "印花税"), (60, 25, 10, 5))[0]
            lines.append(
                Refund("", day_in(year, month, stream), policy, stream.choice(people), tax, max(amount, FEN), "已办结")
            )
    lines += _unsettled(year, stream, people)
    lines.sort(key=lambda r: (r.day, r.policy, r.taxpayer.code, r.amount))
    numbered = [
        Refund(f"TS{year}{n:06d}", r.day, r.policy, r.taxpayer, r.tax_kind, r.amount, r.status)
        for n, r in enumerate(lines, 1)
    ]
    return numbered + _reversed(year, stream, people, len(numbered))


def _unsettled(year: int, stream: random.Random, people: tuple[Taxpayer, ...]) -> list[Refund]:
    made = []
    for status, count in (("受理中", 60), ("作废", 45)):
        for _ in range(count):
            policy = stream.choice(("留抵退税", "减税", "降费"))
            amount = Decimal(stream.randint(200_000, 30_000_000)) * FEN
            made.append(
                Refund(
                    "",
                    day_in(year, stream.randint(1, 12), stream),
                    policy,
                    stream.choice(people),
                    "增值税",
                    amount,
                    status,
                )
            )
    return made


def _reversed(year: int, stream: random.Random, people: tuple[Taxpayer, ...], taken: int) -> list[Refund]:
    """Settled documents that a later line with the same number reverses."""
    made = []
    for number in range(1, 39):
        document = f"TS{year}{taken + number:06d}"
        amount = Decimal(stream.randint(500_000, 40_000_000)) * FEN
        who, month = stream.choice(people), stream.randint(1, 11)
        first = Refund(
            document, day_in(year, month, stream), stream.choice(("减税", "留抵退税")), who, "增值税", amount, "已办结"
        )
        made += [first, Refund(document, day_in(year, month + 1, stream), first.policy, who, "增值税", amount, "冲正")]
    return made


def write_refunds(path: Path, year: int, ledger: list[Refund]) -> None:
    """The ledger as a GB18030 CSV with two title lines and a 合计 line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"某某区税务局{year}年度退税减税降费台账（演示数据）,,,,,,,,", "单位：元,,,,,,报送单位：税政股,,"]
    lines.append("单据号,办结日期,政策类别,纳税人识别号,税费种,行业,主管税务所,金额,状态")
    for r in ledger:
        industry = f'"{r.taxpayer.industry}"' if "," in r.taxpayer.industry else r.taxpayer.industry
        fields = (
            r.document,
            r.day.isoformat(),
            r.policy,
            r.taxpayer.code,
            r.tax_kind,
            industry,
            r.taxpayer.office,
            f"{r.amount}",
            r.status,
        )
        lines.append(",".join(fields))
    lines.append(f"合计,,,,,,,{sum((r.amount for r in ledger), Decimal(0))},")
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))


@dataclass(frozen=True)
class Receipt:
    """One receipt, in 元; negative for money paid back."""

    day: dt.date
    tax_kind: str
    level: str
    taxpayer: Taxpayer
    voucher: str
    amount: Decimal


def revenue(year: int, ledger: list[Refund]) -> dict[int, list[Receipt]]:
    """The year's receipts by month, the settled refunds of credit taken off the value-added tax of their month."""
    stream = draw("入库", year)
    credit: dict[int, Decimal] = defaultdict(Decimal)
    cancelled = {r.document for r in ledger if r.status == "冲正"}
    for r in ledger:
        if r.policy == "留抵退税" and r.status == "已办结" and r.document not in cancelled:
            credit[r.day.month] += r.amount
    months = split_by(Decimal(GROSS_YUAN[year]), SEASON)
    made = {}
    for month in range(1, 13):
        receipts = _paid_in(year, month, months[month - 1], stream) + _paid_back(year, month, credit[month], stream)
        receipts.sort(key=lambda r: (r[0], r[1], r[3].code, r[4]))
        made[month] = [
            Receipt(d, k, lv, t, f"{year}{month:02d}{n:05d}", a) for n, (d, k, lv, t, a) in enumerate(receipts, 1)
        ]
    return made


def split_by(total: Decimal, weights: tuple[float, ...]) -> list[Decimal]:
    """A total by fixed weights, exact to the fen."""
    whole = Decimal(str(round(sum(weights), 6)))
    cut = [(total * Decimal(str(w)) / whole).quantize(FEN) for w in weights]
    cut[-1] += total - sum(cut)
    return cut


Draft = tuple[dt.date, str, str, Taxpayer, Decimal]


def _paid_in(year: int, month: int, total: Decimal, stream: random.Random) -> list[Draft]:
    people, made = taxpayers(), []
    shares = tuple(w * (1.06 ** (year - 2020) if k == "企业所得税" else 1) * stream.uniform(0.9, 1.1) for k, w in KINDS)
    for (kind, weight), amount in zip(KINDS, split_by(total, shares), strict=True):
        rows = max(3, round(weight * 3))
        for part in split(amount, rows, stream):
            level = stream.choices(*zip(*LEVELS[kind], strict=True))[0] if kind in LEVELS else FEES.get(kind, "区级")
            made.append(
                (
                    day_in(year, month, stream, 20 if stream.random() < 0.8 else None),
                    kind,
                    level,
                    stream.choice(people),
                    part,
                )
            )
    return made


def _paid_back(year: int, month: int, credit: Decimal, stream: random.Random) -> list[Draft]:
    people, made = taxpayers(), []
    if credit:
        for part in split(credit, 12, stream, 0.6):
            level = stream.choices(*zip(*LEVELS["增值税"], strict=True))[0]
            made.append((day_in(year, month, stream), "增值税", level, stream.choice(people), -part))
    for _ in range(4):
        amount = Decimal(stream.randint(100_000, 9_000_000)) * FEN
        made.append(
            (
                day_in(year, month, stream),
                stream.choice(("企业所得税", "个人所得税")),
                "区级",
                stream.choice(people),
                -amount,
            )
        )
    return made


HEADINGS = ("入库日期", "税费种", "预算级次", "行业", "主管税务所", "纳税人识别号", "票证号", "入库金额")
HEADINGS_2020 = ("入库日", "税种", "级次", "行业", "主管税务所", "纳税人识别号", "票证号码", "金额")


def write_revenue(path: Path, year: int, months: dict[int, list[Receipt]]) -> None:
    """A workbook with a sheet a month; 2020 in 万元 and with the older headings."""
    in_wan = year == 2020
    sheets = []
    for month, receipts in months.items():
        rows: list[tuple[Cell, ...]] = []
        for r in receipts:
            amount = r.amount / 10_000 if in_wan else r.amount
            rows.append(
                (r.day, r.tax_kind, r.level, r.taxpayer.industry, r.taxpayer.office, r.taxpayer.code, r.voucher, amount)
            )
        total = sum((r.amount for r in receipts), Decimal(0)) / (10_000 if in_wan else 1)
        title = f"某某区税务局{year}年{month}月税费收入入库明细（演示数据）"
        notes = (f"单位：{'万元' if in_wan else '元'}    报送单位：收入核算股",)
        headings = HEADINGS_2020 if in_wan else HEADINGS
        sheets.append(
            Sheet(f"{month}月", title, notes, headings, rows, [("合计", None, None, None, None, None, None, total)])
        )
    write(path, sheets)
