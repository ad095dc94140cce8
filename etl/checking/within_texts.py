"""What the texts of a ledger's rows say of the row itself: not yet done, somebody else's deed, several, a letter sent and not received.

A ledger counts its rows; topics, titles and names of media are read, but only whoever reads their words sees that a row is none of
those counted. What is certain is refused by its cell, the rest is asked about. The words are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from etl.checking.columns import text_of
from etl.checking.undone import counts_nothing
from etl.faults import Fault
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from metrics.numbers import parse_numeral

Connection = duckdb.DuckDBPyConnection
_MOST, _SHOWN = 20, 5
_TEXTS = ("topic", "title", "origin", "audience")
_CHECKS = frozenset({"专项监督检查", "酒驾醉驾检查"})
_LESSONS = frozenset({"集中学习", "专题研讨", "意识形态分析研判会", "青年干部座谈会"})
_LETTERS = frozenset({"感谢信", "锦旗"})


@dataclass(frozen=True)
class _Sign:
    """A wording in some columns of rows of some kinds (none: of all), and what it makes of the row. `refused`: it is certain."""

    columns: tuple[str, ...]
    kinds: frozenset[str]
    words: re.Pattern[str]
    why: str
    refused: bool = False


_SIGNS = (
    _Sign(
        ("topic", "title"), frozenset(), re.compile(r"[(\[【](?:与?上[一]?[条行次]|同上|已)?重复(?:上报|填报|登记)?[)\]】]|^重复$"),
        "这一格说这一行是重复的，照入就多算一件。重复的请删去这一行；不是的，请改写这一格", True,
    ),
    _Sign(
        ("topic",), frozenset(),
        re.compile(r"(?<![模虚比草])拟(?:定?于|在)[^,;。]{0,10}(?:开展|举[行办]|召开|组织|实施|观看|学习|报送)"),
        "这一格说的是打算做的事，照入就多算一件。没有做的请删去这一行；确实做了的，请改写这一格", True,
    ),
    _Sign(
        ("title",), frozenset({"荣誉"}), re.compile(r"^拟(?:推荐|申报|报送|参评|授予|表彰)"),
        "这一格说荣誉还没有得到，照入就多算一项。没有授予的请删去这一行；已经授予的，请改写这一格", True,
    ),
    _Sign(
        ("title",), frozenset({"荣誉"}), re.compile(r"[(\[【]?(?:正在|已)?(?:申报|评审|评选|公示|推荐|初审|报批)中[)\]】]?$|[(\[【](?:拟|已)?(?:申报|推荐|报批|待批|待公布|初审)[)\]】]"),
        "这一格说荣誉还没有得到，照入就多算一项。没有授予的请删去这一行；已经授予的，请改写这一格", True,
    ),
    _Sign(
        ("origin", "title"), frozenset({"媒体报道"}),
        re.compile(r"[(\[【][^)\]】]{0,4}(?:投稿|送审|待刊|待发|未刊|未发(?![现生])|待采用|拟刊|审稿)[^)\]】]{0,4}[)\]】]|(?:已投稿|待刊发?|待采用|待发布)$"),
        "这一格说稿件还没有刊发，照入就多算一篇（一家）。没有刊发的请删去这一行；已经刊发的，请改写这一格", True,
    ),
    _Sign(
        ("topic",), _CHECKS,
        re.compile(r"^(?!.*(?:反馈|整改|回头看)).*(?:迎接(?!党|建党|二十大|20大|国庆|新|七一|[一-鿿]{0,3}节)[^,。]{0,12}(?:检查|督查|督导|巡察|考核|验收)|迎检|接受[^,。]{0,12}(?:检查|督查|督导|巡察)|(?:[市省总]局|上级|纪委|监委|审计[局厅])[^,。]{0,8}(?:对(?:我|本|[区县])局|[来到赴](?:我|本|[区县])局|莅临))"),
        "像是上级来检查，不是本局开展的检查",
    ),
    _Sign(
        ("topic", "audience"), _LESSONS, re.compile(r"列席|^参加(?:[市省总]局|上级|[市省区县]委|[区县市]直)[^,。]{0,16}(?:学习|会|研讨|培训|座谈)"),
        "像是别的单位组织、本局派人参加的，不是本局组织的",
    ),
    _Sign(("title",), frozenset({"荣誉"}), re.compile(r"提名(?:奖|者)?[)\]】]?$|入围|候选"), "像是提名、入围，不是授予的荣誉"),
    _Sign(
        ("origin",), frozenset({"媒体报道"}),
        re.compile(r"(?:本局|我局|本单位|[区县]局)(?:的|官方|微信|门户|政务)*(?:公众号|微博|网站|官网|视频号|客户端|抖音号?|APP)", re.IGNORECASE),
        "像是本局自己的平台，不是媒体报道本局",
    ),
    _Sign(("origin",), _LETTERS, re.compile(r".*(?:税务局|税务分局|税务所)|本局|我局|[区县]局"), "来信（送锦旗）的写的是税务机关，像是本局发出的信"),
    _Sign(
        ("title",), _LETTERS, re.compile(r"致[^致,。]{0,10}(?:纳税人|缴费人|企业|市民|群众|业主)[^,。]{0,6}(?:感谢信|慰问信|公开信|一封信)"),
        "像是本局写给纳税人的信，不是收到的",
    ),
)  # fmt: skip
_TIMES = re.compile(
    r"[(\[【][^)\]】]*?(?<!第)(?<!每)(?<!每[日天周月季年])(?<!累计)(\d{1,3}|[二两三四五六七八九十]{1,3})"
    + r"(?:场次?|轮|次)[^)\]】]*[)\]】]"
)
"""（共2部，3场） in a topic."""
_HELD = frozenset({"专项监督检查", "警示教育片", "酒驾醉驾检查", "集中学习", "专题研讨"})


@dataclass(frozen=True)
class _Row:
    """A row with what its texts say, by column."""

    sheet: Sheet
    row: int
    kind: str
    texts: dict[str, str]


def surely(connection: Connection, part: Part) -> list[Fault]:
    """Cells by which their rows are surely none of those that count."""
    signs = [sign for sign in _SIGNS if sign.refused]
    found = [
        Fault(sign.why, r.sheet.name, r.sheet.table.cell(r.row, name), r.texts[name])
        for r in _rows(connection, part)
        for sign in signs
        for name in _told(sign, r)[:1]
    ]
    return found[:_MOST]


def perhaps(connection: Connection, part: Part) -> list[Fault]:
    """Doubts: one for each wording, with the cells."""
    rows = list(_rows(connection, part))
    found = []
    for sign in (sign for sign in _SIGNS if not sign.refused):
        told = [(r, name) for r in rows for name in _told(sign, r)[:1]]
        if told:
            found.append(_asked(told, f"{sign.why}。不应计入的请删去这一行再报，应当计入的照常入库"))
    times = [(r, "topic") for r in rows if _other_times(part, r)]
    if times:
        name = part.table.column(part.table.summed).heading
        found.append(
            _asked(
                times,
                f"主题里写的次数（场数）与这一行的“{name}”不同。请核对：填的是办了几次（场）就照常入库，不是的请改正再报",
            )
        )
    return found


def _asked(told: list[tuple[_Row, str]], why: str) -> Fault:
    shown = "、".join(f"{r.sheet.table.cell(r.row, name)}“{r.texts[name]}”" for r, name in told[:_SHOWN])
    more = f"等 {len(told)} 行" if len(told) > _SHOWN else ""
    first, name = told[0]
    return Fault(f"{shown}{more}：{why}", first.sheet.name, first.sheet.table.cell(first.row, name), first.texts[name])


def _rows(connection: Connection, part: Part) -> Iterator[_Row]:
    """The rows of a ledger's lists that count something."""
    if part.table.stem not in {"supervision", "party", "publicity"}:
        return
    kinds = connection.execute("SELECT sheet_no, source_row, kind FROM typed_rows ORDER BY ALL").fetchall()
    for number, row, kind in kinds:
        sheet = part.sheets[number]
        found = sheet.table.header.found
        if sheet.table.whole is None and not counts_nothing(sheet, row):
            texts = {n: text_of(sheet.table.grid.at(row, found[n].place)).strip() for n in _TEXTS if n in found}
            yield _Row(sheet, row, kind or "", texts)


def _told(sign: _Sign, row: _Row) -> list[str]:
    """The columns of a row in which a wording stands."""
    if sign.kinds and row.kind not in sign.kinds:
        return []
    search = sign.words.fullmatch if sign.columns == ("origin",) else sign.words.search
    return [name for name in sign.columns if row.texts.get(name) and search(plain(row.texts[name]))]


def _other_times(part: Part, row: _Row) -> bool:
    """Whether a topic says in brackets how often it was, and the row counts another number."""
    said = _TIMES.search(plain(row.texts.get("topic", ""))) if row.kind in _HELD else None
    mapped = row.sheet.table.header.found.get(part.table.summed)
    if said is None:
        return False
    counted = number_in(row.sheet.table.grid.at(row.row, mapped.place)) if mapped else None
    try:
        return parse_numeral(said[1]) != (1 if counted is None else counted)
    except ValueError:
        return False
