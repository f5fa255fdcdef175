"""One way to write a value as JSON, so that the same content always has the same bytes."""

import hashlib
import json


def canonical(data: object) -> str:
    """JSON with sorted keys and no spaces, Thai as it is. Numbers that matter are strings in it."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
