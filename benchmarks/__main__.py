"""`python -m benchmarks`: every comparison on this machine, now. Times carry noise; the ratios matter."""

from __future__ import annotations

import functools
import gc
import io
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
from docxtpl import DocxTemplate

from benchmarks import files, passages
from etl.load import load
from etl.reading import read
from metrics.measure import open_measurer
from metrics.periods import year_period
from report import document as documents
from report.filling.fill import fill
from report.inspection import inspect
from tests.report import binding_score, damage
from warehouse.places import PRODUCT, Places

SAMPLE = PRODUCT / "data" / "sample"
REPORT = PRODUCT / "data" / "report" / "述责述廉报告_2022_演示数据.docx"

_SETS = {
    "": "第一套", "second": "第二套", "third": "第三套", "fourth": "第四套", "fifth": "第五套", "sixth": "第六套",
    "seventh": "第七套", "thirteenth": "第十三套",
}  # fmt: skip


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """Median of several runs, after one that does not count."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def in_turns(*works: Callable[[], object], times: int = 15) -> list[float]:
    """Median of each, one after the other in every round, so that a machine that slows down slows them all."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, his in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            his.append(time.perf_counter() - start)
    return [statistics.median(times_of_one) for times_of_one in taken]


def forget() -> None:
    """Empty what the program remembers of texts and parts it has read, so that a run is as the first one of a document."""
    for cache in gc.get_objects():
        if isinstance(cache, functools._lru_cache_wrapper) and cache.__module__.startswith("report."):
            cache.cache_clear()


def line(name: str, ours: float, theirs: float, against: str) -> None:
    """One comparison."""
    print(
        f"{name:<34}本程序 {ours * 1000:>9.1f} 毫秒   {against} {theirs * 1000:>9.1f} 毫秒   比值 {ours / theirs:>6.2f}"
    )


def reading_workbook() -> None:
    """Cells of a year of receipts (12 sheets, about 3,900 rows)."""
    path = SAMPLE / "revenue" / "税费收入明细_2022_演示数据.xlsx"
    content = path.read_bytes()

    def with_openpyxl() -> int:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return sum(len(list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets)

    line("读一年的入库明细工作簿", seconds(lambda: read(path.name, content), 3), seconds(with_openpyxl, 3), "openpyxl")


def loading(folder: Path) -> None:
    """200,000 receipts from a CSV: read, typed, checked, archived and published, against only reading and typing them."""
    path = files.receipts_csv(folder / "税费收入_2022年.csv", 200_000)

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as data:
            result = load(Places(Path(data)), [path])
            assert result.accepted, result.to_json()

    def with_pandas() -> None:
        frame = pd.read_csv(path, dtype=str)
        frame["入库日期"] = pd.to_datetime(frame["入库日期"])
        frame["入库金额"] = pd.to_numeric(frame["入库金额"])

    line("二十万行入库明细，读到可查", seconds(ours, 1), seconds(with_pandas, 3), "pandas 只读不核对")


def reading_a_figure(places: Places) -> None:
    """The year's revenue by month on a page, against grouping the receipts in a data frame that is already in memory."""
    measurer = open_measurer(places)
    rows = measurer.snapshot.rows("SELECT received_on, amount_yuan FROM revenue")
    frame = pd.DataFrame(rows, columns=["day", "yuan"])
    frame["day"], frame["yuan"] = pd.to_datetime(frame["day"]), frame["yuan"].astype(float)

    def ours() -> list[str]:
        return [r.text for r in measurer.measure("revenue_total", year_period(2022), by="month")]

    def with_pandas() -> object:
        year = frame[frame["day"].dt.year == 2022]
        return year.groupby(year["day"].dt.month)["yuan"].sum()

    line("一年十二个月的税费收入", seconds(ours, 50), seconds(with_pandas, 50), "pandas groupby")


def filling(places: Places, folder: Path) -> None:
    """Find, bind, fill, comment the sample report, against docxtpl filling 30 tags that somebody has put in by hand."""
    measurer = open_measurer(places)
    template = files.tagged_template(folder / "template.docx", 30)
    values = {f"v{n}": str(n) for n in range(30)}

    def ours() -> None:
        document = documents.read(REPORT)
        result = fill(
            document, inspect(document, 2022, measurer), measurer, folder / "a.docx", annotated=folder / "b.docx"
        )
        assert result.complete

    def with_docxtpl() -> None:
        tagged = DocxTemplate(template)
        tagged.render(values)
        tagged.save(folder / "c.docx")

    def first_time() -> None:
        forget()
        start = time.perf_counter()
        ours()
        firsts.append(time.perf_counter() - start)

    firsts: list[float] = []
    ours()
    with_docxtpl()
    again, theirs = in_turns(ours, with_docxtpl)
    line("找出、对应、填好、批注整份报告", again, theirs, "docxtpl 填 30 个标签")
    _, theirs = in_turns(first_time, with_docxtpl)
    line("同上，第一次读到这份报告", statistics.median(firsts), theirs, "docxtpl 填 30 个标签")


def scores(places: Places, folder: Path) -> None:
    """What is found, bound and caught: every set of labelled sentences and passages, and the damaged reports."""
    measurer = open_measurer(places)
    for ending, name in _SETS.items():
        path = binding_score.HERE / f"binding_sentences{'_' if ending else ''}{ending}.toml"
        print(f"对应检验语句（{name}）：{binding_score.score(measurer, path).text}")
    for name, path in zip(("第八套", "第九套", "第十套", "第十一套", "第十二套"), binding_score.REPORTS, strict=True):
        print(f"对应检验报告（{name}，整份）：{binding_score.score_reports(measurer, path).text}")
    if said := passages.scores():
        print(said)
    print(damage.measured(measurer, damage.right_text(measurer, folder)).text)


def main() -> int:
    """Print every comparison."""
    warnings.filterwarnings("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = Places(folder / "data")
        start = time.perf_counter()
        load(places, [SAMPLE])
        print(f"全部演示数据（二十四份文件）入库并发布：{time.perf_counter() - start:.1f} 秒")
        reading_workbook()
        reading_a_figure(places)
        filling(places, folder)
        scores(places, folder)
        loading(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
