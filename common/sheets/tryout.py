"""What the page of an import shows (templates/common/import_page.html): a file tried out, or why
it cannot be stored."""

from collections.abc import Sequence
from typing import Any

from common.errors import Refused

MOST_SHOWN = 200


def told(
    *, tried: object, lines: Sequence[Any], key: str, refused: Refused | None, faults_url: str
) -> dict[str, Any]:
    """The part of the page's context that every import has.

    tried: what a file would do, None before one is sent; lines: its rows as the page lists them;
    key: under what it waits to be confirmed; faults_url: where the faults are as a workbook.
    """
    faults = refused.faults if refused else ()
    return {
        "tried": tried,
        "number": len(lines),
        "lines": lines[:MOST_SHOWN],
        "more": max(0, len(lines) - MOST_SHOWN),
        "key": key,
        "faults": faults[:MOST_SHOWN],
        "more_faults": max(0, len(faults) - MOST_SHOWN),
        "faults_url": faults_url,
    }
