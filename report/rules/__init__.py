"""The text against itself: each rule is a function of one `Checked` and yields findings with its name.

Names are stable; docs/text-rules.md says in Chinese what each looks for and when it keeps silent. A rule speaks only where
the text itself settles the matter: a false alarm costs more trust than a miss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from report.model import Finding
from report.rules.against_data import against_data
from report.rules.aimed import aimed
from report.rules.all_mended import all_mended
from report.rules.amounts import changes
from report.rules.checked import Checked
from report.rules.dates import dates
from report.rules.frequency import as_often_as_said
from report.rules.leftover import blanks_left
from report.rules.lists import headings
from report.rules.portions import portions
from report.rules.qualifiers import two_qualifiers
from report.rules.reckoned import reckoned
from report.rules.repeats import stated_twice
from report.rules.restated import restated
from report.rules.wholes import wholes
from report.rules.words_alone import words_alone

RULES: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    headings, as_often_as_said, changes, wholes, portions, against_data, words_alone, stated_twice, restated, dates, blanks_left,
    aimed, reckoned, two_qualifiers, all_mended,
)  # fmt: skip
