"""A provider of identities on this machine, for signing in with OpenID Connect."""

from collections.abc import Iterator

import pytest

from accounts.oidc.config import Provider
from tests.identities import at, running


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture
def provider(settings, issuer) -> Provider:
    return at(settings, issuer)
