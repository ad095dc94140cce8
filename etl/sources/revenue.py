"""税费收入: one voucher a row; refunds (退库) are negative and stay."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule("amount_yuan", "t.amount_yuan = 0", "入库金额为 0，请核对", warning=True),
        Rule("received_on", "t.received_on > current_date", "入库日期还没有到"),
    )
)
