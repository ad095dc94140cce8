"""The filled sample report with a page of our own behind it, and copies of it with one thing wrong, each from a seed."""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from metrics.numbers import convert
from metrics.periods import year_period
from report import document as documents
from report.filling.fill import fill
from report.inspection import inspect
from tests.report.plain import Text
from warehouse.places import PRODUCT

COPIES, YEAR = 300, 2022
SAMPLE = PRODUCT / "data" / "report" / "述责述廉报告_2022_演示数据.txt"
DATA_RULES = frozenset({"wrong-figure"})


@dataclass(frozen=True)
class Damage:
    """A damaged text: what was done, the words before and after, and the rules that name it rightly."""

    kind: str
    text: str
    start: int
    was: str
    now: str
    rules: frozenset[str]

    def caught_by(self, inspection):
        """Rules that say something of the damaged line, or, of an item left out, anywhere."""
        low = self.text.rfind("\n", 0, self.start) + 1
        high = self.text.find("\n", self.start + len(self.now)) % (len(self.text) + 1)
        return {rule for start, rule in said_of(inspection) if self.kind == "漏掉一条" or low <= start <= high}


class Truth:
    """Figures of the data, as a report writes them."""

    def __init__(self, measurer):
        self.measurer = measurer

    def amount(self, key, year=YEAR):
        """Exact, in the metric's unit."""
        return self.measurer.measure(key, year_period(year)).value

    def said(self, key, unit, places, year=YEAR):
        """With its unit, rounded half up."""
        metric = self.measurer.catalogue[key]
        return f"{_rounded(convert(self.amount(key, year), metric.unit, unit), places)}{unit}"

    def growth(self, key):
        """This year over last, in % with its sign."""
        return (self.amount(key) / self.amount(key, YEAR - 1) - 1) * 100

    def added(self, key):
        """This year less last year."""
        return self.amount(key) - self.amount(key, YEAR - 1)

    def times(self, key):
        """This year in terms of last year."""
        return self.amount(key) / self.amount(key, YEAR - 1)


def _rounded(value, places):
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _turn(growth):
    return "增长" if growth > 0 else "下降"


def page(measurer):
    """Our own sentences, each with the rules that guard those of its figures that no metric is bound to."""
    t, last = Truth(measurer), YEAR - 1
    growth, points = t.growth("revenue_total"), t.added("hotline_smart_share")
    turned, fell = _turn(growth), f"{_rounded(abs(growth), 1)}%"
    total, tax = (t.said(key, "亿元", 2) for key in ("revenue_total", "revenue_tax"))
    return [
        (f"{YEAR}年，全局组织税费收入{total}，较上年的{t.said('revenue_total', '亿元', 2, last)}{turned}{fell}。", {"growth-rate", "wrong-figure"}),
        (f"税费收入同比{turned}{fell}，收入质量稳步改善。", {"growth-rate"}),
        (f"全年税费收入{total}，按自然口径同比{turned}{fell}。", {"growth-rate"}),
        (f"退税降费金额由上年的{t.said('relief_amount', '亿元', 2, last)}增长到{t.said('relief_amount', '亿元', 2)}，增长{_rounded(t.times('relief_amount') - 1, 1)}倍。", {"multiple"}),
        (f"全年办理留抵退税{t.said('credit_refund_amount', '万元', 0)}，是上年{t.said('credit_refund_amount', '万元', 0, last)}的{_rounded(t.times('credit_refund_amount'), 1)}倍。", {"multiple", "wrong-figure"}),
        (f"智能语音解答占比由上年的{t.said('hotline_smart_share', '%', 1, last)}提高到{t.said('hotline_smart_share', '%', 1)}，提高{_rounded(points, 1)}个百分点。", {"growth-rate"}),
        (f"市局巡察反馈问题{t.said('inspection_issues', '条', 0)}，其中完成整改{t.said('inspection_issues_closed', '条', 0)}，占{_rounded(t.amount('inspection_closed_share'), 1)}%。", {"share"}),
        (f"全年税费收入{total}，其中税收收入{tax}，占{_rounded(t.amount('revenue_tax') / t.amount('revenue_total') * 100, 1)}%。", {"share"}),
        (f"全年累计组织税费收入{total}，包括税收收入{tax}、社会保险费收入{t.said('revenue_social', '亿元', 2)}、非税收入{t.said('revenue_nontax', '亿元', 2)}。", {"parts"}),
        (f"办理缓税缓费{t.said('relief_deferred', '亿元', 2)}，比上年增加{_rounded(t.added('relief_deferred') / 10**8, 2)}亿元。", {"growth-rate"}),
        (f"全年谈心谈话{t.said('heart_to_heart_talks', '人次', 0)}，比上年增加{int(t.added('heart_to_heart_talks'))}人次。", {"growth-rate"}),
        ("设立自助办税点37个，比上年的10个增加27个。", {"growth-rate"}),
        ("便民服务点由10个增加到37个，增长2.7倍。", {"multiple"}),
        ("举办纳税人学堂24期，其中线上15期、线下9期。", {"parts"}),
    ]  # fmt: skip


class Damager:
    """Damages one true text. `claims` are those that its inspection found, `sentences` the page's, with their rules."""

    def __init__(self, text, claims, sentences):
        self.text, self.claims, self.sentences = text, claims, sentences
        self.makers = {
            "数字改动": self.digit,
            "放大十倍": self.times_ten,
            "万亿混用": self.scale,
            "百分点混用": self.points,
            "差一": self.off_by_one,
            "漏掉一条": self.item,
            "年份写错": self.year,
            "方向写反": self.direction,
        }

    def make(self, kind, seed):
        """One damage of a kind."""
        return self.makers[kind](random.Random(f"{kind}{seed}"))

    def _put(self, kind, start, end, now, rules):
        return Damage(
            kind,
            self.text[:start] + now + self.text[end:],
            start,
            self.text[start:end],
            now,
            frozenset(rules),
        )

    def _figure(self, random_, wanted=lambda _: True):
        """A stated figure in digits, with where its digits are."""
        found = []
        for checked in self.claims:
            match = re.match(r"\d+(?:\.\d+)?", checked.claim.text)
            if match and wanted(checked.claim):
                found.append((checked, checked.claim.start, checked.claim.start + match.end()))
        return random_.choice(found)

    def _right(self, checked, data_rules):
        """The rules that name a wrong figure: the data's if it is bound, else those of its sentence."""
        return data_rules if checked.status == "match" else self._rules_at(checked.claim.start)

    def _rules_at(self, position):
        for sentence, rules in self.sentences:
            start = self.text.index(sentence)
            if start <= position < start + len(sentence):
                return frozenset(rules)
        return frozenset()

    def digit(self, random_):
        """Two digits swapped, or one replaced where there are no two that differ."""
        checked, start, end = self._figure(random_)
        digits = self.text[start:end]
        swaps = [
            digits[:i] + digits[j] + digits[i + 1 : j] + digits[i] + digits[j + 1 :]
            for i in range(len(digits))
            for j in range(i + 1, len(digits))
            if digits[i].isdigit() and digits[j].isdigit() and digits[i] != digits[j]
        ]
        swaps = [s for s in swaps if not re.match(r"0\d", s)]
        if not swaps:
            at = random_.choice([i for i, c in enumerate(digits) if c.isdigit()])
            others = [c for c in "123456789" if c != digits[at]]
            swaps = [digits[:at] + random_.choice(others) + digits[at + 1 :]]
        now = random_.choice(swaps)
        same = Decimal(now).normalize().as_tuple().digits == Decimal(digits).normalize().as_tuple().digits
        return self._put("数字改动", start, end, now, self._right(checked, {"unit-slip"} if same else DATA_RULES))

    def times_ten(self, random_):
        """The decimal point one place to the right."""
        checked, start, end = self._figure(random_)
        now = f"{Decimal(self.text[start:end]).scaleb(1):f}"
        return self._put("放大十倍", start, end, now, self._right(checked, {"unit-slip"}))

    def scale(self, random_):
        """万 for 亿 or 亿 for 万."""
        checked, _, end = self._figure(random_, lambda c: re.search(r"\d[万亿]", c.text))
        now = {"万": "亿", "亿": "万"}[self.text[end]]
        return self._put("万亿混用", end, end + 1, now, self._right(checked, {"unit-slip"}))

    def points(self, random_):
        """个百分点 for % or the other way."""
        checked, _, end = self._figure(random_, lambda c: c.unit in {"%", "个百分点"})
        now = "个百分点" if checked.claim.unit == "%" else "%"
        return self._put("百分点混用", end, checked.claim.end, now, {"percent-point"})

    def off_by_one(self, random_):
        """One more or less in the last digit."""
        checked, start, end = self._figure(random_)
        digits = Decimal(self.text[start:end])
        step = Decimal(1).scaleb(int(digits.as_tuple().exponent))
        now = digits + random_.choice([step, -step] if digits > step else [step])
        return self._put("差一", start, end, str(now), self._right(checked, DATA_RULES))

    def item(self, random_):
        """An item of a counted list left out, or one in the middle of an uncounted one, which shows by its numbers."""
        items = list(re.finditer(r"[一二三四五]是[^\n]*?(?=[二三四五]是|\n|$)", self.text))
        shortcomings = self.text.index("二、存在的主要不足")
        closing = self.text.index("三、下一步努力方向")
        items = [m for m in items if not (shortcomings < m.start() < closing and m[0].startswith("三是"))]
        match = random_.choice(items)
        return self._put("漏掉一条", *match.span(), "", {"count-heading", "sequence"})

    def year(self, random_):
        """Another year where the report's own stood."""
        match = random_.choice(list(re.finditer(f"{YEAR}(?=年)", self.text)))
        now = random_.choice([str(YEAR - 1), str(YEAR + 1), str(YEAR - 2), "2012"])
        return self._put("年份写错", *match.span(), now, {"wrong-year"})

    def direction(self, random_):
        """A direction word turned round."""
        turned = {"增长": "下降", "下降": "增长", "提高": "降低", "增加": "减少"}
        page_start = self.text.index(self.sentences[0][0])
        found = [m for m in re.finditer("|".join(turned), self.text) if m.start() >= page_start]
        match = random_.choice(found)
        return self._put("方向写反", *match.span(), turned[match[0]], {"direction"})


@dataclass
class Score:
    """How many damages of each kind were made and named rightly; `missed` says which were not."""

    done: Counter = field(default_factory=Counter)
    caught: Counter = field(default_factory=Counter)
    missed: list = field(default_factory=list)

    @property
    def text(self):
        """The score in one line."""
        each = "，".join(f"{kind} {self.caught[kind]}/{self.done[kind]}" for kind in self.done)
        made = self.done.total()
        return f"{made} 份改坏的报告，查出并说对的 {made - len(self.missed)} 份：{each}"


def right_text(measurer, folder):
    """The filled sample report with our own page, written in a folder."""
    out = folder / "报告.txt"
    document = documents.read(SAMPLE)
    assert fill(document, inspect(document, YEAR, measurer), measurer, out).complete
    own = "".join(f"{sentence}\n" for sentence, _ in page(measurer))
    return f"{out.read_text(encoding='utf-8').rstrip()}\n四、几组数字\n{own}"


def measured(measurer, right, copies=COPIES):
    """The score over so many damaged copies of a right text, each from its own seed."""
    damager = Damager(right, inspect(Text(right), YEAR, measurer).claims, page(measurer))
    score = Score()
    for seed in range(copies):
        damage = damager.make(list(damager.makers)[seed % len(damager.makers)], seed)
        named = damage.caught_by(inspect(Text(damage.text), YEAR, measurer))
        score.done[damage.kind] += 1
        score.caught[damage.kind] += bool(named & damage.rules)
        if not named & damage.rules:
            around = damage.text[max(0, damage.start - 20) : damage.start + 20]
            score.missed.append(
                f"{damage.kind}：{damage.was}→{damage.now}，{around!r}，{named}，应为 {set(damage.rules)}"
            )
    return score


def said_of(inspection):
    """Where an inspection finds something wrong, and the rule's name."""
    found = [(f.start, f.rule) for f in inspection.findings]
    return found + [(c.claim.start, c.rule) for c in inspection.claims if c.status == "mismatch"]
