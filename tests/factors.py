"""Second factors for tests: set up as the product does, and the codes that an app would show."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client

PASSWORD = "correct horse battery"


def app(user: Any) -> str:
    """Give a person an app; says its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def codes(user: Any) -> list[str]:
    """Give a person recovery codes."""
    return RecoveryCodes.activate(user).generate_codes()


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"login": username, "password": password, **more})


def confirmed(client: Client, user: Any) -> Client:
    """A signed-in client whose person has just said the password again."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def kinds(user: Any) -> list[str]:
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
