"""Second factors for tests: set up as the product does, and the codes that an app would show."""

import os
import time
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.signing.factors import SHOWN

PASSWORD = "correct horse battery"


def app(user: Any) -> str:
    """Give a person an app; says its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def codes(user: Any) -> list[str]:
    """Give a person recovery codes."""
    return RecoveryCodes.activate(user).generate_codes()


def key(user: Any, name: str = "กุญแจสีดำ") -> Authenticator:
    """Give a person a security key, as a browser would have registered it."""
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    number = os.urandom(16)
    credential = AttestedCredentialData.create(Aaguid(bytes(16)), number, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost"), flags, 0, credential)
    client_data = b'{"type":"webauthn.create","challenge":"AAAA","origin":"https://localhost"}'
    registered = {
        "type": "public-key",
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "response": {
            "clientDataJSON": websafe_encode(client_data),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
    return WebAuthn.add(user, name, registered).instance


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"login": username, "password": password, **more})


def proof(user: Any) -> dict[str, Any]:
    """What stands in a session whose person has just said the password again and shown a factor."""
    said = {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
    return {
        AUTHENTICATION_METHODS_SESSION_KEY: [said],
        "account_authentication_methods_user": str(user.pk),
        SHOWN: True,
    }


def confirmed(client: Client, user: Any) -> Client:
    """A signed-in client whose person has just said the password again."""
    session = client.session
    session.update({key: fact for key, fact in proof(user).items() if key != SHOWN})
    session.save()
    return client


def kinds(user: Any) -> list[str]:
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
