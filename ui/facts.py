"""The sentence each page opens with, generated from readings, and the small notes beside a card's figure."""

from __future__ import annotations

from metrics.model import Reading
from ui import wording
from ui.change import Change, lacks_last_year, of_growth
from ui.markup import anchor, esc, fill, pill, show
from ui.view import View


def say(html: str) -> None:
    """One line of fact that could be read aloud."""
    show(f'<p class="fact">{html}</p>')


def _told(view: View, template: str, *values: Reading | str) -> str:
    """A sentence whose figures lead to what is behind them."""
    return wording.sentence(template, *values, draw=view.linked)


def year(view: View) -> None:
    """The year in a sentence: target, growth on both bases, relief."""
    progress = view.read("revenue_target_progress")
    done = [_told(view, "完成年度任务的 {}", progress)] if progress.value is not None else []
    collected = _sentence(_told(view, "税费收入 {}", view.read("revenue_total")), *done, *_both(view))
    relief = _told(view, "办理退税降费 {}，惠及 {}。", view.read("relief_amount"), view.read("relief_taxpayer_times"))
    calls = _told(view, "日均接听咨询电话 {}。", view.read("hotline_daily_calls"))
    say(collected + relief + calls)


def revenue(view: View) -> None:
    """税费收入: amount, growth on both bases, progress."""
    gap = view.read("revenue_target_gap")
    pace = ""
    if gap.value is not None and gap.shown is not None:
        word = "快于" if gap.value >= 0 else "慢于"
        ahead = anchor(view.address(gap.metric.key), f"<b>{esc(gap.shown.lstrip('-−'))} 个百分点</b>", "figure")
        pace = _told(view, "完成年度任务的 {}，", view.read("revenue_target_progress")) + f"{word}序时进度 {ahead}。"
    say(_sentence(_told(view, "税费收入 {}", view.read("revenue_total")), *_both(view)) + pace)


def _sentence(*clauses: str) -> str:
    return "，".join(clauses) + "。"


def _both(view: View) -> list[str]:
    """Growth on each basis that can be told, as clauses; a basis that cannot is named with its reason."""
    if view.read("revenue_total").value is None:
        return []
    named = [("自然口径", view.read("revenue_growth")), ("剔除留抵退税因素后", view.read("revenue_growth_same_basis"))]
    if not any(r.value is not None for _, r in named):
        return ["上年同期无数可比" if all(lacks_last_year(r) for _, r in named) else "增幅暂不能计算"]
    return [name + _growth(view, reading) for name, reading in named]


def _growth(view: View, reading: Reading) -> str:
    if reading.value is None:
        return "上年无数可比" if lacks_last_year(reading) else f"的增幅 {fill(reading)}"
    return anchor(view.address(reading.metric.key), f"<b>{esc(of_growth(reading).words)}</b>", "figure")


def told(view: View, template: str, *keys: str) -> None:
    """A page's opening sentence: {} for each metric, in order; whitespace of the template is its own."""
    say(_told(view, template, *(view.read(k) for k in keys)))


def revenue_changes(view: View) -> tuple[Change, ...]:
    """Growth on both bases, each with its name; one line where neither has a year before it."""
    if view.read("revenue_total").value is None:
        return (Change(None, "", ""),)
    both = view.read("revenue_growth"), view.read("revenue_growth_same_basis")
    if all(lacks_last_year(r) for r in both):
        return (Change(None, "上年无数可比", "（自然口径、同口径）"),)
    return tuple(of_growth(r) for r in both)


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
