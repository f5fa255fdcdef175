"""Work done in a process of its own, forked for it and gone after it.

A document fills a process with some hundred thousand objects. In a process that ends, nobody has to
clear them away, the worker stays small, and a crash inside Pango costs one report, not the worker.
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
from typing import Any, NoReturn, TypeVar

Result = TypeVar("Result")
Tell = Callable[[str, int], None]
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class ProcessLost(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """The process ended without an answer: killed, out of memory, or crashed in a library."""


def apart(work: Callable[[Tell], Result], tell: Tell) -> Result:
    """The result of `work(tell)`, computed in a child process.

    What `work` tells arrives in this process; its exception is raised here. The child uses nothing
    of the parent's connections, and is killed with the parent or when this call is interrupted.
    """
    reader, writer = Pipe(duplex=False)
    child = _fork()
    if child == 0:
        reader.close()
        _work(work, writer)
    writer.close()
    answered = False
    try:
        while True:
            kind, *values = reader.recv()
            if kind == "told":
                tell(*values)
            else:
                answered = True
                break
    except EOFError:
        pass
    finally:
        reader.close()
        if not answered:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if not answered:
        raise ProcessLost(f"The printing process ended without an answer (status {status}).")
    if kind == "fault":
        raise values[0]
    result: Result = values[0]
    return result


def _fork() -> int:
    with warnings.catch_warnings():
        # Newer Pythons warn where other threads run; the child touches nothing that they hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _work(work: Callable[[Tell], Any], writer: Connection) -> NoReturn:
    try:
        gc.disable()
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
            signal.signal(number, signal.SIG_DFL)
        try:
            answer = ("result", work(lambda *values: writer.send(("told", *values))))
        except Exception as fault:  # it is raised again in the parent
            answer = ("fault", _portable(fault))
        writer.send(answer)
    finally:
        os._exit(0)


def _portable(fault: Exception) -> Exception:
    """The exception itself where it survives the way to the parent, else its words."""
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes, a moment ago
    except Exception:
        return RuntimeError(f"{type(fault).__name__}: {fault}")
    return fault
