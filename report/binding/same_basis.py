"""What the sentence before says of one basis, told again of the same basis: 税费收入**亿元；按同口径计算为**亿元，增长**%.

The words between name no thing of their own, so it is what the amount before is, if the catalogue has that amount (or its
growth) 同口径. Anything else between the two (其中税收收入**亿元) makes it a question, and so does the same amount of another
time before (全年税费收入**亿元，上年**亿元；按同口径计算为**亿元): the nearest is only what the first is set beside.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.numbers import split_unit
from metrics.periods import parse
from report.binding.passages import figure_end
from report.binding.sentence import asked
from report.model import Binding, Blank, Candidate, Claim

if TYPE_CHECKING:
    from report.binding.bind import Binder

_SAME = (
    r"同口径|可比口径|(?:还原|加回)了?(?:增值税)?留抵退税(?:因素|影响)?后?"
    r"|(?:剔除|扣除)了?(?:增值税)?留抵退税(?:因素|影响)后?"
)
"""扣除留抵退税后 may as well be what is left when the refunds are paid, which is the amount before it."""
_BASIS = rf"(?:若|如)?(?:按照?|以)?(?:{_SAME})(?:进行)?(?:计算|测算|比较|口径)?(?:下|后)?[，,]?"
_AMOUNT = re.compile(rf"[，,；;（(][ \u3000]*{_BASIS}(?:则?[为是]|达到?|完成|实现|入库)[ \u3000]*")
_GROWTH = re.compile(r"[、，,][ \u3000]*(?:同比|比上年|较上年)?(?:实现)?(?:增长|下降|增幅为?|降幅为?)[ \u3000]*")
_RATE = re.compile(
    rf"[，,；;][ \u3000]*(?:而|但)?{_BASIS}(?:税费收入)?(?:同比|比上年|较上年)?(?:实现)?(?:增长|下降|增幅为?|降幅为?)[ \u3000]*"
)
"""税费收入**亿元，同比下降**%；还原留抵退税后增长**%: the other rate of the same amount."""
_NATURAL, _OF_THE_SAME = "（自然口径）", "（同口径）"
_ENDS = re.compile(r"\s*(?:$|[，。；、）)\n])")
_OTHER_BASIS = re.compile(rf"{_SAME}|(?:剔除|扣除)了?(?:增值税)?留抵退税")
_BACK = 40
"""Characters between the amount and the one that takes it up: 同比下降**%（自然口径） may stand there."""
_CHANGE_ONLY = re.compile(
    r"[，,（(]?(?:同比|比上年|较上年)?(?:增长|下降)(?P<rate>[^，。；）)]{1,8}[%％])(?:[（(]自然口径[）)])?"
)


def as_before(binder: Binder, figure: Blank | Claim) -> Binding | None:
    """The binding of an amount or a growth that takes up the amount right before it; None if the passage is none of the kind."""
    first = binder.previous(figure)
    if (
        isinstance(figure, Claim)
        or first is None
        or first.cell
        or not _ENDS.match(binder.text, figure_end(binder.text, figure))
    ):
        return None
    if split_unit(figure.unit or "")[1] == "%":
        return _growth(binder, figure, first) or _other_rate(binder, figure, first)
    if first.unit == "%" and (amount := _past_the_change(binder, first)):
        first = amount
    if first.unit != figure.unit:
        return None
    between = _CHANGE_ONLY.sub("", binder.text[figure_end(binder.text, first) : figure.start], count=1)
    return _of(binder, figure, first, "同口径{}") if len(between) < _BACK and _AMOUNT.fullmatch(between) else None


def _past_the_change(binder: Binder, rate: Blank | Claim) -> Blank | Claim | None:
    """The amount of which a rate right behind it says how it changed."""
    amount = binder.previous(rate)
    if amount is None or amount.cell:
        return None
    said = binder.text[figure_end(binder.text, amount) : figure_end(binder.text, rate)]
    return amount if _CHANGE_ONLY.fullmatch(said) else None


def _growth(binder: Binder, figure: Blank, amount: Blank | Claim) -> Binding | None:
    """按同口径计算为**亿元，增长**%: by how much the amount on the same basis grew."""
    if not _GROWTH.fullmatch(binder.text, figure_end(binder.text, amount), figure.start):
        return None
    clause = re.split(r"[，。；;\n]", binder.text[: amount.start])[-1]
    if not _OTHER_BASIS.search(clause):
        return None
    if binder.bind(amount).status != "bound":
        binder.copied[figure.start] = amount.start  # of what an amount that asks has grown is asked with it
        return None
    return _of(binder, figure, amount, "{}增幅（同口径）")


def _other_rate(binder: Binder, figure: Blank, first: Blank | Claim) -> Binding | None:
    """税费收入同比下降**%；按同口径计算，增长**%: of what the rate right before is, or the amount right before that or this."""
    if not _RATE.fullmatch(binder.text, figure_end(binder.text, first), figure.start):
        return None
    if amount := _past_the_change(binder, first) if first.unit == figure.unit else first:
        found = _of(binder, figure, amount, f"{{}}增幅{_OF_THE_SAME}")
        # 税费收入**亿元，上年**亿元，按同口径计算，增长**%: by its own words the growth is this year's
        return found if found and found.status == "bound" else None
    metric = binder.catalogue.get(binder.bind(first).metric or "")
    natural = metric is not None and metric.name.endswith(_NATURAL)
    return _of(binder, figure, first, f"{{}}{_OF_THE_SAME}") if natural else None


def _of(binder: Binder, figure: Blank, first: Blank | Claim, named: str) -> Binding | None:
    """The binding of the first with the metric that the catalogue names so beside its own."""
    found = binder.bind(first)
    metric = binder.catalogue.get(found.metric or "")
    if found.status != "bound" or metric is None:
        return None
    name = named.format(metric.name.removeprefix("同口径").removesuffix(_NATURAL))
    other = next((m for m in binder.catalogue.values() if m.name == name), None)
    if other is None:
        return None
    if _at_another_time(binder, first, found):
        likely = replace(found, candidates=(Candidate(other.key, found.score),))
        return asked(likely, figure, "前面写了不止一个期间，不知道说的是哪一个的同口径")
    binder.copied[figure.start] = first.start
    return replace(found, metric=other.key, candidates=(Candidate(other.key, found.score),))


def _at_another_time(binder: Binder, first: Blank | Claim, found: Binding) -> bool:
    """Whether the sentence told of the same metric at another time before. 2021年**亿元，2022年**亿元 has come to the later year."""
    period = parse(found.period or "")
    for start in binder.passages.before(first.start):
        earlier = binder.figure_at(start)
        told = binder.bind(earlier) if earlier and earlier.unit == first.unit else None
        likely = told and (told.metric or next((c.metric for c in told.candidates), None))
        if told is None or likely != found.metric or not told.period:
            continue
        other = parse(told.period)
        if other != period and (
            other.kind != period.kind or other.first % 12 != period.first % 12 or other.last > period.last
        ):
            return True
    return False
