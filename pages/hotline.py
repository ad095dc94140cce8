"""咨询热线: calls a day with their denominator, answer rate, waiting, satisfaction, the robot's share."""

from ui import blocks, facts, frame, says, tiles
from ui.layout import side_by_side

with frame.page("咨询热线") as view:
    facts.told(
        view,
        "日均接听咨询电话 {}（按工作日），智能语音解答占比 {}，接通率 {}，满意率 {}。",
        *("hotline_daily_calls", "hotline_smart_share", "hotline_answer_rate", "hotline_satisfaction"),
    )
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
    with right:
        blocks.by_month(view, "hotline_smart_share", "智能解答占比", share=True)
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_month(view, "hotline_answer_rate", "接通率", share=True)
    with right:
        blocks.by_month(view, "hotline_satisfaction", "满意率", share=True)
    says.block(view, "hotline")
