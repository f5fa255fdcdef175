"""Who is let in with a provider's answer: whose account is linked, and whoever accepts just now."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.invitations import pending
from accounts.services import identities
from common.errors import Refused

logger = logging.getLogger(__name__)


class SocialAdapter(DefaultSocialAccountAdapter):
    """No identity opens an account or finds one by e-mail; invitations link, and nothing else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        """The providers of the environment; a row in the database makes none."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Accept the invitation for which the person was sent to the provider, if for one."""
        asked = sociallogin.state.get("invitation")
        if asked:
            self._accept(request, sociallogin, asked)
        elif not sociallogin.is_existing:
            name = sociallogin.provider.name
            raise ImmediateHttpResponse(
                render(request, "accounts/oidc/unknown.html", {"name": name}, status=403)
            )
        if sociallogin.is_existing and not sociallogin.user.is_active:
            page = render(request, "account/account_inactive.html", status=403)
            raise ImmediateHttpResponse(page)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        raise ImmediateHttpResponse(failed(request, str(provider.name), error, exception))

    def _accept(self, request: HttpRequest, sociallogin: SocialLogin, asked: Any) -> None:
        account = sociallogin.account
        try:
            if sociallogin.is_existing:
                raise Refused(_("ตัวตนนี้เชื่อมกับบัญชีอื่นแล้ว โปรดใช้ตัวตนของท่านเอง หรือติดต่อผู้ดูแลระบบ"))
            user = identities.accept(
                invitation=pending.by_digest(asked["digest"]),
                username=asked["username"],
                signed_in=request.user if request.user.is_authenticated else None,
                provider=account.provider,
                uid=account.uid,
            )
        except Refused as refused:
            pending.refuse(request, refused)
            raise ImmediateHttpResponse(redirect("invitation_accept")) from None
        pending.forget(request)
        if request.user == user:
            raise ImmediateHttpResponse(redirect("home"))
        sociallogin.account = type(account)(provider=account.provider, uid=account.uid)
        sociallogin.lookup()


def failed(
    request: HttpRequest, name: str, error: Any = None, exception: Exception | None = None
) -> HttpResponse:
    """The page after a sign-in that the provider did not complete: what happened, what to do."""
    logger.warning("sign-in with %s did not succeed: %s %s", name, error or "", exception or "")
    context = {
        "name": name,
        "cancelled": error == AuthError.CANCELLED,
        "silent": isinstance(exception, OSError),  # requests' faults are OSErrors
    }
    return render(
        request,
        "accounts/oidc/failed.html",
        context,
        status=503 if context["silent"] else 401,
    )
