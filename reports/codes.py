"""Verification codes: short enough to type from paper, too many to guess.

Twelve characters of an alphabet without I, L, O and U: 60 random bits. What people read wrongly
is put right: lower case, O for 0, I and L for 1, Thai digits, blanks and hyphens.
"""

import secrets

from common.thai.digits import to_arabic

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_WRONG = str.maketrans("OIL", "011")


def new() -> str:
    """A fresh code, such as `7K3M-Q9TD-04XZ`."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normalise(typed: str) -> str | None:
    """The code a person meant, or None when it cannot be one."""
    kept = "".join(char for char in to_arabic(typed).upper() if char.isalnum())
    code = kept.translate(_READ_WRONG)
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return None
    return _grouped(code)


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
