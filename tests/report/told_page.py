"""A second page of true sentences on growth, shares and multiples, in other words than the first, its figures taken from the data."""

from decimal import Decimal

from metrics.periods import parse
from tests.report.damage import YEAR, Truth, _rounded

LAST, BEFORE = YEAR - 1, YEAR - 2


class Words(Truth):
    """Amounts and changes as a report words them."""

    def at(self, key, period):
        """Exact, in a period."""
        return self.measurer.measure(key, parse(period)).value

    def of(self, key, places=0, unit="", period=str(YEAR)):
        """An amount with its unit: `38.62亿元`."""
        metric = self.measurer.catalogue[key]
        unit = unit or metric.show
        scale = {"亿元": 10**8, "万户次": 10**4}.get(unit, 1)
        return f"{_rounded(self.at(key, period) / scale, places)}{unit}"

    def rate(self, key, up, down, period=str(YEAR), since=1):
        """A change in % with its word: `增长11.8%`."""
        now, then = self.at(key, period), self.at(key, parse(period).shifted(-since).label)
        change = (now / then - 1) * 100
        return f"{up if change > 0 else down}{_rounded(abs(change), 1)}%"

    def more(self, key, up, down, places=0, unit="", scale=1, since=1):
        """A change in the amount's own unit: `增加4次`."""
        change = (self.at(key, str(YEAR)) - self.at(key, str(YEAR - since))) / scale
        return f"{up if change > 0 else down}{_rounded(abs(change), places)}{unit or self.measurer.catalogue[key].show}"

    def share(self, part, whole):
        """A part of a whole in %."""
        return f"{_rounded(self.at(part, str(YEAR)) / self.at(whole, str(YEAR)) * 100, 1)}%"

    def fold(self, key, less=0):
        """`是上年的2.3倍`, or with less=1 by how many times it grew."""
        return f"{_rounded(self.times(key) - less, 1)}倍"


def page(measurer):
    """The sentences, one a line."""
    t = Words(measurer)
    total, tax, social = "revenue_total", "revenue_tax", "revenue_social"
    return "\n".join([
        f"{YEAR}年，全局组织税费收入{t.of(total, 2)}，按自然口径同比{t.rate(total, '增长', '下降')}，剔除留抵退税因素后同口径{t.rate('revenue_same_basis', '增长', '下降')}。",
        f"税费收入由上年的{t.of(total, 2, period=str(LAST))}降至{t.of(total, 2)}，{t.more(total, '增加', '减少', 2, '亿元', 10**8)}，比{BEFORE}年{t.rate(total, '增长', '下降', since=2)}。",
        f"完成年度税费收入任务的{t.of('revenue_target_progress', 1)}，快于序时进度{t.of('revenue_target_gap', 1)}。",
        f"从构成看，税费收入{t.of(total, 2)}中，税收收入{t.of(tax, 2)}，占{t.share(tax, total)}；社会保险费收入{t.of(social, 2)}，占{t.share(social, total)}；非税收入{t.of('revenue_nontax', 2)}，占{t.share('revenue_nontax', total)}。",
        f"上半年组织税费收入{t.of(total, 2, period=f'{YEAR}H1')}，同比{t.rate(total, '增长', '下降', f'{YEAR}H1')}；三季度组织税费收入{t.of(total, 2, period=f'{YEAR}Q3')}，{t.rate(total, '增长', '下降', f'{YEAR}Q3')}。",
        f"全年办理退税降费{t.of('relief_amount', 2)}，是上年的{t.fold('relief_amount')}；退税降费户次达{t.of('relief_taxpayer_times', 2)}，比上年{t.rate('relief_taxpayer_times', '增长', '下降')}。",
        f"其中办理留抵退税{t.of('credit_refund_amount', 2)}，比上年{'增长'}{t.fold('credit_refund_amount', 1)}；另办理缓税缓费{t.of('relief_deferred', 2)}，是上年的{t.fold('relief_deferred')}。",
        f"全年接听咨询电话{t.of('hotline_answered')}，比上年{t.rate('hotline_answered', '增长', '下降')}，其中人工接听电话{t.of('hotline_staff_answered')}，占{t.share('hotline_staff_answered', 'hotline_answered')}，智能语音解答量{t.of('hotline_robot_solved')}，占{t.share('hotline_robot_solved', 'hotline_answered')}。",
        f"热线接通率{t.of('hotline_answer_rate', 1)}，比上年{t.more('hotline_answer_rate', '上升', '下降', 1, '个百分点')}；热线满意率{t.of('hotline_satisfaction', 1)}，比上年{t.more('hotline_satisfaction', '提高', '降低', 1, '个百分点')}；来电平均等待{t.of('hotline_wait_seconds', 1)}，比上年{t.more('hotline_wait_seconds', '延长', '缩短', 1)}。",
        f"智能语音解答率{t.of('hotline_smart_share', 1)}，比去年同期{t.more('hotline_smart_share', '高', '低', 1, '个百分点')}。",
        f"党委集中学习{t.of('party_study_sessions')}，比上年{t.more('party_study_sessions', '增加', '减少')}，{t.rate('party_study_sessions', '增长', '下降')}，较{BEFORE}年{t.more('party_study_sessions', '增加', '减少', since=2)}。",
        f"专题研讨{t.of('party_seminars')}，比上年{t.more('party_seminars', '多', '少')}；召开意识形态分析研判会{t.of('ideology_assessments')}，比上年翻一番。",
        f"收到{t.of('thanks_taxpayers')}纳税人送来的感谢信及锦旗，比上年{t.more('thanks_taxpayers', '增加', '减少')}。",
        f"税收收入{t.of(tax, 2)}，同比{t.rate(tax, '增长', '下降')}，占税费收入的比重为{t.share(tax, total)}。",
        f"巡察反馈的{t.of('inspection_issues')}问题中，{t.of('inspection_issues_closed')}已完成整改，占{_rounded(t.at('inspection_closed_share', str(YEAR)), 1)}%，其余{int(t.at('inspection_issues', str(YEAR)) - t.at('inspection_issues_closed', str(YEAR)))}条正在整改。",
        f"现有党支部{t.of('party_branches')}，比上年{t.more('party_branches', '增加', '减少')}。",
        "税费收入同口径实现增长，人工接听电话同比减少，热线接通率稳步提升，纳税人满意度明显提高。",
    ])  # fmt: skip


NOTHING_WRONG = """
2022年，在上年增收11.96%的高基数上，全局组织税费收入38.62亿元，完成年度目标38.2亿元的101.1%，同比下降4.4%。
税收收入28.12亿元，同比下降7.5%；剔除留抵退税后为33.84亿元，增长8.4%。
税收收入28.12亿元，较上年减少2.27亿元、下降7.5%。
一季度税费收入增长6.1%，二季度下降较多，三季度降幅收窄到1.1%。
全年接听咨询84505次，其中高峰月份接听8163次，增长21.3%。
智能语音解答占比达62.3%，较全省平均水平高5.2个百分点。
党委集中学习46次，覆盖干部1200人次，增长15%。
专题研讨8次，每次参加人数比上年增加5人。
谈心谈话96人次，比计划增加16人次。
追究责任人3人，与上年持平。
退税降费9.84亿元，占GDP的2.1%，户均20.97万元。
34户纳税人送来感谢信及锦旗，其中锦旗12面，比上年多3面。
报送简报18篇，被省局采用6篇，采用率33.3%，提高8个百分点。
重点税源企业税收12.5亿元，占税收收入的44.5%，增长3.1%。
推动纳税信用等级A级纳税人增加到520户，比上年增加60户，占全部企业的8.1%。
减税6.2亿元、降费3.1亿元，分别增长20%和15%。
五年来税费收入由28.5亿元增长到38.62亿元，年均增长7.9%。
税费收入38.62亿元，比2019年增长15.2%，两年平均增长3.5%。
现有支部19个，党员426名，比上年增加12名，其中35岁以下98名，占23%。
年度税费收入目标38.2亿元，增长2.3%。
税费收入由上年的40.40亿元降至38.62亿元，减少1.78亿元，比2020年增长7.0%。
2023年，力争税费收入增长6%以上，确保税收收入稳步增长，纳税人满意率下降势头得到扭转。
纳税人满意度提升工程深入推进，税费收入增长面达85%。
办理退税降费9.84亿元，同比增加5.61亿元，为上年的2.3倍，其中留抵退税5.72亿元，占58.1%。
按同口径计算，税费收入同比增长7.7%。
社会保险费收入8.9亿元，比2020年的7.67亿元增长16.0%。
酒驾醉驾专项检查46次，比2021年的41次增加5次。
"""
"""Sentences that only look wrong: another base, another subject, another whole, plans. They hold for the sample data."""


def figure_spans(text):
    """Every number with a unit, found without the program's own finder: start and end of the digits, and of the unit."""
    import re

    units = "个百分点|万户次|亿元|万元|人次|户次|[次篇条家户名人场岁个类%倍秒]"
    found = re.finditer(rf"(?<![\d.])(\d+(?:\.\d+)?)({units})", text)
    return [(m.start(1), m.end(1), m.start(2), m.end(2)) for m in found]


def off_by_one(digits):
    """One more in the last place."""
    value = Decimal(digits)
    return str(value + Decimal(1).scaleb(int(value.as_tuple().exponent)))
