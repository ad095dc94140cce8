"""`make fuzz`: thousands of damaged and hostile files through `inspect`, a fifth through `load --dry-run` and, if
refused there, through the marked sheet.

Each file must be read or refused with a sentence, in 10 s and 1 GB. `--one N` makes and reads file N alone.
"""

import argparse
import collections
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from fuzz_files import case  # noqa: E402

from etl.faults import RefusedError, UsageError  # noqa: E402
from etl.inspection import inspect  # noqa: E402
from etl.keeping.marked import marked  # noqa: E402
from etl.load import load  # noqa: E402
from tests import warm  # noqa: E402
from warehouse.places import places  # noqa: E402

SLOWEST = 10.0
"""Seconds of processor time, ours and the reading process's: other work on the machine does not count."""
LONGEST = 30.0
"""Seconds on the clock: what waits for nothing uses no processor."""
LARGEST_MB = 1024


class _Copied(warm.Popen):
    """A reading process that began as a copy: not our child, so it says itself what it used."""

    seconds_of_all, peak_of_all = 0.0, 0

    def wait(self):
        before = self.seconds
        code = super().wait()
        _Copied.seconds_of_all += self.seconds - before
        _Copied.peak_of_all = max(_Copied.peak_of_all, self.peak_kb)
        return code


def _peak_mb():
    """Peak memory of this process since the last call, and of the largest reading process so far, in MB."""
    status = Path("/proc/self/status").read_text()
    own = int(status.split("VmHWM:")[1].split()[0]) // 1024
    Path("/proc/self/clear_refs").write_text("5")
    return own, max(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, _Copied.peak_of_all) // 1024


def _processor_time():
    ours, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime + _Copied.seconds_of_all


def one(seed, number, folder):
    """Outcome of one file: family, what came of it, the traceback of what must not come, seconds of processor time, peaks in MB."""
    name, data, family = case(seed, number)
    path = Path(folder) / name
    path.write_bytes(data)
    where = places(Path(folder) / "data")
    del data
    _peak_mb()
    started, used, error, came = time.monotonic(), _processor_time(), None, "read"
    try:
        found = inspect(where, path)
        came = found["refused"] or (
            "understood" if any(t["source"] for s in found["sheets"] for t in s["tables"]) else "read"
        )
        if number % 5 == 0:
            result = load(where, [path], dry_run=True)
            for _, faults in result.refused:
                marked(name, path.read_bytes(), faults)
            came += f" / load {'refused' if result.refused else 'accepted' if result.accepted else 'skipped'}"
    except (RefusedError, UsageError) as known:
        came = f"{type(known).__name__}: {known}"
    except BaseException:
        error = traceback.format_exc()
    own, child = _peak_mb()
    path.unlink()
    used = _processor_time() - used
    if time.monotonic() - started > LONGEST:
        error = error or f"{time.monotonic() - started:.0f} s on the clock"
    return number, family, came, error, used, own, child


def _work(seed, pipe, copied):
    if copied:
        warm.read_in_copies(_Copied)
    resource.setrlimit(resource.RLIMIT_AS, (6 * 2**30, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with tempfile.TemporaryDirectory() as folder:
        while (number := pipe.recv()) is not None:
            pipe.send(one(seed, number, folder))


class Worker:
    """A process that takes one file after the other and is replaced when it hangs or dies."""

    def __init__(self, seed, *, copied):
        self.seed, self.copied, self.process = seed, copied, None

    def __call__(self, number):
        if self.process is None:
            context = multiprocessing.get_context("spawn")
            self.pipe, theirs = context.Pipe()
            self.process = context.Process(target=_work, args=(self.seed, theirs, self.copied), daemon=True)
            self.process.start()
            theirs.close()
        started = time.monotonic()
        self.pipe.send(number)
        try:
            if self.pipe.poll(60):
                return self.pipe.recv()
            what = "no answer in 60 s"
        except EOFError:
            what = "the process died"
        self.close()
        return number, case(self.seed, number)[2], what, what, time.monotonic() - started, 0, 0

    def close(self):
        if self.process:
            self.process.kill()
            self.process.join()
            self.pipe.close()
            self.process = None


def run(seed, numbers, tell=lambda *_: None, *, copied=False):
    """Findings (number, family, what, detail) and a summary of the files of one seed.

    `copied`: each reading process begins as a copy of a warm one (`tests/warm.py`) instead of a new one; its bounds are the same.
    """
    worker, findings, outcomes = Worker(seed, copied=copied), [], collections.Counter()
    slowest, largest = (0.0, None), (0, None)
    children = 0
    try:
        for done, wanted in enumerate(numbers, 1):
            number, family, came, error, seconds, own, child = worker(wanted)
            if error:
                findings.append((number, family, error))
                tell(0, number, family, error, seconds, own, child)
            if seconds > SLOWEST:
                findings.append((number, family, f"{seconds:.1f} s"))
            if own > LARGEST_MB or (child > LARGEST_MB and child > children):
                findings.append((number, family, f"{own} MB, reader {child} MB"))
            children = max(children, child)
            slowest, largest = max(slowest, (seconds, number)), max(largest, (own, number))
            outcomes[came if came.startswith(("read", "understood")) else "refused"] += 1
            outcomes[f"= {family}"] += 1
            tell(done, number, family, came, seconds, own, child)
    finally:
        worker.close()
    return findings, {
        "outcomes": dict(outcomes),
        "slowest": slowest,
        "largest_mb": largest,
        "largest_reader_mb": children,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=20221231)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--one", type=int, help="only this file; its bytes are kept beside")
    options = parser.parse_args()
    if options.one is not None:
        name, data, _ = case(options.seed, options.one)
        Path(tempfile.gettempdir(), f"fuzz-{options.one}-{name}").write_bytes(data)
    numbers = [options.one] if options.one is not None else range(options.first, options.first + options.count)
    print(f"seed {options.seed}, files {numbers[0]} to {numbers[-1]}", flush=True)
    started = time.monotonic()

    def tell(done, number, family, came, seconds, own, child):
        if options.one is not None or seconds > 5 or done % 250 == 0:
            print(
                f"{done} (file {number}, {family}, {seconds:.1f} s, {own} MB, reader {child} MB): {came[:120]}",
                flush=True,
            )

    findings, summary = run(options.seed, numbers, tell)
    for key, value in summary.items():
        print(f"{key}: {value}")
    for number, family, what in findings:
        print(f"\nFile {number} ({family}; again: make fuzz SEED={options.seed} ONE={number}):\n{what}")
    print(f"{len(numbers)} files, {time.monotonic() - started:.0f} s, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
