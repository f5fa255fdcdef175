"""What kinds of long work exist. An app registers its function in `AppConfig.ready()`."""

from collections.abc import Callable
from typing import Protocol

from jobs.models import Job


class Progress(Protocol):
    """Tell the waiting person how far the work is; raises when another worker has taken over."""

    def __call__(self, stage: str, percent: int) -> None: ...


Finish = Callable[[], None]
"""Stores the outcome; called in the transaction that marks the job done, so it happens once."""

Work = Callable[[Job, Progress], Finish]
"""Does the work without lasting effect (it may run twice) and gives what stores the outcome."""

_kinds: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """Make a kind of job known to the workers."""
    _kinds[kind] = work


def work_of(kind: str) -> Work:
    """The function behind a kind."""
    return _kinds[kind]
