"""A real OpenID Connect provider on loopback, and the settings with which the product uses it."""

import copy
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from accounts.oidc.config import Provider


@contextmanager
def running() -> Iterator[str]:
    """The provider's address while it runs; it refuses whoever asks without a nonce."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    started = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    with subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(150):
        assert process.poll() is None, "the provider of identities did not start"
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the provider of identities does not answer")


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
