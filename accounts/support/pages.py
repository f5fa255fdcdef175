"""What the support pages show: every governed row, accounts, sessions, events and the trail."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin import ModelAdmin, ShowFacets
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from accounts.models import Change, SignInEvent, User, WorkflowMove
from accounts.services import sessions
from accounts.support.columns import columns, is_named, whole
from accounts.support.site import site, word_of
from accounts.trail.telling import history_url
from common.trail import GOVERNED

PER_PAGE = 50
# Columns of a list: enough to find a row; its own page shows the rest.
MOST_COLUMNS = 6
LONG = {"JSONField", "TextField", "BinaryField", "ArrayField"}
# Seen by nobody here, not even as a hash; and what decides nothing in this product.
SECRET = {"password"}
UNUSED = {"is_staff", "is_superuser"}
# Looked into when something is wrong, though no row of the trail tells of them.
MORE = ("jobs.job",)


class ReadOnly(ModelAdmin):
    """Rows to look at. Nothing is added, changed or deleted; the scope is that of the screens."""

    actions = None
    media = Media()  # nothing is edited, so no script is needed
    list_per_page = PER_PAGE
    show_full_result_count = False
    show_facets = ShowFacets.NEVER

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_view_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What the person sees elsewhere, too: drafts of results are not an administrator's."""
        manager: Any = self.model._default_manager
        narrow = getattr(manager, "history_visible_to", None) or getattr(
            manager, "visible_to", None
        )
        found: QuerySet[Any] = narrow(request.user) if narrow else manager.all()
        return found.order_by("-pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return columns(self.shown_fields())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.get_fields(request, obj)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        short = [field for field in self.shown_fields() if _is_short(field)]
        return [whole(self.model), *columns(short[1:MOST_COLUMNS])]

    def shown_fields(self) -> list[Any]:
        """The fields that may be seen here."""
        fields = self.model._meta.concrete_fields
        return [field for field in fields if field.name not in SECRET | UNUSED]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        entry = GOVERNED.get(self.model._meta.label_lower)
        return [name.replace(".", "__") for name in entry.naming] if entry else []

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, self._words())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        named = {} if is_named(self.model) else {"subtitle": f"#{object_id}"}
        return super().change_view(request, object_id, form_url, {**self._words(), **named})

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        words = {"word": word_of(self.model), "title": _("สิ้นสุดการเข้าสู่ระบบ")}
        return super().delete_view(request, object_id, words)

    def _words(self) -> dict[str, str]:
        return {"word": word_of(self.model), "title": word_of(self.model)}

    def history_view(self, request: HttpRequest, object_id: str, *_more: Any) -> HttpResponse:
        """The history that the product keeps, where it keeps one."""
        url = history_url(self.model._meta.label_lower, int(object_id))
        return redirect(url or "history_search")

    def get_urls(self) -> list[Any]:
        """Without the address for adding, and without one that only leads to another."""
        return [one for one in super().get_urls() if self.has_address(one)]

    def has_address(self, one: URLPattern) -> bool:
        return bool(one.name) and not str(one.name).endswith(("_add", "_delete"))


class Everything(ReadOnly):
    """Rows that tell how the machine works and nothing of an area: whoever asked for them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model._default_manager.order_by("-pk")


class People(ReadOnly):
    search_fields = ("username", "name", "email")


class Events(ReadOnly):
    list_filter = ("kind",)
    search_fields = ("tried", "address")
    list_select_related = ("user",)

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return ["user"]


class Sessions(ReadOnly):
    """The one thing that support ends: where somebody is signed in."""

    def shown_fields(self) -> list[Any]:
        named = ("user", "ip", "user_agent", "created_at", "last_seen_at")
        return [UserSession._meta.get_field(name) for name in named]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return columns(field for field in self.shown_fields() if field.name != "user_agent")

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return ["user"]

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return True

    def has_address(self, one: URLPattern) -> bool:
        return bool(one.name) and not str(one.name).endswith("_add")

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        by: Any = request.user
        sessions.end(session=obj, by=by, request=request)


def _is_short(field: Any) -> bool:
    return field.get_internal_type() not in LONG and not field.is_relation


def register() -> None:
    """Put everything in; once, when the apps are there."""
    pages: dict[Any, type[ModelAdmin]] = {entry.model: ReadOnly for entry in GOVERNED.values()}
    pages |= {apps.get_model(label): Everything for label in MORE}
    pages |= {Change: ReadOnly, WorkflowMove: ReadOnly}
    pages |= {User: People, SignInEvent: Events, UserSession: Sessions}
    for model, page in pages.items():
        if not site.is_registered(model):
            site.register(model, page)
