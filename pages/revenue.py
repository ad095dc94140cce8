"""税费收入: months, growth on both bases, where the change comes from, target against 序时进度."""

from ui import blocks, facts, frame, says, tiles
from ui.layout import side_by_side

with frame.page("税费收入") as view:
    facts.revenue(view)
    tiles.row(
        [
            tiles.of(view, "revenue_total", changes=facts.revenue_changes(view)),
            tiles.of(
                view, "revenue_target_progress", changes=facts.against_time(view), note=facts.target(view), summed=True
            ),
            tiles.of(view, "revenue_tax"),
            tiles.of(view, "revenue_social"),
            tiles.of(view, "revenue_nontax"),
        ],
        "five",
    )
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_month(view, "revenue_total", "各月入库，与上年相比", noted=True)
    with right:
        blocks.where_from(view, "revenue_total", "tax_kind")
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_member(view, "revenue_total", "tax_kind")
    with right:
        blocks.by_member(view, "revenue_total", "industry")
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_member(view, "revenue_total", "budget_level")
    with right:
        blocks.by_member(view, "revenue_total", "office")
    says.block(view, "revenue", "targets")
