"""Providers of identities as the environment names them; read by the settings, knows no Django."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_ID = re.compile(r"[a-z][a-z0-9-]{0,29}\Z")
_HERE = {"localhost", "127.0.0.1", "::1"}


class MisconfiguredError(ValueError):
    """What is wrong with a provider, and how to say it right."""


@dataclass(frozen=True)
class Provider:
    """One provider. id: in the address to which it sends people back; origins: further hosts over
    which its sign-in leads, for the policy of the browser."""

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    origins: tuple[str, ...] = ()

    def app(self) -> dict[str, Any]:
        """The provider as allauth wants it. Nothing but the subject is asked for."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer,
                "scope": ["openid"],
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
            },
        }

    @property
    def form_targets(self) -> list[str]:
        """Where a form of this product may lead: the provider's own hosts."""
        return list(dict.fromkeys([_origin(self.issuer), *self.origins]))


def providers(several: str, single: Mapping[str, str]) -> tuple[Provider, ...]:
    """Providers from OIDC_PROVIDERS (a JSON list) or from OIDC_NAME, OIDC_ISSUER and so on."""
    if several.strip():
        try:
            listed = json.loads(several)
        except ValueError:
            raise MisconfiguredError("OIDC_PROVIDERS is not JSON") from None
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise MisconfiguredError("OIDC_PROVIDERS must be a list of objects")
        found = tuple(_provider(one) for one in listed)
    elif any(single.get(name) for name in ("issuer", "client_id", "client_secret")):
        found = (_provider({"id": "oidc", **{k: v for k, v in single.items() if v}}),)
    else:
        return ()
    if len({one.id for one in found}) != len(found):
        raise MisconfiguredError("each provider needs an id of its own")
    return found


def _provider(given: Mapping[str, Any]) -> Provider:
    missing = [
        n for n in ("id", "name", "issuer", "client_id", "client_secret") if not given.get(n)
    ]
    if missing:
        raise MisconfiguredError(f"a provider lacks {', '.join(missing)}")
    if not _ID.match(str(given["id"])):
        raise MisconfiguredError(f"the id {given['id']} must be small letters, digits and hyphens")
    issuer = str(given["issuer"]).rstrip("/")
    return Provider(
        id=str(given["id"]),
        name=str(given["name"])[:40],
        issuer=issuer,
        client_id=str(given["client_id"]),
        client_secret=str(given["client_secret"]),
        origins=tuple(_checked([*_listed(given.get("origins")), issuer]))[:-1],
    )


def _listed(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list) else []


def _checked(addresses: Iterable[str]) -> Iterable[str]:
    """Addresses as origins; plain http only to this machine itself."""
    for address in addresses:
        parts = urlsplit(address)
        secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
        if not secure or not parts.hostname or any(sign in address for sign in " ;,'\""):
            raise MisconfiguredError(f"{address} is not an https address")
        yield _origin(address)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
