"""What was read of an upload, waiting for the person who sent it to confirm what it would do."""

import secrets
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile

from common.errors import Refused
from common.language import page_language
from common.sheets.guard import too_big

LIFE = 60 * 60


def keep(what: Any, *place: object) -> str:
    """Keep it for an hour; gives the key. place: the kind, whose it is and what it is for."""
    key = secrets.token_urlsafe(24)
    cache.set(_name(key, place), what, LIFE)
    return key


def find(key: str, *place: object) -> Any:
    """What is kept under a key of this place; None where it has expired or is another's."""
    return cache.get(_name(key, place))


def forget(key: str, *place: object) -> None:
    cache.delete(_name(key, place))


def content(file: "UploadedFile[bytes]") -> bytes:
    """The bytes of an upload; Refused, before it is read, where it is too large."""
    if (file.size or 0) > settings.SHEET_MAX_BYTES:
        refused = too_big(settings.SHEET_MAX_BYTES)
        raise Refused(refused.said.say(page_language()), field="file")
    return file.read()


def _name(key: str, place: tuple[object, ...]) -> str:
    safe = "".join(
        sign for sign in key[:100] if sign.isascii() and (sign.isalnum() or sign in "-_")
    )
    return "-".join(["sheet", *map(str, place), safe])
