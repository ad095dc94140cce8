"""Cards: name, value with its unit, change with its basis, twelve months, source. A card is a question answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.model import Reading
from ui import wording
from ui.change import Change
from ui.markup import esc, fill, show
from ui.view import View


@dataclass(frozen=True)
class Tile:
    """What one card says."""

    name: str
    reading: Reading
    changes: tuple[Change, ...] = ()
    note: str = ""
    """One more line, HTML: target and 序时进度."""
    months: Sequence[Reading] = ()
    source: str = ""
    """Source line, HTML."""
    summed: bool = False
    """Whether each bar stands for January to that month, beside the line of 序时进度."""
    address: str = ""
    """Where its sources are shown."""


def of(
    view: View, key: str, name: str = "", *, changes: Sequence[Change] = (), note: str = "", summed: bool = False
) -> Tile:
    """A card of one metric over the months looked at; `summed`: its bars are of the year so far."""
    metric = view.metric(key)
    monthly = metric.kind not in {"as_of", "yes_no"} and (not metric.periods or "month" in metric.periods)
    return Tile(
        name or metric.name,
        view.read(key),
        tuple(changes) or (view.change(key),),
        note,
        (view.so_far(key) if summed else view.monthly(key)) if monthly else (),
        wording.short_source(metric, view.span, view.files(key)),
        summed,
        view.address(key),
    )


def row(tiles: Sequence[Tile], columns: str = "") -> None:
    """Cards side by side; two abreast on a narrow screen."""
    show(f'<div class="tiles {esc(columns)}">{"".join(_tile(t) for t in tiles)}</div>')


def _tile(tile: Tile) -> str:
    changes = "".join(
        f'<div class="change"><i>{c.arrow}</i>{esc(" ".join(p for p in (c.amount, c.basis) if p))}</div>'
        for c in tile.changes
        if c.amount
    )
    note = f'<div class="note">{tile.note}</div>' if tile.note else ""
    whole = f"{tile.name} {wording.text(tile.reading)}，看口径、各月与来源行"
    return (
        f'<a class="tile" href="{esc(tile.address)}" target="_self" aria-label="{esc(whole)}">'
        f'<div class="name">{esc(tile.name)}</div><div class="value">{value(tile.reading)}</div>'
        f"{changes}{note}{spark(tile.months, summed=tile.summed)}{tile.source}</a>"
    )


def value(reading: Reading) -> str:
    """The number large, its unit smaller; or the amber mark."""
    if reading.value is None:
        return fill(reading)
    number, unit = wording.parts(reading)
    return f"{esc(number)}<small>{esc(unit)}</small>"


def spark(readings: Sequence[Reading], *, summed: bool = False) -> str:
    """Small bars by month from zero, clear of both edges; a month without data is a short amber dash.

    `summed`: each bar is a share of the year's target so far, and a line rises from 0 to 100 over the year.
    """
    if not readings:
        return ""
    heights = [wording.drawn(r) for r in readings]
    top = max((h for h in heights if h is not None), default=0.0) or 1.0
    top = max(top, 100.0) if summed else top
    bars = []
    for reading, height in zip(readings, heights, strict=True):
        hint = f"{reading.period.chinese} {wording.text(reading)}"
        tall = 6 if height is None else round(max(height, 0.0) * 100 / top)
        css = ' class="gap"' if reading.gaps else ' class="none"' if height is None else ""
        bars.append(f'<i{css} style="height:{max(tall, 2)}%" title="{esc(hint)}"></i>')
    bars += ["<u></u>"] * (12 - len(bars))
    if summed:
        bars.append(f'<s style="height:{4600 / top:.1f}px"></s>')
    first, last = readings[0].period, readings[-1].period
    told = "累计与序时（斜线）" if summed else ""
    return (
        f'<div class="spark" role="img" aria-label="{told or "各月"}">{"".join(bars)}</div>'
        f'<div class="spark-label"><span>{first.last % 12 + 1} 月</span><span>{told}</span><span>{last.last % 12 + 1} 月</span></div>'
    )
