"""Invented taxpayers: 18-character credit codes with the right check character (GB 32100-2015)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sample_maker.sheets import draw

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
OFFICES = ("第一税务所", "第二税务所", "第三税务所", "城东税务所", "城西税务所", "开发区税务所")
INDUSTRIES = (
    ("制造业", 26), ("批发和零售业", 22), ("建筑业", 10), ("房地产业", 9), ("租赁和商务服务业", 8), ("住宿和餐饮业", 7),
    ("交通运输、仓储和邮政业", 6), ("信息传输、软件和信息技术服务业", 5), ("金融业", 4),
    ("科学研究和技术服务业", 3),
)  # fmt: skip


@dataclass(frozen=True)
class Taxpayer:
    """One taxpayer with the office and industry it belongs to."""

    code: str
    office: str
    industry: str


def check_character(first17: str) -> str:
    """The 18th character of a credit code."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


@cache
def taxpayers(count: int = 5200) -> tuple[Taxpayer, ...]:
    """The district's taxpayers, always the same."""
    stream = draw("纳税人")
    names, weights = zip(*INDUSTRIES, strict=True)
    made = []
    for number in range(count):
        body = (
            f"{stream.choice('9')}{stream.choice('12')}990101"
            + "MA"
            + "".join(stream.choice(ALPHABET) for _ in range(6))
        )
        first17 = body + ALPHABET[number % len(ALPHABET)]
        industry = stream.choices(names, weights)[0]
        made.append(
            Taxpayer(first17 + check_character(first17), stream.choices(OFFICES, (26, 20, 16, 14, 12, 12))[0], industry)
        )
    return tuple(made)
