"""One HTML file to one PDF by the product's printer: `python -m demo.bench.press IN OUT [TIMES]`.

Prints the seconds of each time as JSON; the first one includes getting ready.
"""

import json
import os
import sys
import time
from pathlib import Path


def main(source: str, target: str, times: int = 1) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from reports.pdf.renderer import render_pdf

    taken = []
    for _ in range(times):
        start = time.perf_counter()
        printed = render_pdf(Path(source).read_text("utf-8"))
        taken.append(time.perf_counter() - start)
    Path(target).write_bytes(printed.content)
    print(json.dumps(taken))  # noqa: T201 - read by the bench


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1)
