"""What every template may use besides what its view gives."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Product name, languages, the demo's day, providers of identities; no query is made here."""
    return {
        "PRODUCT_NAME": settings.PRODUCT_NAME,
        "LANGUAGES_OFFERED": settings.LANGUAGES,
        "DEMO_TODAY": settings.DEMO_TODAY,
        "IDENTITY_PROVIDERS": settings.OIDC,
    }
