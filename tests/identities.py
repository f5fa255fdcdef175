"""A real OpenID Connect provider on loopback, and the settings with which the product uses it."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oidc_provider_mock import run_server_in_thread

from accounts.oidc.config import Provider


@contextmanager
def running() -> Iterator[str]:
    """The provider's address while it runs; it refuses whoever asks without a nonce."""
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def at(settings: Any, issuer: str) -> Provider:
    """Configure the product for one provider, as the environment would."""
    provider = Provider("thaid", "ThaiD", issuer, "prasan", "a secret of the office")
    settings.OIDC = (provider,)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "provider_class": "accounts.oidc.provider.Provider",
            "APPS": [provider.app()],
        }
    }
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] += provider.form_targets
    settings.CONTENT_SECURITY_POLICY = policy
    return provider
