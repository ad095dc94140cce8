"""Processes of the product that begin as a copy of one that has imported its modules: starting each anew took a third of a run.

`python -m tests.warm MODULE…` is the process that is copied (POSIX only). What a copy then does, its bounds, its pipes and its
exit code are those of a process of its own. Tests of how a process starts or dies start a real one.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import os
import pickle
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

from etl.formats import confined

ROOT = Path(__file__).resolve().parents[1]
_LONGEST = 1 << 20
_lock = threading.Lock()


@functools.cache
def _server(*modules: str) -> socket.socket:
    """The process that has imported these, as the socket on which it takes orders; it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.warm", str(theirs.fileno()), *modules], cwd=ROOT,
        pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
    )  # fmt: skip
    theirs.close()
    atexit.register(lambda: (ours.close(), process.wait()))
    return ours


def start(module: str) -> None:
    """Have the process that is copied for a module: whoever forks later shares it."""
    _server(module)


def read_in_copies(popen: type[Popen] | None = None) -> None:
    """From now on this process reads files in copies, each a process of its own from its first line on."""
    confined.subprocess = SimpleNamespace(Popen=popen or Popen, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)


class Popen:
    """As `subprocess.Popen` for `python [-X utf8] -m MODULE …`: as much of it as the product and its tests use."""

    def __init__(
        self, command: Sequence[str], *, stdin: int | None = None, stdout: int | None = None, stderr: int | None = None,
        cwd: Path = ROOT, env: Mapping[str, str] | None = None, creationflags: int = 0,
    ) -> None:  # fmt: skip
        at = command.index("-m")
        module, arguments = command[at + 1], [*command[at + 2 :]]
        self.args, self.returncode, self.seconds, self.peak_kb = command, None, 0.0, 0
        pipes: list[BinaryIO | None] = [None, None, None]
        given = [0, 1, 2]
        opened = []
        for number, wish in enumerate((stdin, stdout, stderr)):
            if wish == subprocess.PIPE:
                reads, writes = os.pipe()
                given[number], kept = (reads, writes) if number == 0 else (writes, reads)
                pipes[number] = os.fdopen(kept, "wb" if number == 0 else "rb")
            elif wish == subprocess.DEVNULL:
                given[number] = os.open(os.devnull, os.O_RDWR)
            else:
                continue
            opened.append(given[number])
        told, tell = os.pipe()
        self.stdin, self.stdout, self.stderr = pipes
        order = pickle.dumps((module, arguments, str(cwd), dict(os.environ if env is None else env)))
        with _lock:
            socket.send_fds(_server(module), [order], [*given, tell])
        for each in (*opened, tell):
            os.close(each)
        self._told = os.fdopen(told, "rb")
        self.pid = int(self._told.readline())

    def kill(self) -> None:
        """End it; nothing if it has ended."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code, negative after a signal. What it used is known from then on: `seconds` of processor time, `peak_kb`."""
        if self.returncode is None:
            status, seconds, peak = self._told.readline().split()
            self.returncode = os.waitstatus_to_exitcode(int(status))
            self.seconds, self.peak_kb = float(seconds), int(peak)
            self._told.close()
        return self.returncode


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """`python -m COMMAND…` with nobody at the terminal and what it says taken as UTF-8; where nothing can be copied, a new process."""
    full = [sys.executable, "-m", *map(str, command)]
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    if not hasattr(os, "fork"):
        return subprocess.run(full, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=env, check=False)
    process = Popen(full, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    assert process.stdout
    assert process.stderr
    with process.stdout as out, process.stderr as errors, ThreadPoolExecutor(1) as beside:
        said = beside.submit(errors.read)
        told = out.read()
        return subprocess.CompletedProcess(full, process.wait(), told.decode(), said.result().decode())


def _carry_out(order: tuple[str, list[str], str, dict[str, str]], files: Sequence[int]) -> None:
    """In a copy: be the process that was asked for."""
    module, arguments, folder, environment = order
    for number, given in enumerate(files[:3]):
        os.dup2(given, number)
    for given in files:
        os.close(given)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit()


def _watch_over(order: tuple[str, list[str], str, dict[str, str]], files: Sequence[int]) -> None:
    """In a copy: start the process that was asked for, say its number and then its end."""
    child = os.fork()
    if child == 0:
        _carry_out(order, files)
    *streams, tell = files
    for stream in streams:
        os.close(stream)
    os.write(tell, f"{child}\n".encode())
    _, status, used = os.wait4(child, 0)
    with contextlib.suppress(BrokenPipeError):
        os.write(tell, f"{status} {used.ru_utime + used.ru_stime} {used.ru_maxrss}\n".encode())
    os._exit(0)


def main(number: int, modules: Sequence[str]) -> None:
    """Import, then take orders until the other side is gone."""
    for module in modules:
        importlib.import_module(f"{module}.__main__")
        del sys.modules[f"{module}.__main__"]  # a copy runs it
        if "." not in module:
            importlib.import_module("pandas")  # commands come to it with their first table
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever watches over a copy is not waited for
    orders = socket.socket(fileno=number)
    while True:
        order, files, _, _ = socket.recv_fds(orders, _LONGEST, 4)
        if not order:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            _watch_over(pickle.loads(order), files)
        for each in files:
            os.close(each)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
