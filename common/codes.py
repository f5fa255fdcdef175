"""Codes of plan entries and indicators, as people count them."""

from itertools import groupby

Key = tuple[tuple[int, int, str], ...]


def natural(code: str) -> Key:
    """Sort key in which 2.10 stands after 2.9; letters come behind figures."""
    pieces = ("".join(piece) for _, piece in groupby(code, str.isdigit))
    return tuple((0, int(x), "") if x.isdigit() and x.isascii() else (1, 0, x) for x in pieces)
