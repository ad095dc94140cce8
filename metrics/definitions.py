"""The catalogue: every metric's definition, read from TOML and validated as a whole.

A file of `metrics/catalogue/` holds the metrics of one subject; a bureau adds files of its own under `data/catalogue/`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from metrics.model import DERIVED, KINDS, Metric, Term
from metrics.numbers import UnitMismatchError, convert
from warehouse.places import PRODUCT
from warehouse.schema import SYSTEM_TABLES, TABLES

CAVEATS = frozenset(
    [
        "净额",
        "含社保非税",
        "加回留抵退税",
        "不含缓缴",
        "不含出口退税",
        "缓缴不是减免",
        "户次不是户",
        "不含转人工",
        "分母为工作日",
        "分母为日历日",
        "按人工接听量加权",
        "只含参评的来电",
        "人不是人次",
        "人次不是人",
        "场不是部",
        "不含支部",
        "家不是篇",
        "户不是封",
        "篇不是次",
        "次不是篇",
        "时点数",
        "不含书记",
        "以下不含本数",
        "出生只到月",
    ]
)
"""The fixed vocabulary of what a reader must know before quoting a figure."""

DIMENSIONS = {
    "tax_group": "(SELECT min(g.tax_group) FROM tax_group g WHERE g.tax_kind = revenue.tax_kind)",
}
"""Dimensions that are not a column of their table, as SQL over it."""

DIMENSION_NAMES = {"tax_group": "收入大类"}
TERM = re.compile(r"(?P<sign>-?)(?P<key>[a-z0-9_]+)(?:@(?P<shift>last_year|full_year))?")
PERIOD_KINDS = ("year", "half", "quarter", "month", "ytd", "span")
_REQUIRED = ("name", "unit", "show", "kind", "owner", "meaning", "words")
_TEXTS = (
    "name",
    "unit",
    "show",
    "kind",
    "owner",
    "meaning",
    "table",
    "value",
    "where",
    "date",
    "until",
    "per",
    "basis",
)
_LISTS = ("words", "about", "core", "by", "periods", "caveats", "confused_with", "numerator", "denominator", "terms")
_NAMES = {f.name for f in fields(Metric)} - {"key", "subject", "adds_up"}


class CatalogueError(Exception):
    """Everything wrong with the catalogue's files, one line each: file, key, what, what was expected."""


class Catalogue(Mapping[str, Metric]):
    """All metrics by key, in the order of the files."""

    def __init__(self, metrics: Mapping[str, Metric]) -> None:
        self._metrics = dict(metrics)

    def __getitem__(self, key: str) -> Metric:
        return self._metrics[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._metrics)

    def __len__(self) -> int:
        return len(self._metrics)

    # One catalogue is read once and shared; it is the same only as itself, and may be a key of a cache.
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def by_subject(self) -> dict[str, list[Metric]]:
        """Metrics grouped by the file that defines them."""
        groups: dict[str, list[Metric]] = {}
        for metric in self._metrics.values():
            groups.setdefault(metric.subject, []).append(metric)
        return groups

    def leaves(self, key: str) -> list[Metric]:
        """The metrics with a table that a metric is made of, itself if it has one; each once."""
        metric = self._metrics[key]
        if not metric.derived:
            return [metric]
        found = {leaf.key: leaf for term in terms_of(metric) for leaf in self.leaves(term.key)}
        return list(found.values())


def terms_of(metric: Metric) -> tuple[Term, ...]:
    """The parts of a ratio or combination."""
    return (*metric.numerator, *metric.denominator, *metric.terms)


def dimension_sql(metric: Metric, dimension: str) -> str:
    """SQL of a declared dimension's member over the metric's table; absent members are 未填."""
    expression = DIMENSIONS.get(dimension, f"{metric.table}.{dimension}")
    return f"coalesce({expression}, '未填')"


def dimension_name(metric: Metric, dimension: str) -> str:
    """A dimension's Chinese name."""
    if dimension == "month":
        return "月份"
    table = TABLES.get(metric.table or "revenue")
    columns = {c.name: c.heading for c in table.columns} if table else {}
    return DIMENSION_NAMES.get(dimension) or columns.get(dimension, dimension)


def load_catalogue(own: Path | None = None) -> Catalogue:
    """The product's catalogue and, if given, the bureau's own folder. CatalogueError names every fault at once."""
    files = sorted((PRODUCT / "metrics" / "catalogue").glob("*.toml"))
    if own is not None and own.is_dir():
        files += sorted(own.glob("*.toml"))
    return _load(tuple((f, f.stat().st_mtime_ns) for f in files))


@lru_cache(maxsize=8)
def _load(stamped: tuple[tuple[Path, int], ...]) -> Catalogue:
    faults: list[str] = []
    raw: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path, _ in stamped:
        for key, entry in _read(path, faults).items():
            if key in raw:
                faults.append(f"{path.name} [{key}]：与 {raw[key][0].name} 里的指标重名，请改用别的名称")
            elif not isinstance(entry, dict):
                faults.append(f"{path.name} [{key}]：应当是一节（[{key}]），请检查写法")
            else:
                raw[key] = (path, entry)
    metrics: dict[str, Metric] = {}
    for key, (path, entry) in raw.items():
        found = _entry_faults(entry, raw)
        faults += [f"{path.name} [{key}]：{fault}" for fault in found]
        if not found:
            metrics[key] = _metric(key, path.stem, entry)
    if not faults:
        faults += [f"{raw[k][0].name} [{k}]：指标互相引用成环，请拆开" for k in metrics if _cyclic(k, metrics, ())]
    if faults:
        raise CatalogueError("\n".join(faults))
    return Catalogue({k: replace(m, adds_up=_adds_up(k, metrics)) for k, m in metrics.items()})


def _read(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}：不是合格的 TOML 文件（{error}）")
        return {}


def _metric(key: str, subject: str, entry: dict[str, Any]) -> Metric:
    values: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in entry.items()}
    for name in ("numerator", "denominator", "terms"):
        values[name] = tuple(_term(t) for t in entry.get(name, ()))
    return Metric(key=key, subject=subject, **values)


def _term(text: str) -> Term:
    match = TERM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Term(match["key"], -1 if match["sign"] else 1, match["shift"] or "")


def _entry_faults(entry: dict[str, Any], known: Mapping[str, Any]) -> list[str]:
    faults = [f"不认识的项“{name}”" for name in entry if name not in _NAMES]
    faults += [f"缺少“{name}”" for name in _REQUIRED if not entry.get(name)]
    faults += [f"“{n}”应当是文字" for n in _TEXTS if not isinstance(entry.get(n, ""), str)]
    faults += [f"“{n}”应当是一列文字" for n in _LISTS if not _is_texts(entry.get(n, []))]
    if faults:
        return faults
    return _unit_faults(entry) + _kind_faults(entry) + _reference_faults(entry, known)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _unit_faults(entry: dict[str, Any]) -> list[str]:
    try:
        convert(Decimal(1), entry["unit"], entry["show"])
    except UnitMismatchError as error:
        return [str(error)]
    return []


def _kind_faults(entry: dict[str, Any]) -> list[str]:
    kind = entry["kind"]
    if kind not in KINDS:
        return [f"kind “{kind}”不在 {'、'.join(KINDS)} 之内"]
    own_sql = [n for n in ("table", "value", "where", "date", "until", "per") if entry.get(n)]
    if kind in DERIVED:
        parts = ("numerator", "denominator") if kind == "ratio" else ("terms",)
        faults = [f"由别的指标合成，不能自带“{n}”" for n in own_sql]
        return faults + [f"缺少“{n}”" for n in parts if not entry.get(n)]
    needs = (
        ["table", "date"] + ([] if kind in {"count", "yes_no"} else ["value"]) + (["until"] if kind == "as_of" else [])
    )
    return [f"缺少“{n}”" for n in needs if not entry.get(n)] + _table_faults(entry)


def _table_faults(entry: dict[str, Any]) -> list[str]:
    name = entry.get("table", "")
    system = {t.name: {c[0] for c in t.columns} for t in SYSTEM_TABLES}
    if name not in TABLES and name not in system:
        return [f"没有“{name}”这张表"]
    columns = {c.name for c in TABLES[name].columns} if name in TABLES else system[name]
    return [f"“by”里的“{d}”不是 {name} 的列" for d in entry.get("by", []) if d not in columns and d not in DIMENSIONS]


def _reference_faults(entry: dict[str, Any], known: Mapping[str, Any]) -> list[str]:
    faults = []
    for text in (*entry.get("numerator", []), *entry.get("denominator", []), *entry.get("terms", [])):
        match = TERM.fullmatch(text)
        if match is None:
            faults.append(f"看不懂的组成“{text}”，写法：[-]指标[@last_year 或 @full_year]")
        elif match["key"] not in known:
            faults.append(f"组成里的“{match['key']}”没有定义")
    faults += [f"confused_with 里的“{k}”没有定义" for k in entry.get("confused_with", []) if k not in known]
    faults += [f"提示语“{c}”不在固定词表之内" for c in entry.get("caveats", []) if c not in CAVEATS]
    return faults + [
        f"期间“{p}”不在 {'、'.join(PERIOD_KINDS)} 之内" for p in entry.get("periods", []) if p not in PERIOD_KINDS
    ]


def _cyclic(key: str, metrics: Mapping[str, Metric], above: tuple[str, ...]) -> bool:
    if key in above:
        return True
    return any(_cyclic(t.key, metrics, (*above, key)) for t in terms_of(metrics[key]) if t.key in metrics)


def _adds_up(key: str, metrics: Mapping[str, Metric]) -> bool:
    """Sums and counts of dated rows add over months and members, and so does a combination of such in the same period."""
    metric = metrics[key]
    if metric.kind == "combination":
        return all(not t.shift and _adds_up(t.key, metrics) for t in metric.terms)
    return metric.kind in {"sum", "count"} and not metric.until and not metric.periods
