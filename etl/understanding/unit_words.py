"""Units as departments write them: alone (万元), in brackets (（单位：万元）), in a sentence (本表金额以万元为单位)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.understanding.titles import plain
from metrics.numbers import MEASURES, SCALES, split_unit

_OLD_FORMS = str.maketrans("萬億圓圆", "万亿元元")
_RMB = re.compile(r"RMB|CNY", re.IGNORECASE)
_W = re.compile(r"(?<![A-Za-z])[wW](?=元)")
_DIGITS = re.compile(r"1(0{1,8})元")
_MONEY = r"(?P<unit>(?:万?亿|[十百千]?万|[十百千])?元)"
_ENDS = r"(?:人民币)?[)】\]”\"'》]*(?![一-鿿])"
_BARE_UNIT = re.compile(
    r"(?:[(（](?:金额)?(?:单位)?(?:人民币)?|单位[:：]?(?:人民币)?[(（]?)(?P<unit>(?:亿|千万|百万|十万|万|千)?元)[)）]?(?![一-鿿])"
)
"""A unit without 单位： before it: …汇总表（万元）, （单位 万元）, 单位：人民币（万元）."""
_AFTER_A_WORD = re.compile(
    rf"(?<!填报)(?<!报送)(?<!编制)(?<!编报)(?<!制表)(?<!主管)(?:单位|金额|货币|币种|人民币)"
    rf"[)】\]]?(?:[均都]?[为是]|[:;=,./—–\-~])+[【\[(“\"'《]*(?:人民币)?[:/)]*{_MONEY}{_ENDS}"
)
"""金额：万元, 人民币：万元, 单位为万元, 单位：【万元】, 单位=万元, 币种：人民币 万元."""
_IN_A_SENTENCE = re.compile(
    rf"(?:以|按|用)(?:人民币)?{_MONEY}(?:为(?:计量|计价|统计|货币|金额)?单位|计(?!划)|填|列|统计|反映|表示|折算)"
)
"""以万元计, 金额以万元为单位, 本表按万元填列."""
_IN_A_NAME = re.compile(
    r"(?<![\d.一二两三四五六七八九十百千几数多超过逾满近达足])(?P<unit>(?:万?亿|[十百千]?万|千)元)(?=$|[^一-鿿]|表|版|口径)"
)
"""4月万元, 退税_万元, 退税万元表; not 超100万元 and not 万元以上."""
_LEAD = re.compile(r"^(?:(?:金额|计量|货币)*单位[:=为是]?|折合|折成|折算|折|以|按)")
_TAIL = re.compile(r"(?:为单位|计算|计|填列)$")


def unnamed(heading: str, value: object) -> str:
    """What is said of a column of units that its heading does not call so: nobody can tell whether they hold for the figures beside it."""
    column = f"“{heading}”一列" if heading else "没有表头的一列"
    return f"表头缺少“单位”：{column}写的像是单位（如“{value}”）。是目标值的单位的，请把表头改为“单位”；不是的，请删去这一列"


def usual(text: object) -> str:
    """A text as `plain` gives it, with the usual signs for units: 萬元, 万圆 and w元 are 万元, RMB is 人民币."""
    return _W.sub("万", _RMB.sub("人民币", plain(text).translate(_OLD_FORMS)))


def unit_in(text: str) -> str | None:
    """A text that is a unit and nothing else: 万元, 元(列至角分), 人民币元, 10000元 → the unit; else None."""
    clean = re.sub(r"[(（][^)）]*[)）]", "", usual(text)).replace("人民币", "").strip("/【】[]")
    if digits := _DIGITS.fullmatch(clean):
        clean = next((f"{word}元" for word, worth in SCALES.items() if worth == 10 ** len(digits[1])), clean)
    scale, base = split_unit(clean)
    known = base in MEASURES or (scale > 1 and base == "")
    return clean if clean and known else None


def bracket_unit(text: str) -> str | None:
    """The unit that the brackets of a heading state, perhaps among other words: 单位：万元; 以万元计; 万元，不含税."""
    pieces = re.split(r"[,;，；、]", usual(text))
    found = [u for piece in pieces if (u := unit_in(_TAIL.sub("", _LEAD.sub("", piece))))]
    return found[0] if len({split_unit(u) for u in found}) == 1 else None


def spoken_units(text: str) -> list[str]:
    """Units that a title line states: 单位：万元 → [万元]; 报送单位：… is no unit."""
    clean, found = usual(text), []
    for match in re.finditer(r"(?<!填报)(?<!报送)(?<!编制)(?<!编报)(?<!制表)(?<!主管)单位[:：]([^单。；;]+)", clean):
        for number, piece in enumerate(re.split(r"[、,，/及和]", match[1])):
            unit = unit_in(re.split(r"(?:填报|报送|编制|制表|日期|时间)", piece)[0].strip("()（）"))
            if unit:
                found.append(unit)
            elif number == 0:
                break  # 单位：必填，…… states no unit, whatever follows
    if not found:
        found += [m["unit"] for m in _BARE_UNIT.finditer(clean)]
    found += [m["unit"] for form in (_AFTER_A_WORD, _IN_A_SENTENCE) for m in form.finditer(clean)]
    if not found and (alone := unit_in(clean.strip("()"))) and split_unit(alone)[1] == "元":
        found.append(alone)  # a cell that says 万元 and nothing else
    return list(dict.fromkeys(found))


def named_units(name: str) -> list[str]:
    """Units that the name of a sheet or file states: 退税（万元）, 4月万元."""
    return spoken_units(name) or [m["unit"] for m in _IN_A_NAME.finditer(usual(name))]


def rows_with_units(rows: Sequence[Sequence[object]]) -> list[int]:
    """Numbers of the rows that state a unit (单位：亿元)."""
    return [n for n, row in enumerate(rows, 1) if any(isinstance(v, str) and spoken_units(v) for v in row)]
