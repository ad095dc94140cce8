"""`load()`: read, check, compare, keep, publish. A file is accepted or refused whole; the accepted publish as one build."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from etl.checking.another_sender import doubled, stands_beside
from etl.checking.answered import not_answered
from etl.checking.changed_besides import changed_besides, restated
from etl.checking.checks import (
    duplicate_keys,
    gathered_sheet,
    identical_rows,
    outside_office,
    outside_period,
    source_rules,
    summary_doubles,
    totals,
    typed_figures,
    unlike_lines,
)
from etl.checking.columns import Typed, fill_empty, typed
from etl.checking.doubtful import doubtful
from etl.checking.empty_months import empty_months
from etl.checking.half_months import half_months
from etl.checking.lone_rows import lone_rows
from etl.checking.missing_columns import besides, missing_columns
from etl.checking.plausible import plausible
from etl.checking.supplement import supplement
from etl.checking.unfamiliar import strange_texts, unfamiliar
from etl.checking.wholes import Wholes, totals_of_offices
from etl.checking.wording import alike
from etl.checking.year_so_far import year_so_far
from etl.faults import Fault, RefusedError, UsageError
from etl.inspection import described, unreadable
from etl.keeping import digests
from etl.keeping.batches import (
    Batch,
    BuildList,
    batch_path,
    in_force,
    keep_original,
    new_build_id,
    replaced_before,
    who,
    write_batch,
    write_rows,
)
from etl.keeping.changes import changes
from etl.keeping.checked import Arriving, Memory, Outcome, Told, beside, circumstances
from etl.keeping.confirmed import confirmed
from etl.keeping.moved import Move, keep_moved, moved, opened_aside
from etl.keeping.publish import assemble, columns_of, living, serve
from etl.keeping.remembered import remembering
from etl.keeping.replies import answers_of, replies_of
from etl.keeping.standing import Standing, compare, foreign_keys
from etl.keeping.writers import noted, pointer_lost, writing
from etl.reading import Book, bytes_of, read
from etl.reference import CodeList, code_lists
from etl.results import Accepted, Found, LoadResult, Said
from etl.sources import RULES
from etl.understanding.coverage import Coverage, coverage, missing_days, row_month
from etl.understanding.named import why_unclaimed
from etl.understanding.parts import Part, understand_book
from etl.understanding.senders import BESIDE
from etl.understanding.turned import rows_of_the_file
from etl.understanding.units import said_units
from metrics.periods import Period, parse
from warehouse.answers import Answers
from warehouse.places import PRODUCT, Places
from warehouse.question_reply import Reply
from warehouse.schema import TABLES, Kind
from warehouse.snapshots import Snapshot, open_snapshot

Progress = Callable[[int, int, str], None]
Confirm = Callable[[str], bool]

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt", ".xml")
NOT_WALKED = {"已入库", "已退回"}
"""Folders into which `watch` moves what it has dealt with."""


@dataclass
class _Load:
    """One run of `load`: what was asked, what is in force, what came of it so far."""

    places: Places
    source: str | None
    period: Period | None
    replace: bool
    dry_run: bool
    confirm: Confirm | None
    scratch: Path
    build: str
    lists: dict[str, CodeList]
    result: LoadResult
    parent: BuildList | None = None
    served: list[Batch] = field(default_factory=list)
    standing: Standing | None = None
    originals: dict[str, bytes] = field(default_factory=dict)
    said: Mapping[Path, Said] = field(default_factory=dict)
    explain: bool = False
    answered: bool = True
    memory: Memory | None = None
    around: Hashable = None
    """With a memory: `circumstances`."""

    @property
    def aside(self) -> Places:
        """Where a dry run puts rows: with the visit, if its findings are remembered."""
        return replace(self.places, root=self.memory.folder if self.memory else self.scratch)

    def source_of(self, file: Found) -> str | None:
        """The source named for a file, or for all."""
        return self._said(file).source or self.source

    def period_of(self, file: Found) -> Period | None:
        """The period named for a file, or for all."""
        return _asked(None, self._said(file).period) or self.period

    def confirms(self, file: Found, question: str) -> bool | None:
        """Whether a person says yes to a question on a file; None if nobody can be asked."""
        if question in self._said(file).confirmed:
            return True
        return self.confirm(f"{file.path.name}：{question}") if self.confirm else None

    def confirmed(self, file: Found) -> frozenset[str]:
        """What a person said yes to, of a file."""
        return self._said(file).confirmed

    def _said(self, file: Found) -> Said:
        return self.said.get(file.path, Said())


def load(  # noqa: PLR0913 - the interface that command line and page share
    places: Places,
    paths: Sequence[Path | str],
    *,
    source: str | None = None,
    period: str | Period | None = None,
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    confirm: Confirm | None = None,
    said: Mapping[Path, Said] | None = None,
    explain: bool = False,
    memory: Memory | None = None,
    answered: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> LoadResult:
    """Load files and folders. UsageError for a wrong request; whatever is wrong with a file stands in the result.

    `said` holds what was said of single files; `explain` adds what `inspect` says of each. `confirm` is asked (on a
    terminal) before months are inferred from the rows or rows vanish. With `dry_run` everything is done but keeping and
    publishing; `memory` (of dry runs with the same `confirm`) spares checking again what has not changed. `answered`: whether
    a person has seen the doubts, so that what they ask of single figures need not be asked again.
    """
    files = find_files(paths)
    asked = _asked(source, period)
    with (
        tempfile.TemporaryDirectory(prefix="etl-") as folder,
        nullcontext("") if dry_run else writing(places, say) as interrupted,
    ):
        result = LoadResult(dry_run=dry_run, interrupted=interrupted)
        lists = code_lists(places)
        run = _Load(places, source, asked, replace, dry_run, confirm, Path(folder), new_build_id(places), lists, result)
        run.said, run.explain, run.answered = said or {}, explain, answered
        if memory and dry_run:
            run.memory, run.around = memory, circumstances(places, lists)
        if pointer_lost(places):
            raise UsageError(
                "归档里有以前入库的数据，但不知道现在用的是哪一版（warehouse/CURRENT 不见了或是空的）。"
                "请先运行 python -m etl rebuild 重新生成，再入库。没有改变任何数据。"
            )
        run.parent, run.served = in_force(places)
        with nullcontext() if dry_run else noted(places, run.build, _what(files)):
            _check_all(run, files, progress)
            if not dry_run:
                _keep_replies(run)  # first: once the build is served, nothing may be left to do
            _publish(run, say)
        if run.standing:
            run.standing.connection.close()
    return result


def _what(files: list[Found]) -> str:
    """What a writer notes of itself."""
    return "入库 " + "、".join(f.path.name for f in files[:3]) + (f"等 {len(files)} 份" if len(files) > 3 else "")


def _asked(source: str | None, period: str | Period | None) -> Period | None:
    if source is not None and source not in TABLES:
        raise UsageError(
            f"没有来源“{source}”。可用的来源：{'、'.join(f'{t.stem}（{t.title}）' for t in TABLES.values())}"
        )
    try:
        return parse(period) if isinstance(period, str) else period
    except ValueError as error:
        raise UsageError(str(error)) from None


def find_files(paths: Sequence[Path | str]) -> list[Found]:
    """Files below the paths, folders walked, hidden and lock files left aside. UsageError if a path does not exist."""
    found: dict[Path, Found] = {}
    sample_home = (PRODUCT / "data" / "sample").resolve()
    for given in map(Path, paths):
        if not given.exists():
            raise UsageError(f"没有找到 {given}。请检查路径。")
        if given.is_file():
            inside = given.resolve().is_relative_to(sample_home)
            known = given.resolve().relative_to(sample_home).as_posix() if inside else given.name
            found.setdefault(given.resolve(), Found(given, str(given), known))
            continue
        for path in sorted(p for p in given.rglob("*") if p.is_file()):
            parts = path.relative_to(given).parts
            if any(p.startswith((".", "~$")) or p in NOT_WALKED for p in parts):
                continue
            inside = path.resolve().is_relative_to(sample_home)
            known = path.resolve().relative_to(sample_home).as_posix() if inside else path.relative_to(given).as_posix()
            found.setdefault(path.resolve(), Found(path, str(path), known))
    return list(found.values())


def _check_all(run: _Load, files: list[Found], progress: Progress | None) -> None:
    """Real files first: once one of them is accepted, sample data leave and sample files are refused."""
    tell = progress or (lambda *_: None)
    real: list[Arriving] = []
    sample: list[Arriving] = []
    for number, file in enumerate(files):
        tell(number, 2 * len(files), file.path.name)
        if found := _read(run, file):
            (sample if found.told.sample else real).append(found)
    served_sample = bool(run.parent and run.parent.sample)
    leaves = served_sample and bool(real)
    run.standing = Standing(run.places, [] if leaves else list(run.served))
    done = len(files)
    while real:
        found = real.pop(0)  # what was checked need not be held while the rest is
        tell(done := done + 1, 2 * len(files), found.file.path.name)
        _check_file(run, found)
    in_use = bool(run.result.accepted) or bool(run.parent and not run.parent.sample and run.served)
    if leaves and not run.result.accepted:
        run.standing.connection.close()
        run.standing = Standing(run.places, list(run.served))
    run.result.sample = not in_use and bool(sample or served_sample)
    for found in sample:
        tell(done := done + 1, 2 * len(files), found.file.path.name)
        if in_use:
            sentence = "这是演示数据，而现在用的是正式数据，两者不能混在一起。要看演示数据，请用 --data 另指一个文件夹"
            run.result.refused.append((found.file.shown, (Fault(sentence),)))
        else:
            _check_file(run, found)


def _read(run: _Load, file: Found) -> Arriving | None:
    """Read and understand one file; None if it is refused, skipped or a reply."""
    if not file.path.name.lower().endswith(SUFFIXES) and not file.path.name.startswith("~$"):
        run.result.skipped.append((file.shown, "不是表格文件"))
        return None
    try:
        content = bytes_of(file.path)
        sha256 = hashlib.sha256(content).hexdigest()
        key = (sha256, file, run.source_of(file), run.period_of(file), run.explain, run.around)
        told = run.memory.told.get(key) if run.memory else None
        if told is None:
            book = read(file.path.name, content)
            if replies := replies_of(book):
                _take_replies(run, file, content, replies)
                return None
            told = _understood(run, file, book)
            if run.memory:
                run.memory.told[key] = replace(told, understood=None)
    except OSError as error:
        told = Told(refused=(Fault(f"文件打不开（{error.strerror or error}）。请关闭正在使用它的程序后再试"),))
    except RefusedError as error:
        told = Told(unreadable(file.shown, error) if run.explain else None, error.faults)
    if told.explained:
        run.result.understood[file.shown] = told.explained
    if told.refused:
        run.result.refused.append((file.shown, told.refused))
        return None
    if told.skipped:
        run.result.skipped.append((file.shown, told.skipped))
        return None
    return Arriving(file, content, sha256, told, key)


def _understood(run: _Load, file: Found, book: Book) -> Told:
    """What a file that could be read holds."""
    source = run.source_of(file)
    try:
        with remembering(run.places, book):
            found = understand_book(book, run.lists, source=source, period=run.period_of(file))
    except RefusedError as error:
        return Told(unreadable(file.shown, error) if run.explain else None, error.faults)
    explained = described(file.shown, found) if run.explain else None
    if found.parts:
        sources = frozenset(p.table.stem for p in found.parts)
        return Told(explained, sources=sources, sample=any(p.sample for p in found.parts), understood=found)
    if source:
        return Told(explained, (Fault("没有找到符合所指定来源的表头"),))
    return Told(explained, skipped=why_unclaimed(book, found.unclaimed))


def _take_replies(run: _Load, file: Found, content: bytes, replies: Sequence[Reply]) -> None:
    """A question sheet that came back. RefusedError if a cell of an answer, or of what was asked, is wrong."""
    sha256 = hashlib.sha256(content).hexdigest()
    answers = answers_of(replies, file.path.name, sha256)
    if Answers(run.places.people).hold(answers):
        run.result.unchanged.append(file.shown)
        run.result.skipped.append((file.shown, "这份答复已收下，没有变化"))
        return
    run.result.answers += [(file.shown, answer) for answer in answers]
    run.originals[sha256] = content


def _keep_replies(run: _Load) -> None:
    for _, answer in run.result.answers:
        keep_original(run.places, run.originals[answer.sha256], answer.sha256, Path(answer.file).suffix.lower())
        Answers(run.places.people).keep(answer)


def _check_file(run: _Load, found: Arriving) -> None:
    """Check each part of a file; all of them are accepted, or the file is refused with everything that is wrong."""
    assert run.standing is not None
    file, sha256 = found.file, found.sha256
    if run.standing.already(sha256) and run.period_of(file) is None:
        twin = next((a.batch.file for a in run.result.accepted if a.batch.sha256 == sha256), "")
        why = f"与一起报来的 {twin} 内容相同，只入库一份" if twin else "已入库，没有变化"
        run.result.unchanged.append(file.shown)
        run.result.skipped.append((file.shown, why))
        return
    context = found.key, beside(run.standing.batches, found.told.sources)
    outcome = run.memory.outcomes.get(context) if run.memory else None
    fresh = outcome is None
    kept, faults = outcome or _check_parts(run, found)
    if run.memory:
        run.memory.outcomes[context] = kept, faults
    if faults:
        run.result.refused.append((file.shown, tuple(faults)))
        return
    for accepted, path in kept:
        run.standing.accept(accepted.batch, path, f"arriving_{accepted.source}" if fresh else None)
        run.result.accepted.append(accepted)
        run.result.warnings += filter(None, [accepted.to_check])
    run.originals[sha256] = found.content


def _check_parts(run: _Load, found: Arriving) -> Outcome:
    """Its parts with their rows; or, without any, everything that is wrong."""
    told = found.told
    if told.understood is None:  # it was remembered, and something else that it is checked against has changed
        told = _understood(run, found.file, read(found.file.path.name, found.content))
    kept: list[tuple[Accepted, Path]] = []
    faults: list[Fault] = []
    for part in told.understood.parts if told.understood else []:
        number = len(run.result.accepted) + len(kept) + 1
        try:
            kept.append(_check_part(run, found.file, part, found.sha256, number))
        except RefusedError as error:
            faults += error.faults
    if faults:
        for _, path in kept:
            path.unlink(missing_ok=True)  # its number is free again
        return (), list(dict.fromkeys(faults))  # a title of a wrong year is wrong for each of its figures
    return kept, ()


def _check_part(run: _Load, file: Found, part: Part, sha256: str, number: int) -> tuple[Accepted, Path]:
    assert run.standing is not None
    connection, table, served = run.standing.connection, part.table, run.standing.batches
    if part.faults:
        raise RefusedError(list(dict.fromkeys(part.faults)))
    run.standing.show(table)
    told = typed(connection, part, run.lists, lambda: digests.secret(run.places, served))
    for statement in RULES[table.stem].first:
        connection.execute(statement)
    wholes = totals_of_offices(connection, part, run.lists["offices.csv"])
    kept = [w for w in told.warnings if w.value not in wholes.names]
    told = replace(told, rows=told.rows - wholes.left_out, warnings=[*kept, *wholes.said])
    covered = coverage(connection, part, date.today())
    rule_warnings, odd_warnings, total_warnings = _found_sound(run, part, told, wholes, covered)
    connection.execute("DROP TABLE IF EXISTS clean_cells")  # the cells as text: only the checks above look at them
    fill_empty(connection, part)
    for statement in RULES[table.stem].finish:
        connection.execute(statement)
    replaces, questions, unasked = _compare(run, file, part, covered)
    changed = changes(run.standing, part, covered)
    lacking = list(missing_columns(connection, part))
    strange = besides(strange_texts(run.places, part, run.lists), lacking)
    so_far, held = year_so_far(run.standing, part, covered)
    beside_another = stands_beside(run.standing, part, covered)
    warnings = [
        *beside_another,
        *(changed_besides(part, changed) or restated(run.standing, part, covered)),  # months are named once
        *so_far,
        *doubtful(run.standing, run.places, part, covered, run.lists),
        *(w for w in part.warnings if not (beside_another and BESIDE in w.message)),
        *held,
        *told.warnings,
        *covered.notes,
        *missing_days(connection, run.places, table),
        *empty_months(run.standing, part, covered),
        *half_months(run.standing, part, covered),
        *alike(connection, run.places, part),
        *rule_warnings,
        *odd_warnings,
        *total_warnings,
        *identical_rows(connection, part, run.standing.of_sender(table, part.sender, part.office)),
        *unlike_lines(connection, part),
    ]
    before = [*served, *(replaced_before(run.places, run.parent) if lacking or strange else ())]
    warnings = [*unfamiliar(lacking, part, before, ()), *unfamiliar(strange, part, before, warnings), *warnings]
    warnings, answers = not_answered(warnings, part, served)
    words = (*(s.remembered for s in (*lacking, *strange)), *(answers if run.answered else ()))
    batch = _batch(run, file, part, covered, sha256, number, told, warnings, words, (questions, unasked))
    rows_of_the_file(connection, part)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE arriving_{table.stem} AS SELECT {columns_of(table)} FROM "
        "(SELECT *, $batch AS source_batch FROM typed_rows) ORDER BY source_sheet, source_row",
        {"batch": batch.batch},
    )
    path = batch_path(run.aside if run.dry_run else run.places, batch.batch)
    write_rows(connection, f"arriving_{table.stem}", path)
    accepted = Accepted(
        file.shown, table.stem, told.rows, covered.labels, replaces, warnings, batch, changed, questions, covered.notes[-1].message if covered.inferred else "", unasked,
    )  # fmt: skip
    return accepted, path


def _found_sound(
    run: _Load, part: Part, told: Typed, wholes: Wholes, covered: Coverage
) -> tuple[Sequence[Fault], Sequence[Fault], Sequence[Fault]]:
    """Check `typed_rows`: remarks on rules, odd values and totals. RefusedError with everything that is wrong."""
    assert run.standing is not None
    connection = run.standing.connection
    rule_faults, rule_warnings = source_rules(connection, part)
    total_faults, total_warnings = totals(part, typed_figures(connection))
    odd_faults, odd_warnings = plausible(connection, part, run.lists)
    unread = {(f.sheet, f.cell) for f in told.faults if f.cell}  # what is no number is not also one that is missing
    faults = [
        *lone_rows(part, [*told.faults, *(f for f in rule_faults if (f.sheet, f.cell) not in unread)]),
        *wholes.faults,
        *odd_faults,
        *duplicate_keys(connection, part),
        *summary_doubles(connection, part),
        *outside_period(connection, part, covered),
        *outside_office(connection, part),
        *([] if told.faults else total_faults),
    ]
    if faults and (gathered := gathered_sheet(connection, part)):
        faults = [gathered, *(f for f in faults if f.sheet != gathered.sheet)]
    if faults:
        raise RefusedError(faults)
    if not covered.months:
        raise RefusedError("没有数据行，也看不出包含哪些月份。请在标题写明期间，或用 --period 指定")
    return rule_warnings, odd_warnings, total_warnings


def _beside_the_whole(run: _Load, part: Part, covered: Coverage) -> None:
    """An office's file after the bureau's own, whose rows name no office: both together would count the office twice."""
    if not part.office or run.standing is None:
        return
    found = run.standing.connection.execute(
        f"SELECT count(*) FROM standing WHERE office IS NULL AND strftime({row_month(part.table)}, '%Y-%m') IN "
        "(SELECT unnest($months))",
        {"months": list(covered.labels)},
    ).fetchone()
    if found and found[0]:
        raise RefusedError(
            f"已入库的全局数据里有 {found[0]} 行没有写主管税务所，再入{part.office}的文件会重复计算。"
            "请先重报写明税务所的全局数据，或只用其中一种"
        )


def _twice(run: _Load, file: Found, part: Part, covered: Coverage) -> list[str]:
    """What a person confirmed of figures that stand from another department already. RefusedError if nobody did."""
    assert run.standing is not None
    found = doubled(run.standing, part, covered)
    if found is None:
        return []
    if not run.confirms(file, found.question):
        raise RefusedError(found.fault())
    return [found.question]


def _compare(run: _Load, file: Found, part: Part, covered: Coverage) -> tuple[list[str], list[str], bool]:
    """Names of the files replaced, what a person confirmed, and whether nobody could be asked about the months. RefusedError if a key stands in another file, or rows would vanish unconfirmed."""
    assert run.standing is not None
    gone = run.standing.replaced(part.table, part.sender, part.office, covered.labels)
    names = {b.batch: b.file for b in run.standing.batches}
    faults = []
    for number, row, key, batch in foreign_keys(run.standing, part.table, gone):
        sheet = part.sheets[number]
        message = f"已入库的 {names.get(batch, batch)} 里有同一个{part.table.column(part.table.key[0]).heading}，会重复计算。请删去其中一处"
        faults.append(Fault(message, sheet.name, sheet.table.cell(row, part.table.key[0]), key))
    if faults:
        raise RefusedError(faults)
    _beside_the_whole(run, part, covered)
    summary = all(s.table.whole for s in part.sheets)
    change = compare(run.standing, part.table, part.sender, part.office, covered.labels, summary=summary)
    questions = _twice(run, file, part, covered)
    if question := supplement(part, change.replaces):
        questions.append(question)
        if not run.replace and not run.confirms(file, question):
            raise RefusedError(f"{question}。请报整月的完整数据；确要这样入库的，请确认（--replace）")
    if change.vanishing:
        questions.append(change.question)
        if not run.replace and not run.confirms(file, change.question):
            raise RefusedError(change.fault())
    if covered.inferred:
        questions.append(covered.notes[-1].message)
        answer = run.confirms(file, questions[-1])
        if answer is False:
            raise RefusedError("没有确认包含的月份。请用 --period 指定后重新入库")
        return list(change.replaces), questions, answer is None
    return list(change.replaces), questions, False


def _batch(  # noqa: PLR0913 - gathers what is known of a batch
    run: _Load,
    file: Found,
    part: Part,
    covered: Coverage,
    sha256: str,
    number: int,
    told: Typed,
    warnings: list[Fault],
    words: tuple[str, ...],
    asked: tuple[Sequence[str], bool],
) -> Batch:
    sheets = part.sheets
    return Batch(
        batch=f"{run.build}-{number:02d}", source=part.table.stem, file=file.known_as if part.sample else file.path.name, sha256=sha256,
        suffix=file.path.suffix.lower(), sender=part.sender, office=part.office, months=tuple(covered.labels), sample=part.sample, rows=told.rows,
        received_at=datetime.now().isoformat(timespec="seconds"), received_by=who(),
        period_from="、".join(dict.fromkeys(s.period_from or "数据行" for s in sheets)),
        money_unit="、".join(_money_units(part)), warnings=tuple(w.to_json() for w in warnings[:200]),
        key=digests.fingerprint(digests.kept_key(run.places) or b"") if told.coded else "", familiar=words,
        asked=confirmed(*asked, warnings, run.confirmed(file)),
    )  # fmt: skip


def _money_units(part: Part) -> list[str]:
    """Units of money in which the amounts of a part stand; none for a source without money."""
    columns = ((s, c) for s in part.sheets for c in s.table.header.columns if c.column and c.column.kind is Kind.MONEY)
    return list(dict.fromkeys(unit for sheet, column in columns for unit in said_units(sheet, column)))


def _publish(run: _Load, say: Callable[[str], None]) -> None:
    """Keep the originals and sidecars, make the build and serve it; with `dry_run` make it aside and only compare."""
    assert run.standing is not None
    result = run.result
    if not result.accepted:
        return
    batches = living(run.standing.connection, run.standing.batches)
    before = open_snapshot(run.places) if run.parent and run.parent.sample == result.sample else None
    added = tuple(a.batch.batch for a in result.accepted)
    removed = tuple(b.batch for b in run.served if b not in batches)
    note = f"入库 {len({a.file for a in result.accepted})} 份文件" + ("（演示数据）" if result.sample else "")
    listed = BuildList(
        run.build, run.parent.build if run.parent else None, datetime.now().isoformat(timespec="seconds"), who(), note, result.sample,
        tuple(b.batch for b in batches), added, removed,
    )  # fmt: skip
    if run.dry_run:
        key = listed.parent, listed.sample, listed.batches, run.around
        known = run.memory.moved.get(key) if run.memory else None
        warnings, result.moved = known or _would_move(run, listed, batches, before, say)
        if run.memory:
            run.memory.moved[key] = warnings, result.moved
        result.warnings += warnings
        return
    for accepted in result.accepted:
        keep_original(run.places, run.originals[accepted.batch.sha256], accepted.batch.sha256, accepted.batch.suffix)
        write_batch(run.places, accepted.batch)
    result.warnings += serve(run.places, listed, batches, say)
    result.build = run.build
    result.moved = moved(run.places, before, open_snapshot(run.places, run.build))
    keep_moved(run.places, run.build, result.moved)


def _would_move(
    run: _Load, listed: BuildList, batches: list[Batch], before: Snapshot | None, say: Callable[[str], None]
) -> tuple[list[str], list[Move]]:
    """Make the build aside and compare it: its warnings, and the figures that it would move."""
    assert run.standing is not None
    aside = replace(run.places, root=run.scratch)
    warnings = assemble(run.places, aside, listed, batches, paths=run.standing.paths, say=say)
    with opened_aside(aside, listed.build, sample=listed.sample) as after:
        return warnings, moved(run.places, before, after)
