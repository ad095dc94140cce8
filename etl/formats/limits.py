"""How large a report may be before it is refused, and the sentences for files that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from etl.faults import RefusedError, address
from etl.grids import Look

MEGABYTE = 2**20
LARGEST_FILE = 200 * MEGABYTE
"""Bytes of a file as sent."""
LARGEST_UNPACKED = 600 * MEGABYTE
"""Bytes that a workbook may unpack to: a zip bomb is refused before it is unpacked."""
MOST_CELLS = 12_000_000
"""Cells between A1 and the last used cell, all sheets together: a million rows of twelve columns."""
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
MOST_RECORDS = 3_000_000
"""Lines of a text; a workbook ends at MOST_ROWS."""
MOST_MERGES = 200_000
MOST_SHEETS = 1_000

OUT_OF_BOUNDS = 9
"""Exit code of the reading process when memory ran out."""
DAMAGED_FILE = 8
"""Its exit code when a reader gave up in a way of its own."""

DAMAGED = "文件不完整或已损坏，打不开。请重新导出或重新拷贝一份。"
ENCRYPTED = "文件加了密码，读不了。请在 Excel 里取消“用密码进行加密”后重新保存。"
NOTHING = "文件里没有任何内容。请检查是否报错了文件。"
ENTITIES = "文件里有普通表格不会有的实体声明（DTD），为安全起见没有打开。请用 Excel 打开核对后另存为 .xlsx 报送。"
TOO_MUCH = (
    "文件太大或结构异常，读取时超出了内存或时间的限度，已停止。请按月分成几份，或用 Excel 打开另存为 .xlsx 后报送。"
)


def too_large(size: int) -> RefusedError:
    """For a file that is, or unpacks to, so many bytes."""
    return RefusedError(f"文件解开后有 {size // MEGABYTE} 兆字节，不像一份报表，未打开。请按月分成几份报送。")


def within_bounds(looks: Sequence[Look]) -> None:
    """RefusedError if the cells in use span more than a report can, named by the last cell."""
    if len(looks) > MOST_SHEETS:
        raise RefusedError(f"文件里有 {len(looks)} 张工作表，不像一份报表，未打开。请按月分成几份报送。")
    total = 0
    for look in looks:
        total += look.last_row * look.last_column
        if look.last_row > MOST_ROWS or look.last_column > MOST_COLUMNS:
            raise RefusedError(DAMAGED)
        if total > MOST_CELLS:
            raise RefusedError(
                f"工作表“{look.name}”的内容一直到 {address(look.last_row, look.last_column)}，不像一份报表，未打开。"
                "请按 Ctrl+End 找到最后一格，删去表外的行和列，或按月分成几份报送。"
            )
        if len(look.merged) > MOST_MERGES:
            raise RefusedError(
                f"工作表“{look.name}”里有 {len(look.merged)} 处合并单元格，不像一份报表，未打开。请取消合并后重新报送。"
            )
