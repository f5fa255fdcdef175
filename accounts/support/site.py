"""Who may enter the support pages, and that nothing is changed there."""

from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.signing import factors
from accounts.trail.kinds import kind_word
from common.thai.collation import sort_key

READING = ("GET", "HEAD")
# What the admin's own pages need; nothing is edited, and signing in has pages of ours.
KEPT = {"index", "app_list"}


class SupportSite(AdminSite):
    """System administrators with a second factor look at rows; is_staff decides nothing."""

    site_title = site_header = gettext_lazy("หน้าช่วยเหลือผู้ใช้ (ดูอย่างเดียว)")
    index_title = gettext_lazy("ข้อมูลในระบบ")
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(
            user.is_authenticated
            and "system_admin" in user.authority.roles
            and factors.has_shown(request)
        )

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            name = request.resolver_match.url_name if request.resolver_match else ""
            if request.method not in READING and not str(name).endswith("_delete"):
                return HttpResponseNotAllowed(READING)
            stopped = _stopped(request)
            return stopped if stopped is not None else guarded(request, *args, **kwargs)

        return inner

    def get_urls(self) -> list[Any]:
        return [
            one
            for one in super().get_urls()
            if isinstance(one, URLResolver) or (isinstance(one, URLPattern) and one.name in KEPT)
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """One list of everything, under the words by which the product calls it."""
        models = [
            {**model, "name": word_of(model["model"])}
            for app in super().get_app_list(request, app_label)
            for model in app["models"]
        ]
        models.sort(key=lambda model: sort_key(model["name"]))
        whole = {
            "name": self.index_title,
            "app_label": "everything",
            "app_url": reverse("admin:index"),
            "has_module_perms": True,
            "models": models,
        }
        return [whole]


def word_of(model: Any) -> str:
    """What the rows of a model are called."""
    return kind_word(model._meta.label_lower)


def _stopped(request: HttpRequest) -> HttpResponse | None:
    """Where somebody is led who may not go on; the page does not exist for other roles."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if "system_admin" not in user.authority.roles:
        raise Http404
    if factors.has_shown(request):
        return None
    if factors.has_factor(user):
        return suspend_request(request, reverse("mfa_reauthenticate"))
    messages.warning(request, _("หน้าช่วยเหลือผู้ใช้ต้องใช้การยืนยันขั้นที่สอง โปรดตั้งก่อน"))
    return redirect("my_account")


site = SupportSite(name="admin")
