"""Second factors: asked for at sign-in, recovery codes, and taken away by an administrator."""

from typing import Any
from urllib.parse import quote, urlencode

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.models import User
from accounts.permissions import Permission
from accounts.services import factors
from accounts.signing.factors import has_factor, number_of_keys
from accounts.signing.forms import ReasonForm
from common.errors import Refused


class SecondStep(AuthenticateView):
    """After the password: the code of the app, a recovery code, or a security key."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.stage.login.user
        return {**context, "has_keys": number_of_keys(user) > 0, "person": user}


class KeyAgain(ReauthenticateWebAuthnView):
    """A security key before something sensitive; a wrong one stays on the page and says so."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **kwargs}


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    """The codes, shown once after they were made, with a text file of them to keep."""

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(*args, **kwargs)
        except Http404:
            return redirect("my_account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["can_view_codes"]:
            context["download"] = "data:text/plain;charset=utf-8," + quote(
                "\r\n".join([_("รหัสสำรองของประสาน ใช้ได้รหัสละครั้ง"), "", *context["unused_codes"], ""])
            )
        return context


@require_safe
@login_required
def to_my_account(request: Request) -> HttpResponse:
    """Second factors are listed on the page of one's own account."""
    return redirect(reverse("my_account") + "#factors")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reset(request: Request, pk: int) -> HttpResponse:
    """Take a person's second factor away, with a reason."""
    if not request.user.authority.may(Permission.REFERENCE_EDIT):
        raise Http404
    return _reset(request, get_object_or_404(User, pk=pk))


@reauthentication_required()
def _reset(request: Request, person: User) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    faults: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            factors.reset(user=person, by=request.user, reason=reason, request=request)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, _("รีเซ็ตการยืนยันขั้นที่สองของ %(person)s แล้ว") % {"person": person})
            return redirect(f"{reverse('sign_in_events')}?{urlencode({'person': person.username})}")
    return render(
        request,
        "accounts/signing/factor_reset.html",
        {"form": form, "faults": faults, "person": person, "is_there": has_factor(person)},
        status=422 if form.errors or faults else 200,
    )
