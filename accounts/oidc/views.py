"""To the provider of identities, and back."""

from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from accounts.oidc.adapter import failed
from accounts.oidc.provider import Adapter, Provider


@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead a person from the sign-in page to the provider."""
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return lead(request, provider_id, next_url=asked if here else None)


def lead(
    request: HttpRequest, provider_id: str, *, next_url: str | None = None, **kept: Any
) -> HttpResponse:
    """To the provider; what is `kept` stands in the session until its answer comes."""
    provider = find(request, provider_id)
    try:
        return provider.redirect(request, AuthProcess.LOGIN, next_url, **kept)
    except (RequestException, KeyError, ValueError) as fault:
        # Not reached, or what it says of itself is no description of a provider.
        silent = fault if isinstance(fault, RequestException) else OSError(str(fault))
        return failed(request, str(provider.name), exception=silent)


@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider's answer: checked, and then the person is signed in as with a password."""
    find(request, provider_id)
    view = Answer.adapter_view(Adapter(request, provider_id))
    answer: HttpResponse = view(request)
    return answer


class Answer(OAuth2CallbackView):
    """Gives the nonce of the question to the one who reads the answer."""

    adapter: Adapter

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def find(request: HttpRequest, provider_id: str) -> Provider:
    """The provider of an address; one that is not configured is not found."""
    try:
        found: Provider = Adapter(request, provider_id).get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return found
