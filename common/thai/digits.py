"""Digits and numbers as people in Thai offices type, paste and print them."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from common.thai.language import Unreadable

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS + "０１２３４５６７８９", "0123456789" * 2)

# Signs that look like a minus, a comma, a full stop or a percent and come with pasted text.
_SIGNS = str.maketrans("−–—﹣－＋，．％", "-----+,.%")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff]+")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
_LONGEST = 60

WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
"""Room for any amount that the product stores; the ordinary context holds 28 digits."""


def to_thai_digits(text: object) -> str:
    """The same text with ๐–๙ for 0–9, for official letters and minutes."""
    return str(text).translate(_TO_THAI)


def to_arabic(text: object) -> str:
    """The same text with 0–9 for Thai (and full-width) digits."""
    return str(text).translate(_TO_ARABIC)


def read_number(typed: object, *, units: tuple[str, ...] = ("%", "ร้อยละ")) -> Decimal:
    """The number that a person typed, or that a spreadsheet cell holds.

    Thai and full-width digits, thousands marks (comma or space), non-breaking spaces and one of
    the `units` before or behind ("15 %", "ร้อยละ 15") are understood; the unit is dropped, the
    number is not changed by it. Raises Unreadable with a sentence that names what is wrong.
    """
    if isinstance(typed, Decimal | int | float) and not isinstance(typed, bool):
        return _finite(typed)
    shown = str(typed if typed is not None else "").strip()
    text = _SPACES.sub(" ", to_arabic(shown).translate(_SIGNS)).strip()
    text = _without_unit(text, units)
    if not text:
        raise Unreadable("empty", th="กรุณากรอกตัวเลข", en="Enter a number.")
    if len(text) > _LONGEST:
        raise Unreadable("too_long", th="ตัวเลขยาวเกินไป", en="The number is too long.")
    text = re.sub(r"^([+-]) ", r"\1", text)
    text = re.sub(r"(?<=\d)(, | ,| )(?=\d)", ",", text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    raise _why_not(shown, text)


def number_or_none(value: object) -> Decimal | None:
    """The number in a stored value (Decimal, int, float or its text); None where there is none."""
    if value is None or value == "":
        return None
    try:
        return read_number(value)
    except Unreadable:
        return None


def format_number(
    value: Decimal | int | float, places: int | None = None, *, grouped: bool = True
) -> str:
    """A number for reading: 1,250,000.50. Half up to `places`; None keeps all but trailing zeros.

    Minus zero never appears: −0.001 at two places is 0.00.
    """
    number = _finite(value)
    if places is None:
        text = format(number, ",f" if grouped else "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = format(round_half_up(number, places), ",f" if grouped else "f")
    return text.lstrip("-") if not text.strip("-0.,") else text


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Half away from zero, as Thai offices round: 2.00005 at four places is 2.0001."""
    context = Context(prec=max(60, value.adjusted() + places + 2), rounding=ROUND_HALF_UP)
    return value.quantize(Decimal(1).scaleb(-places), context=context)


def _finite(value: Decimal | int | float) -> Decimal:
    # A float from a spreadsheet means the shortest decimal that reads back as it: 0.1 is 0.1
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise Unreadable("not_finite", th="ไม่ใช่ตัวเลขที่ใช้ได้", en="This is not a usable number.")
    return number


def _without_unit(text: str, units: tuple[str, ...]) -> str:
    for unit in units:
        if text.endswith(unit):
            return text.removesuffix(unit).strip()
        if text.startswith(unit):
            return text.removeprefix(unit).strip()
    return text


def _why_not(shown: str, text: str) -> Unreadable:
    shown = shown if len(shown) <= 30 else shown[:29] + "…"
    if text.count(".") > 1 or ("," in text and re.fullmatch(r"[+-]?[\d.,]+", text)):
        return Unreadable(
            "separators",
            th=f"“{shown}” ใช้เครื่องหมายไม่ถูก ใช้ , คั่นทุกสามหลัก และใช้ . นำหน้าทศนิยม เช่น 1,250,000.50",
            en=f"“{shown}”: use a comma between thousands and a full stop before decimals, "
            "such as 1,250,000.50.",
        )
    return Unreadable(
        "not_a_number",
        th=f"“{shown}” ไม่ใช่ตัวเลข กรอกเฉพาะตัวเลข เช่น 1,250.50",
        en=f"“{shown}” is not a number. Type digits only, such as 1,250.50.",
    )
