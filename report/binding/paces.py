"""What a pace is of: 税费收入完成目标的**%，快于序时进度**个百分点 is of revenue; budgets, purchases and rectifications have one too."""

from __future__ import annotations

import re

from metrics.model import Metric
from report.binding.fillers import residue
from report.binding.period_words import without_periods
from report.binding.periods_said import FIGURE

_SHOWN = 12
"""Characters of the passage that a reason quotes."""
_KEY = "revenue_target_gap"
_PACE = re.compile(r"(?:[快慢高低超优]于?|超过|[比较]|领先|落后于?|同期)*(?:序时|时间)进度[^，；：]*$")
_REVENUE = re.compile("[税费]|收入")
_OTHERS = re.compile(r"支出|执行|采购|整改|经费|投资|资金|拨付|项目|工程|建设|督办|考核|指标|培训")
_AIMED = re.compile(r"序时|进度|目标|任务|计划|预期|预算|占|的|完成率|超额?|入库|排名?|位")


def doubt(said: str, metric: Metric) -> str | None:
    """Whose pace it may be instead; None if the nearest thing of which the passage says how far it is, is revenue.

    `said`: the passage up to the figure, others marked.
    """
    if metric.key != _KEY:
        return None
    for at, clause in enumerate(reversed(re.split(r"[，；：]", said))):
        words = without_periods(_PACE.sub("", clause) if at == 0 else clause).replace(FIGURE, " ")
        other = _OTHERS.search(words)
        thing = residue(_AIMED.sub(" ", words))
        if _REVENUE.search(words) and not other:
            return None
        if other or (thing and (at == 0 or FIGURE in clause)):
            said_of = re.sub(r"[^\u4e00-\u9fff]", "", words)[-_SHOWN:]
            return f"文中说的是“{said_of}”的进度，不一定是税费收入"
    return None
