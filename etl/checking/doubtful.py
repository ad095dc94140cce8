"""What a person should look at before loading although nothing contradicts it: copies, sizes, days, kinds that are missing,
comments of those who looked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from etl.checking.absent_offices import absent_offices
from etl.checking.closed_later import closed_later, gone_back
from etl.checking.comments import doubted
from etl.checking.copied_within import copied_within
from etl.checking.exchanged import exchanged
from etl.checking.hotline_days import hotline_days
from etl.checking.kinds_gone import kinds_gone
from etl.checking.levels import levels
from etl.checking.made_early import made_early
from etl.checking.magnitude import sizes
from etl.checking.noted_beside import with_notes
from etl.checking.one_day import one_day
from etl.checking.other_bureau import other_bureau
from etl.checking.own_months import own_months
from etl.checking.repeated import repeated
from etl.checking.said_beside import said_beside
from etl.checking.same_deed import same_deed
from etl.checking.series import by_kind_and_office
from etl.checking.since_january import since_january
from etl.checking.slipped import seasons, slipped
from etl.checking.sorted_alone import sorted_alone
from etl.checking.summed_up import summed_up
from etl.checking.sums_among_rows import sums_among_rows
from etl.checking.target_size import target_size
from etl.checking.unusual import unusual
from etl.checking.vanished import vanished
from etl.checking.within_texts import perhaps
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.reference import CodeList
from etl.understanding.coverage import Coverage
from etl.understanding.parts import Part
from warehouse.places import Places


def doubtful(
    standing: Standing, places: Places, part: Part, covered: Coverage, lists: Mapping[str, CodeList]
) -> list[Fault]:
    """Warnings about a part's finished rows beside the rows in force (`standing`)."""
    series = by_kind_and_office(standing, part, covered)
    sized = sizes(standing, part, covered)
    slips = with_notes(part, _unasked(slipped(part, series, seasons(places)), sized), lists)
    absent = with_notes(part, absent_offices(standing, part, covered, lists["offices.csv"]), lists)
    beside = [s for s in said_beside(part, lists) if not _quoted(s, [*slips, *absent])]
    sized += slips
    found = [
        *unusual(standing, part, covered),
        *repeated(standing, part, covered),
        *sized,
        *_unasked(own_months(part, series, seasons(places)), sized),
        *copied_within(standing.connection, part, series),
        *exchanged(standing.connection, part, series),
        *vanished(standing, part, covered),
        *kinds_gone(standing, part, covered),
        *since_january(standing, part, covered),
        *absent,
        *hotline_days(standing, places, part),
        *one_day(standing, part, covered),
        *sums_among_rows(standing.connection, part),
        *summed_up(standing.connection, part),
        *same_deed(standing.connection, part),
        *doubted(part),
        *beside,
        *levels(standing, part, covered),
        *closed_later(standing.connection, part),
        *gone_back(standing, part, covered),
        *sorted_alone(standing.connection, part),
        *perhaps(standing.connection, part),
        *other_bureau(places, part),
        *made_early(part, covered),
        *target_size(standing, part),
    ]
    return [replace(fault, doubt=True) for fault in found]


def _unasked(found: Iterable[Fault], before: Iterable[Fault]) -> list[Fault]:
    """Those about cells that nothing asks about yet."""
    asked = {(f.sheet, f.cell) for f in before}
    return [f for f in found if (f.sheet, f.cell) not in asked]


def _quoted(fault: Fault, doubts: list[Fault]) -> bool:
    """Whether a note is shown in a doubt of its own sheet."""
    return any(d.sheet == fault.sheet and f"{fault.cell}“" in d.message for d in doubts)
