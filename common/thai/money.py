"""Money: always baht in Decimal, shown in baht or in million baht, and spelled out in Thai."""

from decimal import Decimal

from common.thai.digits import WIDE, format_number, round_half_up
from common.thai.language import Language

MILLION = 1_000_000
_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")

LITTLE = Decimal(1_000)
MUCH = Decimal(1_000_000_000)
FAR_OFF = Decimal(100)


def baht(amount: Decimal | int) -> str:
    """Baht with satang: 1,250,000.00. Forms and official documents use it."""
    return format_number(Decimal(amount), 2)


def million_baht(amount: Decimal | int, places: int = 2) -> str:
    """Baht as million baht, half up: 1,255,000 → 1.26. The unit stands in the table's header."""
    return format_number(Decimal(amount).scaleb(-6, context=WIDE), places)


def number_words(number: int) -> str:
    """A whole number as it is read aloud: 21 → ยี่สิบเอ็ด, 1,000,001 → หนึ่งล้านเอ็ด."""
    if number < 0:
        return "ลบ" + number_words(-number)
    if number < MILLION:
        return _below_million(number)
    millions, rest = divmod(number, MILLION)
    tail = "" if rest == 0 else "เอ็ด" if rest == 1 else _below_million(rest)
    return number_words(millions) + "ล้าน" + tail


def baht_words(amount: Decimal | int) -> str:
    """An amount in words, for official documents: หนึ่งล้านสองแสนห้าหมื่นบาทถ้วน.

    Rounded half up to satang first, so that the words and the figure beside them agree.
    """
    satang_total = int(round_half_up(Decimal(amount), 2).scaleb(2, context=WIDE))
    sign = "ลบ" if satang_total < 0 else ""
    whole, satang = divmod(abs(satang_total), 100)
    if satang == 0:
        return f"{sign}{number_words(whole)}บาทถ้วน"
    before = f"{number_words(whole)}บาท" if whole else ""
    return f"{sign}{before}{number_words(satang)}สตางค์"


def magnitude_warning(
    amount: Decimal | int,
    *,
    usual: Decimal | int | None = None,
    little: Decimal = LITTLE,
    much: Decimal = MUCH,
    language: Language = "th",
) -> str | None:
    """A warning (never a refusal) that an amount in baht looks off by orders of magnitude.

    `usual` is what the amount can be held against: the project's allocation, last month's figure.
    A hundredfold difference is remarked on. Without it, less than `little` baht looks like an
    amount typed in million baht, and `much` or more like one multiplied by a million.
    """
    size = abs(Decimal(amount))
    if size == 0:
        return None
    if usual:
        ratio = size / abs(Decimal(usual))
        if 1 / FAR_OFF < ratio < FAR_OFF:
            return None
        than = baht(Decimal(usual))
        if language == "en":
            return f"{baht(amount)} baht is very far from {than} baht. Is the unit baht?"
        return f"{baht(amount)} บาท ต่างจาก {than} บาท มาก โปรดตรวจว่ากรอกเป็นบาท"
    if little <= size < much:
        return None
    if language == "en":
        wrong = "very little" if size < little else "very much"
        return f"{baht(amount)} baht is {wrong}. Is the unit baht, not million baht?"
    wrong = "น้อย" if size < little else "มาก"
    return f"{baht(amount)} บาท {wrong}ผิดปกติ โปรดตรวจว่ากรอกเป็นบาท ไม่ใช่ล้านบาท"


def _below_million(number: int) -> str:
    """0 to 999,999 in words. 1 behind anything is เอ็ด, 2 tens are ยี่สิบ, 1 ten is สิบ."""
    if number == 0:
        return _DIGITS[0]
    words = ""
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            continue
        if place == 1:
            words += {1: "", 2: "ยี่"}.get(digit, _DIGITS[digit]) + "สิบ"
        elif place == 0 and digit == 1 and words:
            words += "เอ็ด"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words
