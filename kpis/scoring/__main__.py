"""Recompute a card: `python -m kpis.scoring < card.json`.

Prints the result as JSON and exits 0. A card that cannot be scored gives exit status 2, nothing
on standard output and one line per fault on standard error: line id, field, what is wrong.
"""

from __future__ import annotations

import sys

from kpis.scoring.card import score_card
from kpis.scoring.faults import InvalidCard
from kpis.scoring.parse import read_card
from kpis.scoring.present import result_json

EXIT_BAD_INPUT = 2


def main(arguments: list[str]) -> int:
    """Read a card from standard input, write its result; returns the exit status."""
    if arguments:
        return _refuse("usage: python -m kpis.scoring < card.json")
    try:
        text = result_json(score_card(read_card(sys.stdin.buffer.read())))
    except InvalidCard as invalid:
        return _refuse(str(invalid))
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
    return 0


def _refuse(message: str) -> int:
    sys.stderr.buffer.write(message.encode() + b"\n")
    sys.stderr.buffer.flush()
    return EXIT_BAD_INPUT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
