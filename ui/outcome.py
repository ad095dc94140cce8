"""What a check or a load came to, in tables: cells to mend, months before and after, figures that move, remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import streamlit as st

from etl.faults import Fault
from etl.keeping.marked import marked, marked_name
from etl.keeping.moved import REPORT_KEYS, sources_of
from metrics.definitions import load_catalogue
from metrics.model import Metric
from metrics.periods import months_in_words, parse
from ui import tables, wording
from ui.markup import pill, show
from ui.tables import Html
from ui.view import View
from warehouse.places import Places
from warehouse.schema import TABLES

_MOST_CHANGES = 300
_MOST_FAULTS = 500
_MOST_MOVES = 200


def months(covers: Sequence[str]) -> str:
    """2022年1—3月；2023年1月. More than two years without a gap: from the first month to the last."""
    try:
        years = sorted({c[:4] for c in covers})
        if len(years) > 2 and tuple(covers) == parse(f"{covers[0]}..{covers[-1]}").months:
            return parse(f"{covers[0]}..{covers[-1]}").chinese
        return "；".join(f"{y}年{months_in_words(tuple(c for c in covers if c.startswith(y)))}" for y in years)
    except ValueError:
        return "、".join(covers)


def title(source: str) -> str:
    """Chinese name of a source."""
    return TABLES[source].title if source in TABLES else source


def for_page(text: str) -> str:
    """A sentence of the command line with its switches said as the page has them."""
    text = re.sub(r"（--source \w+）", "", text)
    text = text.replace("--period 指定", "在这份文件里填写期间").replace("--source 指定", "在这份文件里选数据类别")
    return re.sub(r"([或请可])用 ?在", r"\1在", text)


def in_short(errors: Sequence[dict[str, Any]]) -> str:
    """The first fault of a file: its cell, what was found there and what it should be; and how many there are."""
    first = errors[0]
    cell, value, message = (
        first.get("cell") or "",
        str(first.get("value") or ""),
        for_page(str(first.get("message") or "")),
    )
    found = f"写的是“{_shortened(value, 20)}”，" if value and value not in message else ""
    where = f"{cell} " if cell and cell not in message else ""
    more = f"（共 {len(errors)} 处）" if len(errors) > 1 else ""
    return f"{where}{found}{_shortened(message, 80)}{more}"


def _shortened(text: str, most: int) -> str:
    """As many whole clauses as there is room for."""
    if len(text) <= most:
        return text
    end = max(text.rfind(mark, 0, most) for mark in "。；，")
    return f"{text[: end if end > most // 3 else most]}……"


def faults(errors: Sequence[dict[str, Any]]) -> None:
    """The cells to mend."""
    rows: list[list[tables.Cell]] = [
        [e.get("sheet") or "—", e.get("cell") or "—", str(e.get("value") or ""), for_page(str(e.get("message") or ""))]
        for e in errors[:_MOST_FAULTS]
    ]
    tables.table(["工作表", "单元格", "见到", "应当怎样"], rows, height=320, css="stack")
    if len(errors) > _MOST_FAULTS:
        show(f'<p class="src">只列出前 {_MOST_FAULTS} 处；标注好的表里有全部 {len(errors)} 处。</p>')


def offer_marked(path: Path, errors: Sequence[dict[str, Any]], key: str) -> None:
    """The refused file with its bad cells coloured and commented, to send back to the department."""
    if not path.exists():
        return
    data = _marked(str(path), list(errors))
    if data is None:
        show('<p class="src">这份文件打不开，没有可以标注的格子，请向报送科室索取原件。</p>')
        return
    st.download_button(
        "下载标注好的表", data, marked_name(path.name), key=f"marked_{key}", icon=":material/edit_note:",
        on_click="ignore",
    )  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=40)
def _marked(path: str, errors: list[dict[str, Any]]) -> bytes | None:
    """The path holds the digest of the content, so the marked copy can be kept."""
    return marked(Path(path).name, Path(path).read_bytes(), [Fault(**error) for error in errors])


def doubts(warnings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The warnings that somebody must have looked at before loading."""
    return [w for w in warnings if w.get("doubt")]


def warned(warnings: Sequence[dict[str, Any]]) -> None:
    """What somebody must have looked at, and what is worth a look though it does not stop a file."""
    asked, others = doubts(warnings), [w for w in warnings if not w.get("doubt")]
    for title_, said in (
        (f"要确认的 {len(asked)} 处（在上面打勾）", asked),
        (f"提示 {len(others)} 条（不影响入库）", others),
    ):
        if said:
            show(f'<p class="part-title">{title_}</p>')
            rows: list[list[tables.Cell]] = [
                [w.get("sheet") or "—", w.get("cell") or "—", str(w.get("value") or ""), for_page(str(w["message"]))]
                for w in said[:200]
            ]
            tables.table(["工作表", "单元格", "见到", "提示"], rows, height=240, css="stack")


def changed(accepted: dict[str, Any]) -> None:
    """Months and offices before and after; those that stay as they were are only counted."""
    found = accepted["changes"]
    differing = [c for c in found if c["rows_before"] is None or c["rows_new"] or c["rows_gone"]]
    same = len(found) - len(differing)
    rest = f"另有 {same} 个月份没有变化。" if same else ""
    show(f'<p class="part-title">会改变什么</p><p class="src">{_replacing(accepted)}{rest}</p>')
    if not differing:
        return
    by_office = any(c["office"] for c in differing)
    money = accepted["sum_of"]
    headings = ["月份", *(["税务所"] if by_office else []), "原有行", "入库后行", "新的行", "去掉的行"]
    unit = f"（{accepted['sum_unit']}）" if accepted["sum_unit"] else ""
    headings += [f"原{money}{unit}", f"入库后{money}{unit}"] if money else []
    rows = [_change(c, by_office, bool(money)) for c in differing[:_MOST_CHANGES]]
    first = 2 if by_office else 1
    tables.table(headings, rows, figures=range(first, len(headings)), height=300, css="stack wide")
    if len(differing) > _MOST_CHANGES:
        show(f'<p class="src">只列出前 {_MOST_CHANGES} 项，共 {len(differing)} 项。</p>')


def _replacing(accepted: dict[str, Any]) -> str:
    names = "、".join(Path(str(r)).name for r in accepted["replaces"])
    return f'替换已入库的 <span translate="no">{tables.cell(names)}</span>。' if names else "原来没有这些月份的数。"


def _change(change: dict[str, Any], by_office: bool, money: bool) -> list[tables.Cell]:
    before: str | int = "未报" if change["rows_before"] is None else change["rows_before"]
    row: list[tables.Cell] = [
        parse(change["month"]).chinese,
        *([change["office"] or "全局"] if by_office else []),
        before,
    ]
    row += [change["rows_after"], change["rows_new"], change["rows_gone"]]
    return row + ([grouped(change["sum_before"]), grouped(change["sum_after"])] if money else [])


def grouped(digits: str | None) -> str:
    """A decimal string with separators: 1,234,567.80; — without one."""
    return wording.minus(f"{Decimal(digits):,}") if digits is not None else "—"


def moved(view: View, moves: Sequence[dict[str, Any]], *, said: str, key: str) -> None:
    """Figures that move: years first, those of the year-end report at the top; months behind a fold."""
    moves = of_data(view.places, moves)
    if not moves:
        show(f'<p class="block-lead">{said}：没有。</p>')
        return
    years = [m for m in moves if len(m["period"]) == 4]
    others = [m for m in moves if len(m["period"]) != 4]
    mine = sum(m["metric"] in REPORT_KEYS for m in years)
    counted = [f"全年数 {len(years)} 个" + (f"（其中年终报告用到的 {mine} 个）" if mine else "")] if years else []
    counted += [f"各月的数 {len(others)} 个"] if others else []
    show(f'<p class="block-lead">{said}：{"，".join(counted)}。</p>')
    if years:
        _moves(view, years, 300)
    if others:
        with st.expander(f"各月的数 {len(others)} 个", expanded=not years, key=f"moved_months_{key}"):
            _moves(view, others, 360)


def _moves(view: View, moves: Sequence[dict[str, Any]], height: int) -> None:
    rows: list[list[tables.Cell]] = []
    for move in moves[:_MOST_MOVES]:
        before, after = _told(view, move)
        mark = pill("年终报告", "filled") if move["metric"] in REPORT_KEYS else ""
        rows.append(
            [Html(f"{tables.cell(move['name'])} {mark}", move["name"]), parse(move["period"]).chinese, before, after]
        )
    tables.table(["指标", "期间", "原为", "改为"], rows, figures=[2, 3], height=height)
    if len(moves) > _MOST_MOVES:
        show(f'<p class="src">只列出前 {_MOST_MOVES} 个。</p>')


def _told(view: View, move: dict[str, Any]) -> tuple[str, str]:
    """Before and after in the unit the pages use; exact where that unit would hide the difference."""
    metric = _metrics(view.places).get(move["metric"])

    def told(write: Callable[[Decimal], str]) -> tuple[str, str]:
        one, other = (write(Decimal(v)) if v is not None else "—" for v in (move["before"], move["after"]))
        return one, other

    shown = told(lambda v: wording.amount(v, metric)) if metric else ("", "")
    if shown[0] != shown[1]:
        return shown
    return told(lambda v: wording.minus(f"{v:,} {move['unit']}"))


def of_data(where: Places, moves: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the days and months of the calendar: they appear with a year's first file and say nothing of it."""
    return [m for m in moves if _sources(where).get(m["metric"]) != {"calendar"}]


@st.cache_resource(show_spinner=False, ttl=60)
def _metrics(where: Places) -> dict[str, Metric]:
    """The catalogue, also before the first load."""
    return dict(load_catalogue(where.own_catalogue if where.own_catalogue.is_dir() else None))


@st.cache_data(show_spinner=False, ttl=60)
def _sources(where: Places) -> dict[str, set[str]]:
    return sources_of(where)
