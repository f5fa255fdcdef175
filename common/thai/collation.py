"""Thai dictionary order, for lists that are sorted in memory.

Where the database sorts, it uses its ICU collation, named below (`COLLATE "th-x-icu"`); this key
gives the same order, so that a page sorted by either looks the same.
"""

DATABASE_COLLATION = "th-x-icu"
"""ICU collation of PostgreSQL for Thai names; code-point order would put เชียงใหม่ behind ยะลา."""

_LEADING = "เแโใไ"
# Read only where two words are otherwise the same, in this order.
_TIE_BREAKERS = {mark: rank for rank, mark in enumerate("\u0e4e์็่้๊๋", start=1)}
_VOWELS = {vowel: rank for rank, vowel in enumerate("ํะัาำิีึืุูเแโใไฺ")}
_VOWELS["ๅ"] = _VOWELS["า"]
_DIGITS, _CONSONANTS, _AFTER, _LATIN = range(4)

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def sort_key(text: str) -> Key:
    """A key for `sorted`: order of the Royal Institute's dictionary.

    Consonants first, then vowels; a leading vowel counts behind its consonant; tone marks, ็ and ์
    decide only between words that are otherwise the same; blanks and punctuation do not count;
    digits (Thai or Arabic) come before Thai letters and Latin letters behind them.
    """
    first: list[tuple[int, int]] = []
    ties: list[int] = []
    for sign in _in_reading_order(text):
        if sign in _TIE_BREAKERS:
            ties.append(_TIE_BREAKERS[sign])
        elif weight := _weight(sign):
            first.append(weight)
            ties.append(0)
    return tuple(first), tuple(ties), text


def _in_reading_order(text: str) -> str:
    """The text with each leading vowel behind the consonant before which it is written."""
    signs = list(text.casefold())
    place = 0
    while place < len(signs) - 1:
        if signs[place] in _LEADING and "ก" <= signs[place + 1] <= "ฮ":
            signs[place], signs[place + 1] = signs[place + 1], signs[place]
            place += 1
        place += 1
    return "".join(signs)


def _weight(sign: str) -> tuple[int, int] | None:
    if sign.isdecimal():
        return _DIGITS, int(sign)
    if "ก" <= sign <= "ฮ":
        return _CONSONANTS, ord(sign)
    if sign in _VOWELS:
        return _AFTER, _VOWELS[sign]
    return (_LATIN, ord(sign)) if sign.isalpha() and sign not in "ฯๆ" else None
