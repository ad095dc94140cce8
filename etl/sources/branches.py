"""支部名册: one branch a row, open until its closing date."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(rules=(Rule("closed_on", "t.closed_on < t.founded_on", "撤销日期早于成立日期"),))
