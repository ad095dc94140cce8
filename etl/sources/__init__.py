"""One module a source, named by its stem, with the rules that only this source has."""

from __future__ import annotations

from etl.rules import SourceRules
from etl.sources import (
    appointments,
    branches,
    hotline,
    inspections,
    party,
    publicity,
    refunds,
    revenue,
    supervision,
    targets,
)

RULES: dict[str, SourceRules] = {
    "revenue": revenue.RULES,
    "refunds": refunds.RULES,
    "hotline": hotline.RULES,
    "supervision": supervision.RULES,
    "party": party.RULES,
    "publicity": publicity.RULES,
    "branches": branches.RULES,
    "appointments": appointments.RULES,
    "inspections": inspections.RULES,
    "targets": targets.RULES,
}
"""Rules of each source by its stem."""
