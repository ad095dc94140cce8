"""What is wrong with a file, said so that the sender can mend it: sheet, cell, value found, rule."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong (or, as a warning, worth a look) in a file."""

    message: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    doubt: bool = False
    """A warning that a person should look at before loading, not only a remark on how the file was read."""
    fact: str = ""
    """The figure that a doubt is about, if it is about one: what is known of it once it was answered (`answered`)."""

    def to_json(self) -> dict[str, Any]:
        """As the contract's `errors` list has it; a doubt says so besides."""
        found = asdict(self)
        names = ("sheet", "cell", "value", "message", *(["doubt"] if self.doubt else []))
        return {name: found[name] for name in names}

    @property
    def text(self) -> str:
        """One line: `3月!C17 “abc”：应为日期……`."""
        where = "!".join(filter(None, (self.sheet, self.cell)))
        seen = f" “{self.value}”" if self.value else ""
        return f"{where}{seen}：{self.message}" if where or seen else self.message


_MANY_ALIKE, _NAMED = 20, 3
"""Cells from which on one line serves for all; below that what stands in each is worth its own. Cells that the line names."""


def in_lines(faults: Iterable[Fault]) -> list[str]:
    """Faults as lines of text; where many cells of a sheet break the same rule, one for all: `H4 “1.234”、H5 “2.345”… 等 13907 处：……`."""
    same: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        same.setdefault((fault.sheet, fault.message), []).append(fault)
    lines = []
    for mine in same.values():
        if len(mine) < _MANY_ALIKE:
            lines += [f.text for f in mine]
            continue
        cells = "、".join(f"{f.cell} “{f.value}”" if f.value else f.cell for f in mine[:_NAMED])
        lines.append(replace(mine[0], cell=f"{cells} 等 {len(mine)} 处", value="").text)
    return lines


class RefusedError(Exception):
    """The file is refused whole; `faults` says everything that is wrong with it."""

    def __init__(self, faults: Fault | Iterable[Fault] | str) -> None:
        if isinstance(faults, str):
            faults = Fault(faults)
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("；".join(f.text for f in self.faults))


class UsageError(Exception):
    """A request that cannot be carried out as it was made; the sentence says what to do instead."""


_TROUBLES = {
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已满", errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "文件夹只读",
    errno.ENOENT: "没有这个文件或文件夹", errno.ENOTDIR: "数据文件夹应当是文件夹，这里是一个文件", errno.EFBIG: "文件超出大小限制",
}  # fmt: skip


def in_words(error: OSError) -> str:
    """What the system says of a file, in Chinese: `磁盘已满：/数据/warehouse/…`."""
    where = f"：{error.filename}" if error.filename else ""
    return f"{_TROUBLES.get(error.errno or 0, '读写失败')}{where}"


def letter(column: int) -> str:
    """Letters of a column counted from 1: 1 → A, 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """`C17` for row 17, column 3."""
    return f"{letter(column)}{row}"


def position(cell: str) -> tuple[int, int]:
    """Row and column (from 1) of `C17`; ValueError for anything else."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell)
    if not match:
        raise ValueError(f"不是单元格地址：{cell}")
    column = 0
    for character in match[1]:
        column = column * 26 + ord(character) - 64
    return int(match[2]), column
