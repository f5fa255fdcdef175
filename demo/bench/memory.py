"""Time and memory of a command with all its children, in a process of its own."""

import subprocess
import time
from contextlib import suppress
from pathlib import Path

EVERY = 0.02  # seconds between two looks


class CommandFailed(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """A measured command did not do its work."""


def seconds(command: list[str]) -> float:
    """How long a command takes on the clock, from its start to its end, with nobody watching."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)  # noqa: S603 - our own
    taken = time.perf_counter() - start
    if done.returncode:
        raise CommandFailed(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return taken


def peak(command: list[str]) -> float:
    """The most memory that a command and its children held at one moment, in MB.

    Memory shared between processes counts once (PSS). Watching slows the command down, so time is
    measured in other runs.
    """
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603 - our own
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _family(process.pid))))
        time.sleep(EVERY)
    if process.returncode:
        raise CommandFailed(f"{command[0]} ended with {process.returncode}")
    return most / 1024


def _family(pid: int) -> list[int]:
    """A process and everything below it."""
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        with suppress(OSError):  # it ended while we looked
            for task in Path(f"/proc/{one}/task").glob("*/children"):
                with suppress(OSError):
                    todo += map(int, task.read_text().split())
    return found


def _held(pid: int) -> int:
    """Kilobytes of one process, its share of what it shares included."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
