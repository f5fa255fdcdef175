"""Which second factors a person has, who must have one, and whether this session has shown one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

# Set in the session when a factor was used or set up in it.
SHOWN = "second_factor"
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: Any) -> bool:
    """Whether a person has a second factor; recovery codes alone are none. One query."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists()


def number_of_keys(user: Any) -> int:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).count()


def codes_left(codes: Authenticator) -> int:
    """How many of a set of recovery codes have not been used yet."""
    return len(codes.wrap().get_unused_codes())


def has_shown(request: HttpRequest) -> bool:
    """Whether the person has shown a second factor in this session."""
    return bool(request.session.get(SHOWN))


def is_required_of(user: Any) -> bool:
    """Whether a role held today asks for a second factor (MFA_REQUIRED_ROLES)."""
    required = settings.MFA_REQUIRED_ROLES
    return bool(required) and not user.authority.roles.isdisjoint(required)
