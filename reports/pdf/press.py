"""Processes that help a worker print: forked at its first long book, kept for the next ones.

The worker lays out the first part of a book and a press the second at the same time. A press has no
connections of the worker's, ends when the worker does, and gives its memory back between books.
"""

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import warnings
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NoReturn

Ask = Callable[[Any], Any]
Work = Callable[[Any, Ask], Any]  # what a press does with a job; it may ask the worker on the way


class PressLost(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """The process ended without an answer: killed, out of memory, or crashed in a library."""


class Press:
    """One printing process, seen from the worker that owns it."""

    def __init__(self, work: Work) -> None:
        self.connection, theirs = Pipe()
        self.owner = os.getpid()
        self.process = _fork()
        if self.process == 0:
            _serve(work, theirs)
        theirs.close()

    def send(self, value: Any) -> None:
        """A job, or the answer to what the press asked."""
        try:
            self.connection.send(value)
        except OSError:
            raise PressLost("The printing process has ended.") from None

    def receive(self) -> tuple[str, Any]:
        """("asked", question) or ("done", result); raises the press's own fault."""
        try:
            kind, value = self.connection.recv()
        except (EOFError, OSError):
            raise PressLost("The printing process ended without an answer.") from None
        if kind == "fault":
            raise value
        return kind, value

    def alive(self) -> bool:
        """Whether this process owns the press and it still runs."""
        if self.owner != os.getpid():
            return False
        with contextlib.suppress(ChildProcessError):
            return os.waitpid(self.process, os.WNOHANG) == (0, 0)
        return False

    def stop(self) -> None:
        """End the process at once; only its owner can."""
        self.connection.close()
        if self.owner == os.getpid():
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)


def _fork() -> int:
    with warnings.catch_warnings():
        # Newer Pythons warn where other threads run; the press touches nothing that they hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _serve(work: Work, connection: Connection) -> NoReturn:
    """Print until the worker is gone."""

    def ask(question: Any) -> Any:
        connection.send(("asked", question))
        return connection.recv()

    try:
        _leave_the_worker(connection)
        gc.disable()
        while True:
            job = connection.recv()
            try:
                answer = ("done", work(job, ask))
            except Exception as fault:  # it is raised again in the worker
                answer = ("fault", _portable(fault))
            connection.send(answer)
            del job, answer
            clear_away()
    except (EOFError, OSError):
        pass  # the worker is gone
    finally:
        os._exit(0)


def clear_away() -> None:
    """Give the memory of the last document back to the machine."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _leave_the_worker(connection: Connection) -> None:
    """Let go of the worker's connections and signals, so that they end when the worker does."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) != connection.fileno():
            with contextlib.suppress(OSError):
                os.close(int(name))


def _portable(fault: Exception) -> Exception:
    """The exception itself where it survives the way to the worker, else its words."""
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes, a moment ago
    except Exception:
        return RuntimeError(f"{type(fault).__name__}: {fault}")
    return fault
