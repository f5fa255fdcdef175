"""What WeasyPrint says while it works: pages laid out, and complaints."""

import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, int], None]  # stage ("layout", "draw", "done") and percent


class _Listener(logging.Handler):
    """Hears WeasyPrint: pages laid out go to progress, complaints are kept."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self.tell, self.warnings, self.pages = tell, list[str](), 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "weasyprint.progress":
            if "Page" in record.msg and "up-to-date" not in record.msg:
                self.pages += 1
                # How many pages will come is not known; the share left shrinks with each.
                self.tell("layout", 5 + int(54 * (1 - math.exp(-self.pages / 60))))
        elif record.levelno >= logging.WARNING:
            self.warnings.append(record.getMessage())


@contextmanager
def listening(tell: Tell) -> Iterator[list[str]]:
    listener = _Listener(tell)
    logger, steps = (logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress"))
    steps.setLevel(logging.INFO)
    logger.propagate = False  # warnings reach the caller, who knows the document
    logger.addHandler(listener)
    steps.addHandler(listener)
    try:
        yield listener.warnings
    finally:
        logger.removeHandler(listener)
        steps.removeHandler(listener)
