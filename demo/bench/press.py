"""One HTML file to one PDF by the product's printer: `python -m demo.bench.press IN OUT [--stay]`.

With --stay it goes on, as a worker does: one more time for every line that comes in. Says the
seconds of each time, without those of starting and loading.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main(source: str, target: str, *options: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from reports.pdf.renderer import render_pdf

    def once() -> None:
        Path(target).write_bytes(render_pdf(Path(source).read_text("utf-8")).content)

    _say(once)
    if "--stay" in options:
        for _ in sys.stdin:
            _say(once)


def _say(work: Callable[[], None]) -> None:
    start = time.perf_counter()
    work()
    print(time.perf_counter() - start, flush=True)  # noqa: T201 - read by the bench


if __name__ == "__main__":
    main(*sys.argv[1:])
