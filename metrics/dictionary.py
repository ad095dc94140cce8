"""docs/dictionary.md: the catalogue for people, printed by the code so that it is never out of date."""

from __future__ import annotations

from metrics.definitions import Catalogue, dimension_name, terms_of
from metrics.model import Metric, Term
from warehouse.schema import TABLES

HEAD = """# 指标口径手册

由 `metrics/catalogue/*.toml` 生成（`make docs`），请勿手改。英文名是程序、命令行与绑定里用的名称。
"""
KIND_NAMES = {
    "sum": "求和", "count": "计数", "distinct": "去重计数", "mean": "平均", "ratio": "比值", "combination": "合成",
    "as_of": "时点数", "yes_no": "有无",
}  # fmt: skip
SUBJECT_NAMES = {stem: table.title for stem, table in TABLES.items()}


def text(catalogue: Catalogue) -> str:
    """The whole dictionary as Markdown."""
    parts = [HEAD]
    for subject, metrics in catalogue.by_subject().items():
        parts.append(f"## {SUBJECT_NAMES.get(subject, subject)}\n")
        parts += [entry(catalogue, metric) for metric in metrics]
    return "\n".join(parts)


def entry(catalogue: Catalogue, metric: Metric) -> str:
    """One metric's paragraph."""
    lines = [
        f"### {metric.name} `{metric.key}`\n",
        f"{metric.meaning}。\n",
        *(f"- {name}：{value}" for name, value in facts(catalogue, metric)),
    ]
    return "\n".join(lines) + "\n"


def facts(catalogue: Catalogue, metric: Metric) -> list[tuple[str, str]]:
    """What else to know of a metric, as name and text."""
    found = [
        (
            "计法",
            f"{KIND_NAMES[metric.kind]}，单位 {metric.unit}"
            + (f"，显示为 {metric.show}" if metric.show != metric.unit else ""),
        )
    ]
    if metric.derived:
        found.append(("组成", composition(catalogue, metric)))
    elif metric.table in TABLES:
        found.append(("来源", f"{TABLES[metric.table].title}（{TABLES[metric.table].department}）"))
    found.append(("责任科室", metric.owner))
    optional = (
        ("可分", "、".join(dimension_name(metric, d) for d in metric.by)),
        ("口径", metric.basis),
        ("提示", "、".join(metric.caveats)),
        ("易混", "、".join(catalogue[k].name for k in metric.confused_with)),
        ("报告里的说法", "、".join(metric.words)),
    )
    return found + [(name, value) for name, value in optional if value]


def composition(catalogue: Catalogue, metric: Metric) -> str:
    """税费收入 − 上年同期税费收入."""

    def side(terms: tuple[Term, ...]) -> str:
        words = []
        for number, term in enumerate(terms):
            sign = "−" if term.sign < 0 else "＋" if number else ""
            prefix = {"last_year": "上年同期", "full_year": "全年"}.get(term.shift, "")
            words.append(f"{sign}{prefix}{catalogue[term.key].name}")
        return "".join(words)

    if metric.kind == "combination":
        return side(terms_of(metric))
    top, bottom = side(metric.numerator), side(metric.denominator)
    return f"{f'（{top}）' if len(metric.numerator) > 1 else top}÷{f'（{bottom}）' if len(metric.denominator) > 1 else bottom}"
