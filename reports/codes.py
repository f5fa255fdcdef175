"""Verification codes: short enough to type from paper, too many to guess.

Twelve characters of an alphabet without I, L, O and U: 60 random bits. What people read wrongly
is put right: lower case, O for 0, I and L for 1, Thai digits, blanks and hyphens. Who pastes the
whole printed address means the code at its end.
"""

import re
import secrets

from common.thai.digits import to_arabic

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_OF_ADDRESS = re.compile(r"[/?#&=]")
_READ_WRONG = str.maketrans("OIL", "011")


def new() -> str:
    """A fresh code, such as `7K3M-Q9TD-04XZ`."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normalise(typed: str) -> str | None:
    """The code a person meant, or None when it cannot be one."""
    codes = (code for code in reversed(_parts(typed)) if _is_code(code))
    code = next(codes, None)
    return _grouped(code) if code else None


def count(typed: str) -> int:
    """How many characters were typed where the code belongs; blanks and hyphens do not count."""
    parts = _parts(typed)
    if any(_is_code(part) for part in parts):
        return LENGTH
    return len(parts[-1]) if parts else 0


def _parts(typed: str) -> list[str]:
    """What was typed, in letters of the code; of an address, each part that says something."""
    kept = (
        "".join(char for char in to_arabic(part).upper() if char.isalnum())
        for part in _OF_ADDRESS.split(typed)
    )
    return [part.translate(_READ_WRONG) for part in kept if part]


def _is_code(part: str) -> bool:
    return len(part) == LENGTH and all(char in ALPHABET for char in part)


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
