"""One field at a time: text, numbers in quotation marks, whole numbers, words from a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kpis.scoring.faults import Faults, quoted

LONGEST_NUMBER = 60
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Word = TypeVar("Word", bound=StrEnum)
Cell = tuple[str, str]
"""Which of several numbers of a field, in Thai and in English: (“ระดับ 3”, “level 3”)."""


class Fields:
    """The fields of one JSON object, whose faults are noted under one line's id."""

    def __init__(self, data: dict[str, object], line: str, faults: Faults) -> None:
        self.data = data
        self.line = line
        self.faults = faults

    def fault(self, field: str, th: str, en: str) -> None:
        """Note a fault of this line."""
        self.faults.add(self.line, field, th, en)

    def given(self, name: str) -> object:
        """The raw value; None where it is absent or null, which mean the same."""
        return self.data.get(name)

    def text(self, name: str) -> str | None:
        """Text, or None where it is not given."""
        value = self.given(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(name, "ต้องเป็นข้อความในเครื่องหมายคำพูด", "must be text in quotation marks")
            return None
        if not is_sound(value):
            self.fault(name, "มีอักขระที่ไม่สมบูรณ์", "contains half a character (a lone surrogate)")
            return None
        return value

    def number(
        self, name: str, value: object, *, cell: Cell = ("", ""), signed: bool = True
    ) -> Decimal | None:
        """A finite plain decimal in quotation marks; a fault and None for anything else.

        `cell` says which of several numbers of the field it is.
        """
        problem = _problem_of_number(value)
        if problem is None and not signed and Decimal(str(value)) < 0:
            problem = ("ต้องไม่ติดลบ", f"must not be negative, was {quoted(str(value))}")
        if problem is not None:
            th, en = (f"{label}: " if label else "" for label in cell)
            self.fault(name, th + problem[0], en + problem[1])
            return None
        return Decimal(str(value))

    def numbers(self, name: str, *, cells: Iterable[Cell], of: int) -> tuple[Decimal, ...] | None:
        """A list of exactly so many numbers, named one by one by `cells`."""
        values = self.given(name)
        if not isinstance(values, list) or len(values) != of:
            count = len(values) if isinstance(values, list) else 0
            self.fault(
                name,
                f"ต้องเป็นรายการตัวเลข {of} ค่า (พบ {count} ค่า)",
                f"must be a list of exactly {of} numbers, found {count}",
            )
            return None
        read = [
            self.number(name, value, cell=cell) for cell, value in zip(cells, values, strict=True)
        ]
        numbers = tuple(number for number in read if number is not None)
        return numbers if len(numbers) == of else None

    def word(self, name: str, words: type[Word], *, field: str = "") -> Word | None:
        """One of the words of an enumeration; None where it is absent or a fault was noted."""
        value = self.given(name)
        if value is None:
            return None
        if isinstance(value, str) and value in tuple(words):
            return words(value)
        allowed = ", ".join(words)
        was = f" {quoted(value)}" if isinstance(value, str) else ""
        self.fault(
            field or name,
            f"ไม่รู้จักค่า{was} ใช้ได้เฉพาะ {allowed}",
            f"unknown value{was}, must be one of {allowed}",
        )
        return None


def is_sound(text: str) -> bool:
    """Whether the text can be written as UTF-8 (JSON lets half of a surrogate pair through)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole_number(value: object) -> int | None:
    """A whole number, bare or in quotation marks, of at most four digits; None for the rest."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value <= 9999 else None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}", value):
        return int(value)
    return None


def _problem_of_number(value: object) -> tuple[str, str] | None:
    if value is None:
        return "ต้องระบุตัวเลข", "a number is missing"
    if not isinstance(value, str):
        return (
            'ตัวเลขต้องเป็นข้อความในเครื่องหมายคำพูด เช่น "12.5"',
            'numbers are strings: write it in quotation marks, like "12.5"',
        )
    if len(value) > LONGEST_NUMBER:
        return (
            f"ตัวเลขยาวเกิน {LONGEST_NUMBER} ตัวอักษร",
            f"a number of more than {LONGEST_NUMBER} characters",
        )
    if not _NUMBER.fullmatch(value):
        return (
            f"{quoted(value)} ไม่ใช่ตัวเลขฐานสิบธรรมดา เช่น 12.5 หรือ -3",
            f"{quoted(value)} is not a finite plain decimal number, like 12.5 or -3",
        )
    return None
