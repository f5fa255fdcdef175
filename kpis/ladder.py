"""Bounds that must rise or fall at every step, and which of them do not."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from kpis.problem import Problem
from kpis.scoring.numbers import plain


def ladder(bounds: Sequence[Decimal], field: str, th: str, en: str) -> list[Problem]:
    """Each cell that is equal to or on the wrong side of the one before it.

    Three equal cells and more in a row are one problem, named at the first of them.
    """
    rising = bounds[-1] > bounds[0] if bounds[-1] != bounds[0] else bounds[1] > bounds[0]
    runs = _equal_runs(bounds)
    found = [_all_equal(plain(bounds[one[0] - 1]), *one, field, th, en) for one in runs]
    told = {number for first, last in runs for number in range(first + 1, last + 1)}
    for number, (before, bound) in enumerate(pairwise(bounds), start=2):
        if number not in told and (bound == before or (bound > before) is not rising):
            word, english = ("มากกว่า", "greater than") if rising else ("น้อยกว่า", "less than")
            found.append(
                Problem(
                    f"{field}{number}",
                    f"{th} {number} ({plain(bound)}) ต้อง{word}{th} {number - 1} ({plain(before)}) "
                    "เกณฑ์ต้องเพิ่มขึ้นหรือลดลงทุกระดับโดยไม่ซ้ำกัน",
                    f"{en.capitalize()} {number} ({plain(bound)}) must be {english} "
                    f"{en} {number - 1} ({plain(before)}): strictly rising or falling.",
                )
            )
    return found


def _equal_runs(bounds: Sequence[Decimal]) -> list[tuple[int, int]]:
    """First and last number of each row of three equal cells or more."""
    runs, last = [], 0
    for _value, same in groupby(bounds):
        first, last = last + 1, last + len(list(same))
        runs += [(first, last)] if last - first > 1 else []
    return runs


def _all_equal(value: str, first: int, last: int, field: str, th: str, en: str) -> Problem:
    return Problem(
        f"{field}{first}",
        f"{th} {first} ถึง {last} เท่ากันทั้งหมด ({value}) เกณฑ์ต้องเพิ่มขึ้นหรือลดลงทุกระดับโดยไม่ซ้ำกัน",
        f"{en.capitalize()} {first} to {last} are all equal ({value}): "
        "they must be strictly rising or falling.",
    )
