"""The search through sign-in events, and its export."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.models import User
from accounts.permissions import Permission
from accounts.signing import selectors
from accounts.signing.forms import EventsForm
from accounts.signing.selectors import Event
from common import csvfile
from common.language import page_language
from common.thai import dates

PAGE = "accounts/signing/events.html"


@require_safe
@login_required
def sign_in_events(request: Request) -> HttpResponse:
    """Who signed in, who failed, and what changed about accounts."""
    _require(request.user)
    form = EventsForm(request.GET)
    found = None
    if form.is_valid():
        rows = selectors.search(request.user, form.wanted())
        found = selectors.events_page(rows, request.GET.get("page", 1))
    context = {"form": form, "found": found, "query": request.GET.urlencode()}
    return render(request, PAGE, context, status=200 if found else 422)


@require_safe
@login_required
def sign_in_events_export(request: Request) -> HttpResponseBase:
    """What the search finds, as CSV."""
    _require(request.user)
    form = EventsForm(request.GET)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    found = selectors.search(request.user, form.wanted())
    name = f"prasan-sign-ins-{localdate():%Y%m%d}.csv"
    return csvfile.answer(name, _heads, map(_cells, selectors.all_events(found)))


def _require(user: User) -> None:
    """For everybody else the page does not exist."""
    if not user.authority.may(Permission.SIGN_INS_VIEW):
        raise Http404


def _heads() -> list[str]:
    return [
        _("เวลา"), _("เวลา (ISO 8601)"), _("เหตุการณ์"), _("รายละเอียด"), _("บุคคลหรือชื่อที่ใช้"),
        _("ชื่อผู้ใช้"), _("เครื่อง"), _("ที่อยู่เครือข่าย"), _("รหัสคำขอ"),
    ]  # fmt: skip


def _cells(event: Event) -> list[str]:
    moment = localtime(event.at)
    return [
        dates.short_moment(moment, page_language()), moment.isoformat(timespec="seconds"),
        event.what, event.note, event.who, event.username, event.device, event.address,
        event.request_id,
    ]  # fmt: skip
