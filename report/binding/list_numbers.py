"""Numbers of lists and headings from ten on (10、 （11） ⑫ （十三）), which say nothing of the figures behind them.

Words before a figure are weighed one by one, and two digits or two numerals look like a word. They are read as the first
number of their kind, at the same length, so that every offset stays what it is.
"""

from __future__ import annotations

import re

from report.finding.measures import tail_at

_BEGINS = r"(?:^|(?<=[。；！？：\n]))[ \u3000\t]*"
_NUMBER = re.compile(
    rf"{_BEGINS}(?:(?P<open>[（(〔【])(?P<inside>[0-9０-９]{{2,3}}|[一二三四五六七八九十]{{2,3}})(?P<close>[）)〕】])"
    r"|(?P<plain>[0-9０-９]{2,3})(?:[、)）]|[.．](?![0-9０-９]))"
    r"|(?P<words>[一二三四五六七八九十]{2,3})[、是]"
    r"|(?P<levels>[0-9０-９]{2}(?:[.．][0-9０-９]{1,2}){1,3}|[0-9０-９](?:[.．][0-9０-９]{1,2}){0,2}[.．][0-9０-９]{2})(?=[ \u3000\t]))",
    re.MULTILINE,
)
_SIGNS = re.compile(r"[⑩-⑳⑽-⒇⒑-⒛⓫-⓴㉑-㉟㊱-㊿]")


def without_long_numbers(text: str) -> str:
    """The text with each of them as the first number of its kind, padded to the same length."""
    return _SIGNS.sub("①", _NUMBER.sub(_first, text))


def _first(match: re.Match[str]) -> str:
    whole = match[0]
    if match["levels"] and tail_at(match.string, match.end()):
        return whole  # 10.5 亿元 is a figure
    number = next(match[n] for n in ("inside", "plain", "words", "levels") if match[n])
    one = "一" if number[0] in "一二三四五六七八九十" else "1"
    before, after = whole.rsplit(number, 1)
    opened = match["open"] or ""
    return before.removesuffix(opened) + " " * (len(number) - 1) + opened + one + after
