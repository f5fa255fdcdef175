"""How a provider of identities is asked, and what its answer must prove.

allauth speaks the protocol (state, code, PKCE). Added here: the answer carries the nonce of the
question, is signed with the provider's key, comes from the issuer that the environment names, and
is known again by issuer and subject alone. Nothing else of it is kept.
"""

import hashlib
import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
CLOCKS_DIFFER = 60


def identity(issuer: str, subject: str) -> str:
    """How a person is known again. A digest, because the subject may be a citizen's number."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


class Adapter(OpenIDConnectOAuth2Adapter):
    """Takes the provider's answer. nonce: that of the question, kept in the session meanwhile."""

    nonce = ""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("the answer carries no id_token")
        try:
            claims = self._decode_id_token(app, signed)
        except (KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("the id_token cannot be read") from fault
        if not self.nonce or not secrets.compare_digest(str(claims.get("nonce")), self.nonce):
            raise OAuth2Error("the id_token answers another question")
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        issuer = self.openid_config["issuer"]
        if issuer.rstrip("/") != app.settings["server_url"]:
            raise OAuth2Error("the provider names another issuer than the configured one")
        try:
            found: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token).key,
                algorithms=SIGNED_WITH,
                issuer=issuer,
                audience=app.client_id,
                leeway=CLOCKS_DIFFER,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except jwt.PyJWTError as fault:
            raise OAuth2Error(f"the id_token is not valid: {fault}") from fault
        return found

    def _key(self, id_token: str) -> jwt.PyJWK:
        """The provider's key that the token names; where it names none, the provider's only one."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        named = jwt.get_unverified_header(id_token).get("kid")
        keys = [
            key
            for key in jwt.PyJWKSet.from_dict(answer.json()).keys
            if key.public_key_use in (None, "sig") and named in (None, key.key_id)
        ]
        if len(keys) != 1:
            raise OAuth2Error("the id_token is signed with a key that the provider does not show")
        return keys[0]


class Provider(OpenIDConnectProvider):
    """One provider of identities of the environment."""

    oauth2_adapter_class = Adapter

    def redirect(
        self,
        request: HttpRequest,
        process: Any,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Lead the person to the provider, with a nonce that only its answer may carry."""
        nonce = secrets.token_urlsafe(24)
        asked = {**self.get_auth_params(), "nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params=asked, nonce=nonce, **kwargs
        )
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        claims = data["id_token"]
        return identity(claims["iss"].rstrip("/"), str(claims["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []
