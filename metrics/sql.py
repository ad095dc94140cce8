"""The SQL of a metric: the only place where a definition becomes a query.

Everything in a query comes from the catalogue or the schema; the two days of a period are ISO literals made here, so that
what is printed for a reader is what was run.
"""

from __future__ import annotations

import hashlib

from metrics.definitions import Catalogue, dimension_sql
from metrics.model import Metric, Term
from metrics.periods import Period, year_period


def day(value: object) -> str:
    """A day as a literal."""
    return f"DATE '{value}'"


def filters(metric: Metric, starts: str, ends: str) -> str:
    """Which rows count in the period from `starts` to before `ends` (both SQL)."""
    if metric.kind == "as_of":
        dated = f"{metric.date} < {ends} AND ({metric.until} IS NULL OR {metric.until} >= {ends})"
    elif metric.until:
        dated = f"{metric.date} < {ends} AND ({metric.until} IS NULL OR {metric.until} >= {starts})"
    else:
        dated = f"{metric.date} >= {starts} AND {metric.date} < {ends}"
    return f"{dated} AND ({metric.where})" if metric.where else dated


def aggregate(metric: Metric) -> str:
    """The aggregate of a leaf that is not a mean."""
    return {
        "sum": f"coalesce(sum({metric.value}), 0)",
        "count": "count(*)",
        "distinct": f"count(DISTINCT {metric.value})",
        "as_of": f"count(DISTINCT {metric.value})",
        "yes_no": "CASE WHEN count(*) > 0 THEN 1 ELSE 0 END",
    }[metric.kind]


def per_member(metric: Metric) -> str:
    """For a mean: the expression that makes one member (a person) of several rows."""
    return metric.per or "rowid"


def leaf_sql(metric: Metric, period: Period) -> str:
    """One row: value; for a mean value, numerator, denominator."""
    rows = f"FROM {metric.table} WHERE {filters(metric, day(period.start), day(period.end))}"
    if metric.kind != "mean":
        return f"SELECT {aggregate(metric)} AS value {rows}"
    one = f"SELECT {per_member(metric)} AS member, max({metric.value}) AS figure {rows} GROUP BY ALL"
    return (
        "SELECT CAST(sum(figure) AS DOUBLE) / nullif(count(*), 0) AS value, sum(figure) AS numerator, "
        f"count(*) AS denominator FROM ({one}) AS members"
    )


def member_sql(metric: Metric, period: Period, dimension: str) -> str:
    """One row a member of a dimension: member, value."""
    member = dimension_sql(metric, dimension)
    where = filters(metric, day(period.start), day(period.end))
    return f"SELECT {aggregate(metric)} AS value, {member} AS member FROM {metric.table} WHERE {where} GROUP BY member ORDER BY member"


def printed(catalogue: Catalogue, key: str, period: Period) -> str:
    """The whole query of a metric in a period; the first column is the value, then for ratios numerator and denominator."""
    metric = catalogue[key]
    if not metric.derived:
        return leaf_sql(metric, period)
    if metric.kind == "combination":
        return f"SELECT {_added(catalogue, metric.terms, period)} AS value"
    top, bottom = (_added(catalogue, part, period) for part in (metric.numerator, metric.denominator))
    scale = "100 * " if metric.unit == "%" else ""
    return (
        f"SELECT CASE WHEN denominator > 0 THEN CAST({scale}numerator AS DOUBLE) / denominator END AS value, "
        f"numerator, denominator FROM (SELECT {top} AS numerator, {bottom} AS denominator) AS parts"
    )


def _added(catalogue: Catalogue, terms: tuple[Term, ...], period: Period) -> str:
    pieces = []
    for number, term in enumerate(terms):
        sign = "-" if term.sign < 0 else "+" if number else ""
        pieces.append(f"{sign} (SELECT value FROM ({printed(catalogue, term.key, term.period(period))}) AS part)")
    return " ".join(pieces).strip()


def fingerprint(catalogue: Catalogue, key: str) -> str:
    """Digest of everything that a stored reading of a metric depends on besides the data: a changed definition changes it."""
    metric = catalogue[key]
    queries = [
        printed(catalogue, key, year_period(2000)),
        *(member_sql(metric, year_period(2000), d) for d in metric.by),
    ]
    return hashlib.sha256("\n".join([*queries, *metric.periods]).encode()).hexdigest()
