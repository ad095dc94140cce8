"""咨询热线: calls a day with their denominator, answer rate, waiting, satisfaction, the robot's share."""

from ui import blocks, facts, frame, says, tiles
from ui.layout import side_by_side

with frame.page("咨询热线") as view:
    facts.kinds(view, ["hotline_daily_calls", "hotline_smart_share", "hotline_satisfaction"])
    tiles.row(
        [
            tiles.of(view, "hotline_daily_calls", note=facts.days(view)),
            tiles.of(view, "hotline_daily_calls_calendar", note=facts.days(view, "hotline_daily_calls_calendar")),
            tiles.of(view, "hotline_smart_share"),
            tiles.of(view, "hotline_answer_rate"),
            tiles.of(view, "hotline_wait_seconds"),
            tiles.of(view, "hotline_satisfaction"),
        ],
        "three",
    )
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_month(view, "hotline_calls", "各月来电，与上年相比")
        blocks.by_month(view, "hotline_answer_rate", "接通率", share=True)
    with right:
        blocks.by_month(view, "hotline_smart_share", "智能解答占比", share=True)
        blocks.by_month(view, "hotline_satisfaction", "满意率", share=True)
    says.block(view, "hotline")
