"""Placeholders of a text: numbers to fill, and what only looks like one.

A run of mask characters wants a number only if a measure word follows it (domain.md: notation seen in reports);
else it hides a date, a name or nothing at all. `markup` holds the runs that are Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count

from report.finding.holes import unit_of_label, written_on
from report.finding.lost import lost_numbers
from report.finding.markup import markup_runs
from report.finding.measures import Tail, qualifier_before, tail_at, words
from report.finding.surroundings import Names, names_of
from report.model import Blank

_STARS = r"\\?[*＊](?:[ \u3000]?\\?[*＊])*"
_CROSSES = r"[×✕](?:[ \u3000]?[×✕])*"
_RUNS = rf"{_STARS}|{_CROSSES}|[XxＸｘ]+|[_＿]+|[〇○◯]+"
_THOUSANDS = r"[*＊]{1,3}(?:,[*＊]{3})+|[×✕]{1,3}(?:,[×✕]{3})+|[XxＸｘ]{1,3}(?:,[XxＸｘ]{3})+"
"""*,***件: the comma of a number goes with its mask. A Chinese comma parts two masks."""
_RUN = rf"(?:{_THOUSANDS}|{_RUNS})(?:[.．](?:{_RUNS}))?"
_MASK = re.compile(
    rf"(?P<run>{_RUN})|(?P<dots>…+)|(?P<sign>[▲△■□●#]{{2,}}|[?？]{{2,}})"
    r"|(?P<hole>（[ \u3000\t_＿]*）|\([ \u3000\t_＿]+\)|〔[ \u3000\t_＿]+〕|【[ \u3000\t_＿]+】|\[[ \u3000\t_＿]{2,}\])"
)
_M = "[*＊×XxＸｘ_＿〇○]"
_YEAR = re.compile(
    rf"(?<!\d)(?:(?:19|20){_M}{{2}}|20\d{_M}|二[〇○零](?:{_M}{{2}}|[一二三]{_M}))(?=\s*(?:年|[-—~～至./]))|YYYY(?=\s*年)|MM(?=\s*月)|DD(?=\s*日)"
)
_DAY = re.compile(
    r"\s*(?:年(?!级|鉴|报|会|货|轻|画)|月(?!刊|报|均|饼|子|嫂)|日(?!报|常|均|前|照|益|夜|本|化|用|晚|新))"
)
_RANGE = r"\s*(?:[-—–~～]+|[至到])\s*"
_TO_DAY = re.compile(rf"{_RANGE}(?:{_RUN}|\d+)\s*[年月日]")
_PROMPT = re.compile(
    r"[\[【〔{][^\[\]【】〔〕{}\n]{0,40}?(?:此处|输入|填写|请填|待填|待补|待定|待确认|待核|插入|具体|签发|名称|日期|姓名|数字|数值|数据|内容|金额|数量)[^\[\]【】〔〕{}\n]{0,40}[\]】〕}]"
    r"|（[^（）\n]{0,20}(?:待补充|待补|待填|待定|待确认|待核实|待完善|此处填写|请填写)[^（）\n]{0,10}）"
    r"|(?:单击或点击|单击|点击)此处(?:输入|添加)(?:文字|文本|日期|内容|标题)?。?"
)
_CHANGES_TO = r"(?:增|增加|提高|提升|上升|扩大|下降|减少|降低|缩短|降|减|升)[至到为]|至|到|[-—–~～]+|变为"
_THEN = re.compile(rf"\s*(?P<sep>{_CHANGES_TO}|[、,，和与及])\s*(?P<mask>{_RUN})")
_TOGETHER = re.compile(r"分别|依次|各")
_LABEL = re.compile(r"[（(]\s*(?:单位[：:]\s*)?(?P<unit>[^（）()\s]{1,5})\s*[）)]\s*[：:为]?\s*$")
_SUFFIX = re.compile(
    r"[ \u3000]?(?:省|市|自治|县|区(?!别|分)|州|镇|乡|村|街道|社区|局|公司|单位|同志|局长|书记|日报|晚报|企业|集团|银行|学校|税务|项目|方案)"
)
_NOT_BLANKS = re.compile(
    r"(?:[XxＸｘ]+(?:光|射线|线片|轴|染色体|坐标)|[XxＸｘ×]{1,3}大(?:[精报会召以的]|[，。、；]|$))"
)
_SURNAME = re.compile(
    r"(?<![一-龥])[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳史唐薛雷贺倪汤罗毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛贾江郭梅林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房丁邓洪包石崔吉龚程陆荣翁曲段富焦谷车侯全班秋仲伊宫宁栾刘景龙叶司黎白蒙从索赖卓]$"
)
_LATIN = re.compile(r"[A-Za-z]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_EASY = re.compile(r"[一-龥]")


@dataclass(frozen=True)
class _Mask:
    """A run of mask characters with what a decision needs."""

    text: str
    start: int
    end: int
    kind: str
    tail: Tail | None

    @property
    def run(self) -> str:
        return re.sub(r"[\s\\]", "", self.text[self.start : self.end])

    @property
    def before(self) -> str:
        return self.text[self.start - 1 : self.start] if self.start else ""

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 1]


def find_blanks(text: str, holes: Sequence[tuple[int, int]] = ()) -> list[Blank]:
    """Every blank of a text in order, numbered from 1 over all kinds. `holes`: white space that its format makes a blank."""
    names = names_of(text)
    found = [*_prompts(text), *_years(text)]
    taken = [(b.start, b.end) for b in found]
    markup = set(markup_runs(text)) - _ratios(text)
    for match in _masks(text):
        if any(s < match.end() and match.start() < e for s, e in taken) or match.start() in markup:
            continue
        kind = match.lastgroup or "sign"
        blank = _blank(_Mask(text, match.start(), match.end(), kind, tail_at(text, match.end())), names)
        if blank:
            blank = _whole(text, blank, found, markup)
            found = [b for b in found if not blank.start <= b.start < blank.end] + [blank]
    found += written_on(text, holes, found)
    found += lost_numbers(text, found)
    number = count(1)
    return [replace(b, id=next(number)) for b in sorted(found, key=lambda b: (b.start, b.end))]


_SQUARE = re.compile(r"(?<=[\u3400-\u9fff、，])(?<!□)□(?!□)")
_SQUARES = re.compile(r"□{2,}(?=[\u3400-\u9fff%％])")


_ONE_SIGN = re.compile(r"(?<=[\u3400-\u9fff])[▲△■●#＃?？](?=[\u4e00-\u9fff%％])")
"""谈心谈话▲人次，: between a word and a unit that ends its clause."""
_ENDS_CLAUSE = re.compile(r"[，。；、,;）)\n]|$")


def _masks(text: str) -> Iterator[re.Match[str]]:
    """Every run that may hide something. One □ is a box to tick, but for a text that hides other numbers behind □□."""
    found = [*_MASK.finditer(text)]
    for sign in _ONE_SIGN.finditer(text):
        tail = tail_at(text, sign.end())
        if tail and tail.unit in _COUNTED and _ENDS_CLAUSE.match(text, tail.end):
            found.append(sign)
    if _SQUARES.search(text):
        found += _SQUARE.finditer(text)
    return iter(sorted(found, key=re.Match.start))


_HALF = re.compile(rf"(?P<run>{_RUN})\s+$")
_FAMILIES = ("*＊", "×✕", "XxＸｘ", "_＿", "〇○◯")


def _whole(text: str, blank: Blank, found: list[Blank], markup: Set[int]) -> Blank:
    """The blank with the part of its mask before a line break or a tab (谈心谈话*⏎*人次): a value in one part only would
    leave the stars of the other. A part is no number blank of its own, and words stand before it on its line.
    """
    start, furthest = blank.start, blank.start
    while blank.kind == "number" and (half := _HALF.search(text, max(0, start - 40), start)):
        own = any(b.start < half.end("run") and half.start() < b.end and b.kind != "name" for b in found)
        same = any(half["run"].lstrip("\\")[0] in f and blank.text.lstrip("\\")[0] in f for f in _FAMILIES)
        if own or not same or half.start() in markup:
            break
        start = half.start()
        if text[text.rfind("\n", 0, start) + 1 : start].strip():
            furthest = start
    return replace(blank, start=furthest, text=text[furthest : blank.end])


def is_broken(blank: Blank) -> bool:
    """A line break, a tab or a gap stands in the middle of the mask."""
    return (
        blank.kind == "number"
        and re.search(r"[^\s（(\[【〔](?:[\n\r\t]|\s\s)\s*[^\s）)\]】〕]", blank.text) is not None
    )


def _prompts(text: str) -> list[Blank]:
    return [_simple(text, m.start(), m.end(), "prompt") for m in _PROMPT.finditer(text)]


def _years(text: str) -> list[Blank]:
    return [_simple(text, m.start(), m.end(), "date") for m in _YEAR.finditer(text)]


def _simple(text: str, start: int, end: int, kind: str) -> Blank:
    return Blank(start, end, 0, text[start:end], kind)


def _blank(mask: _Mask, names: Names) -> Blank | None:
    """The decision for one run, most certain first."""
    if _is_nothing(mask):
        return None
    if _touches_digits(mask):
        return _damaged(mask)
    if _is_date(mask):
        return _simple(mask.text, mask.start, mask.end, "date")
    if names.in_title(mask.start, mask.end):
        return _name(mask)
    quote = names.quote_of(mask.start, mask.end)
    if quote and not _counts_in_quotes(mask, quote):
        return _name(mask, quoted=True)
    return _number(mask) or _name(mask, quoted=quote is not None)


_COUNTED = frozenset(
    words("亿元 万元 千万元 百万元 元 人次 万人次 户次 万户次 次 户 万户 条 篇 场 名 人 家 件 岁 % 个百分点")
)
"""Units of a figure in quotes. 项 and 个 are those of slogans too (“XX任务XX项”)."""
_SAID_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}(?:[了共约近超达为]|超过|突破)?\s*$")


def _counts_in_quotes(mask: _Mask, quote: tuple[int, int]) -> bool:
    """“谈心谈话**人次、集中学习**次”: words before the mask in the quotes and a unit behind it. “XX条” and “**工程” are names."""
    if mask.kind != "run" or mask.tail is None or mask.tail.unit not in _COUNTED or mask.run[0] in "〇○◯_＿":
        return False
    said = re.split(r"[、，；：]", mask.text[quote[0] + 1 : mask.start])[-1]
    return _SAID_BEFORE.search(said) is not None


def _is_nothing(mask: _Mask) -> bool:
    """Marks of other crafts: rules, bullets, identifiers, X光, ellipses without a unit."""
    text, run = mask.text, mask.run
    if _alone_on_line(mask) and not _unit_of_cell(mask) and not (mask.tail and mask.tail.gap and _open_line(mask)):
        return True
    line_start = text.rfind("\n", 0, mask.start) + 1
    bullet = not text[line_start : mask.start].strip() and mask.after in {" ", "\t"} and len(run) == 1
    if bullet and not re.match(r"[ \u3000][省市县区镇乡村][ \u3000]", text[mask.end : mask.end + 3]):
        return True
    if _NOT_BLANKS.match(text, mask.start) or re.match(r"注|说明|表示", text[mask.end : mask.end + 2]):
        return True
    if run[0] in "〇○◯" and _touches_numeral(mask):
        return True
    after_word = _LATIN.match(mask.before) and (run[0] in "Xx_Ｘｘ" or mask.tail is None)
    if after_word or _LATIN.match(mask.after) or mask.after in {"/", "=", "@"}:
        return True
    return mask.kind != "run" and mask.tail is None and not _DAY.match(text, mask.end)


def _alone_on_line(mask: _Mask) -> bool:
    left = mask.text.rfind("\n", 0, mask.start) + 1
    right = mask.text.find("\n", mask.end)
    return mask.text[left : right if right >= 0 else len(mask.text)].strip() == mask.text[mask.start : mask.end].strip()


def _open_line(mask: _Mask) -> bool:
    """The line before has text and does not end a sentence: the mask was only wrapped."""
    before = mask.text[: mask.start].rstrip()
    return bool(_CJK.match(before[-1:]))


def _unit_of_cell(mask: _Mask) -> str | None:
    """The unit that stands alone in the cell before a mask that stands alone in its own: `集中学习 | 次 | **`."""
    if not _alone_on_line(mask):
        return None
    above = mask.text[: mask.start].rstrip("\n\t ").rsplit("\n", 1)[-1].rsplit("\t", 1)[-1]
    tail = tail_at(above, 0)
    return tail.unit if tail and tail.end == len(above) else None


def _touches_numeral(mask: _Mask) -> bool:
    numerals = "一二三四五六七八九十零"
    return mask.before in set(numerals) or (mask.after in set(numerals))


_DIGITS_BEFORE = re.compile(r"\d[\d.,]*$")
_DIGITS_AFTER = re.compile(r"(?:[.．]?|[.．][*＊×Xx]+)\d[\d.]*(?:[*＊×Xx]+\d*)*")


def _touches_digits(mask: _Mask) -> bool:
    """Digits right beside it, or on both sides over a space: 3 × 5."""
    before, after = mask.text[max(0, mask.start - 4) : mask.start], mask.text[mask.end : mask.end + 4]
    beside = _DIGITS_BEFORE.search(before) or _DIGITS_AFTER.match(after)
    return bool(beside or (re.search(r"\d\s+$", before) and re.match(r"\s+\d", after)))


def _damaged(mask: _Mask) -> Blank | None:
    """A number of which some digits are masked; None if it is arithmetic or an identifier (5*8, 138****1234)."""
    text = mask.text
    left = _DIGITS_BEFORE.search(text[max(0, mask.start - 20) : mask.start])
    right = _DIGITS_AFTER.match(text[mask.end : mask.end + 20])
    start = mask.start - (len(left[0]) if left else 0)
    end = mask.end + (right.end() if right else 0)
    tail = tail_at(text, end)
    if tail is None or not (left or right) or sum(c.isdigit() for c in text[start:end]) > 6:
        return None
    arithmetic = right is not None and right[0][0] not in ".．"
    if len(mask.run) == 1 and (mask.run in "*＊×✕" or left) and arithmetic:
        return None
    if re.match(r"[A-Za-z]", text[start - 1 : start]):
        return None
    before, _ = qualifier_before(text, start)
    return Blank(start, end, 0, text[start:end], "damaged", tail.unit, before or tail.qualifier)


_LASTS = re.compile(r"(?:连续|长达|历时|[龄期]满)\s*$")


def _lasts(mask: _Mask) -> bool:
    """连续**年获评, 党龄满**年: how many years, not which."""
    return mask.after == "年" and _LASTS.search(mask.text, max(0, mask.start - 6), mask.start) is not None


def _is_date(mask: _Mask) -> bool:
    if _lasts(mask):
        return False
    if mask.kind == "sign" or mask.kind == "dots":
        return False
    return bool(_DAY.match(mask.text, mask.end) or _TO_DAY.match(mask.text, mask.end))


_TILL_FIGURE = r"(?:总?量|总?数|共计?|合计|累计|达到?|为|了|约|近|超过?|突破)*\s*$"
_ONLY_OF = {
    "堂": re.compile(rf"(?:课|讲座|宣讲){_TILL_FIGURE}"),
    "通": re.compile(rf"(?:电话|来电|接听|咨询|热线|解答|话务|呼入){_TILL_FIGURE}"),
}
"""Measure words that end names as well (李×堂, ×通公司), and what must stand right before the figure."""


def _number(mask: _Mask) -> Blank | None:
    """A blank of kind number, if a unit can be read from what stands around it."""
    unit, after = ("年", None) if _lasts(mask) else _unit(mask)
    if unit is None:
        return None
    if (things := _ONLY_OF.get(mask.tail.measure if mask.tail else "")) and not things.search(
        mask.text, max(0, mask.start - 16), mask.start
    ):
        return _name(mask)
    if mask.before == "第" and unit not in {"位", "名"}:
        return _name(mask)
    before, _ = qualifier_before(mask.text, mask.start)
    if before is None:
        _, low = _range_start(mask)
        before = qualifier_before(mask.text, low)[0] if low is not None else None
    return Blank(mask.start, mask.end, 0, mask.text[mask.start : mask.end], "number", unit, before or after)


def _unit(mask: _Mask) -> tuple[str | None, str | None]:
    """Unit and trailing qualifier: after the mask, at the end of a list of masks, in brackets or ¥ before it."""
    if mask.tail and not _is_dangling(mask):
        return mask.tail.unit, mask.tail.qualifier
    if mask.kind != "run":
        return None, None
    text, at = mask.text, mask.end
    together = _TOGETHER.search(text, max(0, mask.start - 25), mask.start)
    while then := _THEN.match(text, at):
        if then["sep"] in "、,，和与及" and not together:
            break
        tail = tail_at(text, then.end())
        if tail:
            return tail.unit, tail.qualifier
        at = then.end()
    before = text[max(0, mask.start - 3) : mask.start]
    if before.endswith(("¥", "￥", "百分之")):
        return "%" if before == "百分之" else "元", None
    if _in_ratio(mask):
        return "比", None
    label = _LABEL.search(text, max(0, mask.start - 12), mask.start)
    if label:
        tail = tail_at(label["unit"], 0)
        if tail and tail.end == len(label["unit"]):
            return tail.unit, None
    line = mask.text[max(mask.text.rfind("\n", 0, mask.start) + 1, mask.start - 40) : mask.start]
    labelled = unit_of_label(mask.text, mask.end, line) if mask.run[0] in "*＊_＿" else None
    return labelled or _unit_of_cell(mask), None


_SIDE = rf"(?:{_RUN}|\d+)"
_COLON = r"\s*[:：∶]\s*"
_RATIO_BEFORE = re.compile(rf"(?:比例|之比|配比|比)[^，。；：:\n*＊]{{0,8}}(?P<first>(?:{_SIDE}{_COLON})*)$")
_RATIO = re.compile(rf"(?:比例|之比|配比|比)[^，。；：:\n*＊]{{0,8}}(?P<all>{_SIDE}(?:{_COLON}{_SIDE})+)")
_ONE_SIDE = re.compile(_RUN)
_RATIO_AFTER = re.compile(rf"{_COLON}{_SIDE}")


def _ratios(text: str) -> set[int]:
    """Where the sides of ratios begin: 比例为*:* is no emphasis of a colon."""
    if "比" not in text:
        return set()
    found: set[int] = set()
    for ratio in _RATIO.finditer(text):
        found |= {ratio.start("all") + side.start() for side in _ONE_SIDE.finditer(ratio["all"])}
    return found


def _in_ratio(mask: _Mask) -> bool:
    """One side of 比例为*:*, which has no measure word."""
    before = _RATIO_BEFORE.search(mask.text[max(0, mask.start - 24) : mask.start])
    return before is not None and bool(before["first"] or _RATIO_AFTER.match(mask.text, mask.end))


def _is_dangling(mask: _Mask) -> bool:
    """An ellipsis or a question mark that ends a thought, with a word behind it that only begins like a unit."""
    if mask.kind in {"dots", "sign"}:
        behind_bracket = mask.before in set("）)") and mask.tail is not None and mask.tail.measure != ""
        return "\n" in (mask.tail.gap if mask.tail else "") or not (_EASY.match(mask.before) or behind_bracket)
    return (
        len(mask.run) == 1
        and mask.run in "_＿○〇◯"
        and not (_EASY.match(mask.before) or mask.before in set("，。、； \u3000：（"))
    )


def _range_start(mask: _Mask) -> tuple[str, int | None]:
    """Where the first mask of a range begins, for a qualifier before it."""
    match = re.search(rf"(?P<first>{_RUN}){_RANGE}$", mask.text[max(0, mask.start - 16) : mask.start])
    return ("", None) if not match else (match[0], max(0, mask.start - 16) + match.start())


def _name(mask: _Mask, *, quoted: bool = False) -> Blank | None:
    """A name that was masked: a run of two or more, or one character before a place, or an X within a word, or one star
    within words or quotes: it may be no name at all, but it must not go unseen.
    """
    run, text = mask.run, mask.text
    if mask.kind != "run":
        return None
    suffix = _SUFFIX.match(text, mask.end)
    beside = (
        _CJK.match(mask.before)
        or _CJK.match(mask.after)
        or mask.before in set("《“「（")
        or mask.after in set("》”」）")
    )
    if len(run) >= 2:
        ok = bool(beside or suffix)
    elif run in "XxＸｘ×":
        ok = bool(suffix) or bool(_CJK.match(mask.after) and not mask.before.isspace())
    else:
        ok = bool(suffix) and run not in "_＿"
    within = quoted or _EASY.match(mask.before) or (_EASY.match(mask.after) and mask.before.strip())
    ok = ok or bool(run in {"*", "＊"} and within)
    if not ok and _SURNAME.search(text[max(0, mask.start - 2) : mask.start]):
        ok = True
    return _simple(text, mask.start, mask.end, "name") if ok else None
