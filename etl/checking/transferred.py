"""The hotline: whether what the robot answered contains what it passed on to staff, which would count those calls twice.

智能解答量 is what the robot solved by itself. A column 转人工 beside one that does not say 独立 tells that it may be more than that.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.titles import plain

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_PASSED_ON = re.compile(r"转(接)?(至|到|给)?(人工|坐席|座席)")
_ALONE = re.compile(r"独立|未转|不含转|直接解决")
_TAKEN_UP = re.compile(r"应答|接听|接通|服务")
"""What only says that the robot took the call."""


def transferred(part: Part) -> tuple[list[Fault], list[Fault]]:
    """Faults and warnings about columns that contain calls passed on, by the cell of their heading."""
    if part.table.stem != "hotline":
        return [], []
    found = [told for sheet in part.sheets if (told := _contains(sheet))]
    return [f for f in found if not f.doubt], [f for f in found if f.doubt]


def _contains(sheet: Sheet) -> Fault | None:
    header, grid = sheet.table.header, sheet.table.grid
    robot = header.found.get("solved_by_robot")
    beside = next((c for c in header.columns if not c.column and _PASSED_ON.search(plain(c.text))), None)
    if robot is None or beside is None or _ALONE.search(plain(robot.text)):
        return None
    message = (
        f"“{robot.text}”旁边有“{beside.text}”，像是含有转人工的，而要的是智能独立解答、没有转人工的。"
        "请加一列“智能独立解答量”（减去转人工以后的数）"
    )
    fault = Fault(message, sheet.name, grid.where(header.last, robot.place), robot.text)
    if _TAKEN_UP.search(plain(robot.text)) or _part_of(robot, beside, header.columns):
        return fault
    said = f"“{robot.text}”应当是智能独立解答、没有转人工的。表里另有“{beside.text}”一列，请核对有没有减去；没有减去的，请减去后再报"
    return replace(fault, message=said, doubt=True)


def _part_of(robot: MappedColumn, beside: MappedColumn, columns: tuple[MappedColumn, ...]) -> bool:
    """智能解答量 | 其中：转人工: the part stands next to its whole."""
    between = [c for c in columns if c.column and robot.place < c.place < beside.place]
    return "其中" in plain(beside.text) and robot.place < beside.place and not between
