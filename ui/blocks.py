"""Blocks that subject pages share: a title that is a sentence, a chart, a source line, in a frame."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import streamlit as st

from metrics.model import Reading
from ui import charts, tables, tiles, wording
from ui.change import between
from ui.markup import anchor, block_title, esc, literal, show, source
from ui.view import View
from warehouse.schema import TABLES


def cards(view: View, keys: Sequence[str], columns: str = "") -> None:
    """One card a metric."""
    tiles.row([tiles.of(view, key) for key in keys], columns)


def by_month(view: View, key: str, title: str, *, share: bool = False, noted: bool = False) -> None:
    """Months of this year and last year: bars, or lines for shares; `noted`: with the events of `events.csv`."""
    now, before = view.monthly(key), view.monthly(key, 1)
    known = before if any(r.value is not None for r in before) else []
    with st.container(border=True, height="stretch"):
        block_title(title, _highest(now))
        if share:
            charts.lines(now, known, f"months_{key}")
        else:
            events = charts.events(view.places, view.year, view.metric(key).subject) if noted else []
            charts.months(now, known, f"months_{key}", events=[e for e in events if e[0] <= view.months])
        show(view.source_line(key))


def by_member(view: View, key: str, dimension: str) -> None:
    """Members of a dimension this year, last year as a tick."""
    now, before = view.split(key, dimension), view.split(key, dimension, 1)
    with st.container(border=True, height="stretch"):
        block_title(f"分{heading(view, key, dimension)}", _largest(now, view.read(key)))
        if any(r.value is not None for r in now):
            charts.members(now, [r for r in before if r.value is not None], f"members_{key}_{dimension}")
        show(view.source_line(key))


def where_from(view: View, key: str, dimension: str) -> None:
    """What the change against last year is made of, member by member."""
    now, before = view.split(key, dimension), view.split(key, dimension, 1)
    total, last = view.read(key), view.before(key)
    with st.container(border=True, height="stretch"):
        if total.value is None or last.value is None:
            named = f"各{heading(view, key, dimension)}的增减"
            none = f"{view.span.shifted(-1).chinese}没有数，不能分解增减。"
            block_title(named, wording.figure(total) if total.value is None else none)
            return
        difference = total.value - last.value
        more = "多" if difference > 0 else "少"
        told = charts.signed(difference, total.metric.unit, total.metric.show).lstrip("+−")
        unit = "" if told.endswith("元") else f" {total.metric.show}"
        block_title(f"比上年{more}的 {told}{unit}从哪里来")
        charts.contributions(now, before, f"steps_{key}_{dimension}")
        show(view.source_line(key))


def month_table(view: View, keys: Sequence[str], title: str, name: str) -> None:
    """Metrics down, months across, this period and last year's at the end; with downloads."""
    first = [view.monthly(k) for k in keys]
    headings = ["指标", "单位", *(f"{r.period.last % 12 + 1}月" for r in first[0]), "本期", "上年同期"]
    rows = []
    for key, monthly in zip(keys, first, strict=True):
        metric = view.metric(key)
        cells = [_short(view, r) for r in (*monthly, view.read(key), view.before(key))]
        rows.append([metric.name, metric.show, *cells])
    with st.container(border=True):
        block_title(title)
        tables.table(headings, rows, figures=range(2, len(headings)), css="months")
        show('<p class="swipe">左右滑动看各月</p>')
        show(source(_behind(view, keys)))
        tables.downloads(name, headings, rows, sample=view.figures.sample, key=f"table_{keys[0]}")


def heading_line(title: str) -> None:
    """A heading between groups of blocks."""
    show(f'<h2 class="group">{esc(title)}</h2>')


def heading(view: View, key: str, dimension: str) -> str:
    """A dimension as its department calls it: 税费种, 行业, 主管税务所."""
    return TABLES[view.metric(key).table].column(dimension).heading


def _behind(view: View, keys: Sequence[str]) -> list[str]:
    """Whose the rows of a table are and from which files; each row's own 口径 is behind its figures."""
    owners = "、".join(dict.fromkeys(view.metric(k).owner for k in keys))
    files = list(dict.fromkeys(Path(f).name for k in keys for f in view.files(k)))
    return ["各行口径不同，点表中的数可看", esc(owners), f"截至 {esc(view.until)}", literal("、".join(files))]


def _short(view: View, reading: Reading) -> tables.Cell:
    if reading.value is None:
        return tables.Html(f'<span class="fill" title="{esc(reading.to_fill)}">待补</span>', reading.to_fill)
    number, unit = wording.parts(reading)
    told = number if unit == reading.metric.show else wording.text(reading)
    where = view.address(reading.metric.key, reading.period)
    return tables.Html(anchor(where, esc(told), "figure", f"{reading.period.chinese} {reading.metric.name}"), told)


def _highest(readings: Sequence[Reading]) -> str:
    """最高 12月 4.62 亿元，最低 4月 1.4 亿元, as HTML; months that share the figure are all named."""
    known = [r for r in readings if r.value is not None]
    missing = [r for r in readings if r.gaps]
    told = ""
    if len(known) > 1:
        top, low = max(known, key=_value), min(known, key=_value)
        if top.value == low.value:
            told = wording.sentence("各月都是 {}。", wording.text(top))
        else:
            told = wording.sentence(
                "最高 {}（{}），最低 {}（{}）。",
                wording.text(top),
                _months(known, top),
                wording.text(low),
                _months(known, low),
            )
    return told + (f' <span class="fill">{len(missing)} 个月待补</span>' if missing else "")


def _months(known: Sequence[Reading], of: Reading) -> str:
    """3、4、9月: every month with that figure."""
    return "、".join(str(r.period.last % 12 + 1) for r in known if r.value == of.value) + "月"


def _largest(readings: Sequence[Reading], total: Reading) -> str:
    known = [r for r in readings if r.value is not None]
    if not known or total.value is None:
        return wording.figure(total) if total.value is None else "这一期没有数。"
    top = max(known, key=_value)
    most = f"共 {len(known)} 项，列前 {charts.MOST} 项。" if len(known) > charts.MOST else ""
    return _leader(top, total) + esc(most)


def _leader(top: Reading, total: Reading) -> str:
    if total.value is None:
        return ""
    if not total.metric.adds_up or total.value <= 0:
        return wording.sentence("最多的是 {}，{}。", top.member or "未填", top)
    share = wording.share(top.value or Decimal(0), total.value)
    return wording.sentence("最多的是 {}，{}，占 {}。", top.member or "未填", top, share)


def _value(reading: Reading) -> Decimal:
    return reading.value if reading.value is not None else Decimal(0)


def compared(view: View, key: str) -> str:
    """38.62 亿元，比上年同期下降 4.6%, as HTML."""
    now = view.read(key)
    change = between(now, view.before(key))
    if change.sign is None:
        return wording.figure(now)
    return wording.sentence("{}，比上年同期{}", now, change.words)
