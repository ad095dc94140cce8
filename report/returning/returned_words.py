"""A returned file in words, for the command line and the page."""

from __future__ import annotations

from report.returning.by_others import NAMES
from report.returning.returned import (
    CHANGED,
    EMPTY,
    GONE,
    MOVED,
    REWRITTEN,
    TURNED,
    UNTOUCHED,
    WORDS,
    WRITTEN,
    Returned,
    ReturnedFigure,
    TextChange,
)

KINDS = {"edited": "文字改动", "moved": "移了位置", "added": "新增", "removed": "删去"}


def summary(found: Returned) -> str:
    """填了 23 处：没有动过 20 处，人改过 2 处，句子没有了 1 处；与今天的数据不合 2 处."""
    counts = found.counts
    order = (UNTOUCHED, MOVED, REWRITTEN, TURNED, CHANGED, GONE, WRITTEN, EMPTY)
    told = "，".join(f"{WORDS[s]} {counts[s]} 处" for s in order if counts[s])
    head = (
        f"{'填过的数' if found.record else '原稿的空格'} {len(found.figures)} 处：{told}"
        if found.figures
        else "没有填过的数"
    )
    disagree = f"；与今天的数据不合 {counts['disagree']} 处" if counts["disagree"] else ""
    theirs = "".join(f"；{name} {counts[kind]} 处" for kind, name in NAMES.items() if counts[kind])
    since = f"；填报以后数据变了 {counts['data_moved']} 处" if counts["data_moved"] else ""
    rules = f"；改过的句子要核对 {len(found.findings)} 处" if found.findings else ""
    return head + theirs + disagree + since + rules


def fate(figure: ReturnedFigure) -> str:
    """人改过，也移了位置."""
    return WORDS[figure.status] + ("，也移了位置" if figure.moved and figure.status != MOVED else "")


def told_of(figure: ReturnedFigure) -> str:
    """What the data say of a figure that came back."""
    said = []
    if figure.data_moved:
        said.append(f"填报以后数据变了，今天会填“{figure.would_be}”")
    elif figure.agrees is False:
        said.append(f"与数据不合，今天会填“{figure.would_be}”")
    elif figure.agrees:
        said.append("与今天的数据相符")
    return "；".join([*said, *figure.remarks])


def place(change: TextChange) -> str:
    """第 3 段 → 第 5 段."""
    before, after = (f"第 {n} 段" if n else "" for n in (change.before, change.after))
    return f"{before} → {after}" if before and after and before != after else after or f"原{before}"


def returned_lines(found: Returned) -> list[str]:
    """Everything, a line a fact."""
    sample = "（演示数据，不是真实业务数据）" if found.sample else ""
    lines = [f"{found.file}　{found.year} 年　数据版本 {found.build}{sample}", *found.notes]
    if found.record:
        r = found.record
        lines.append(f"填报记录：{r.made_at.replace('T', ' ')[:16]}，由“{r.source}”填成“{r.name}”，数据版本 {r.build}")
    if found.figures or found.record:
        lines.append(summary(found))
    for figure in found.figures:
        if figure.calls or figure.moved or figure.status == REWRITTEN:
            change = figure.was if figure.now in (figure.was, None) else f"{figure.was} → {figure.now}"
            lines.append(f"{figure.id:>3}  {fate(figure)}：{change}　{told_of(figure)}　{figure.around}")
    lines += [f"  *  {NAMES[f.kind]}：{f.text}　{f.told}　{f.sentence}" for f in found.others]
    lines += [f"  *  改过的句子（{f.rule}）：{f.message}" for f in found.findings]
    if found.changes:
        lines += ["", "文字", *(f"  {KINDS[c.kind]}（{place(c)}）：{c.text}" for c in found.changes)]
    return lines
