"""The sentence each page opens with, generated from readings, and the small notes beside a card's figure."""

from __future__ import annotations

from metrics.model import Reading
from ui import wording
from ui.change import Change, of_growth
from ui.markup import esc, pill, show
from ui.view import View


def say(html: str) -> None:
    """One line of fact that could be read aloud."""
    show(f'<p class="fact">{html}</p>')


def year(view: View) -> None:
    """The year in a sentence: target, growth on both bases, relief."""
    progress = view.read("revenue_target_progress")
    done = wording.sentence("完成年度任务的 {}，", progress) if progress.value is not None else ""
    relief = wording.sentence(
        "办理退税降费 {}，惠及 {}。", view.read("relief_amount"), view.read("relief_taxpayer_times")
    )
    calls = wording.sentence("日均接听咨询电话 {}。", view.read("hotline_daily_calls"))
    say(wording.sentence("税费收入 {}，", view.read("revenue_total")) + done + _both(view) + relief + calls)


def revenue(view: View) -> None:
    """税费收入: amount, growth on both bases, progress."""
    gap = view.read("revenue_target_gap")
    pace = ""
    if gap.value is not None and gap.shown is not None:
        word = "快于" if gap.value >= 0 else "慢于"
        pace = wording.sentence("完成年度任务的 {}，" + word + "序时进度 {}。", view.read("revenue_target_progress"),
                                f"{gap.shown.lstrip('-−')} 个百分点")  # fmt: skip
    say(wording.sentence("税费收入 {}，", view.read("revenue_total")) + _both(view) + pace)


def _both(view: View) -> str:
    natural, same = of_growth(view.read("revenue_growth")), of_growth(view.read("revenue_growth_same_basis"))
    if natural.sign is None or same.sign is None:
        return "上年同期无数可比。" if not view.read("revenue_growth").gaps else ""
    return wording.sentence("自然口径{}，剔除留抵退税因素后{}。", natural.words, same.words)


def told(view: View, template: str, *keys: str) -> None:
    """A page's opening sentence: {} for each metric, in order; whitespace of the template is its own."""
    say(wording.sentence(template, *(view.read(k) for k in keys)))


def revenue_changes(view: View) -> tuple[Change, ...]:
    """Growth on both bases, each with its name."""
    return of_growth(view.read("revenue_growth")), of_growth(view.read("revenue_growth_same_basis"))


def against_time(view: View) -> tuple[Change, ...]:
    """Target progress against 序时进度, in 百分点."""
    gap: Reading = view.read("revenue_target_gap")
    if gap.value is None or gap.shown is None:
        return (Change(None, "", ""),)
    sign = (gap.value > 0) - (gap.value < 0)
    prefix = {1: "+", -1: "−", 0: ""}[sign]
    return (Change(sign, f"{prefix}{gap.shown.lstrip('-−')} 个百分点", "与序时进度相比"),)


def target(view: View) -> str:
    """年度任务 38.1 亿元, and 未达 in red where the year is over and the target missed."""
    goal = view.read("revenue_target", view.span.full_year())
    progress = view.read("revenue_target_progress")
    missed = view.whole_year and progress.value is not None and progress.value < 100
    return f"年度任务 {wording.figure(goal)}" + (f" {pill('未达目标', 'missed')}" if missed else "")


def days(view: View, key: str = "hotline_daily_calls") -> str:
    """The denominator of a daily average: 按工作日：249 天."""
    reading = view.read(key)
    if reading.denominator is None:
        return ""
    return f"{esc(reading.metric.basis or '按工作日')}：{wording.plain(reading.denominator)} 天"
