"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Product name and languages; no query is made here."""
    return {"PRODUCT_NAME": settings.PRODUCT_NAME, "LANGUAGES_OFFERED": settings.LANGUAGES}
