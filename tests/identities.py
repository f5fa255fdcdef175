"""A real OpenID Connect provider on loopback, and the settings with which the product uses it."""

import copy
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from accounts.oidc.config import Provider

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def running() -> Iterator[str]:
    """The provider's address while it runs; it refuses whoever asks without a nonce."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    started = [sys.executable, "-m", "tests.identities", str(port)]
    with subprocess.Popen(
        started, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def serve(port: int) -> None:
    """Be the provider, with pages that ask no other host for their looks."""
    import oidc_provider_mock
    from flask import Response

    provider = oidc_provider_mock.app(require_nonce=True)

    @provider.after_request
    def plain(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.set_data(re.sub(rb"<link[^>]*>", b"", response.get_data()))
        return response

    provider.run("127.0.0.1", port, use_reloader=False)


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


if __name__ == "__main__":
    serve(int(sys.argv[1]))
