"""Secrets that lie or travel outside of the program: encrypted with the product's own key."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def box(purpose: bytes) -> MultiFernet:
    """Encrypts with the newest key, opens with any of them, while the secret key is changed."""
    older: list[str] = settings.SECRET_KEY_FALLBACKS  # type: ignore[assignment]
    return _box_of(purpose, settings.SECRET_KEY, *older)


@cache
def _box_of(purpose: bytes, *keys: str) -> MultiFernet:
    made = [hashlib.sha256(purpose + b"\x00" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
