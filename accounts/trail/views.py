"""Pages of the history: of one object, and an inspector's search with its export."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.trail import selectors
from accounts.trail.forms import SearchForm
from accounts.trail.telling import VERSION, Told
from common import clock, csvfile
from common.language import page_language
from common.thai import dates


@require_safe
@login_required
def history(request: Request, kind: str, pk: int) -> HttpResponse:
    """The history of one object: changes, moves and its parts, in words and as rows."""
    subject = selectors.find_subject(request.user, kind, pk)
    found = selectors.history(subject, request.user, request.GET.get("page", 1))
    return render(
        request,
        "accounts/history/object.html",
        {"subject": subject, "found": found, "area": subject.area},
    )


@require_safe
@login_required
def history_search(request: Request) -> HttpResponse:
    """Changes of an area and a period, by kind and person."""
    request.user.authority.require(Permission.HISTORY_VIEW)
    form = SearchForm(request.user, request.GET)
    found = None
    if form.is_valid():
        rows = selectors.search(request.user, form.wanted())
        found = selectors.result_page(rows, request.GET.get("page", 1))
    return render(
        request,
        "accounts/history/search.html",
        {"form": form, "found": found, "query": request.GET.urlencode()},
        status=200 if found else 422,
    )


@require_safe
@login_required
def history_export(request: Request) -> HttpResponseBase:
    """What a search finds, as CSV."""
    request.user.authority.require(Permission.HISTORY_VIEW)
    form = SearchForm(request.user, request.GET)
    if not form.is_valid():
        return render(request, "accounts/history/search.html", {"form": form}, status=422)
    found = selectors.search(request.user, form.wanted())
    return csvfile.answer(
        f"prasan-history-{clock.today():%Y%m%d}.csv",
        _heads,
        map(_cells, selectors.all_told(found)),
    )


def _heads() -> list[str]:
    return [
        _("เวลา"), _("เวลา (ISO 8601)"), _("บันทึกโดยฐานข้อมูลเมื่อ (ISO 8601)"), _("พื้นที่"), _("ประเภท"),
        _("เลขที่"), _("ชื่อ"), _("การกระทำ"), _("เดิม"), _("ใหม่"), _("ผู้แก้ไข"), _("ตำแหน่ง"),
        _("เหตุผล"), _("รหัสคำขอ"), _("ที่อยู่ในระบบ"),
    ]  # fmt: skip


def _cells(entry: Told) -> list[str]:
    change = entry.change
    assert change is not None  # noqa: S101 - a search finds changes alone
    changed = change.before or entry.verb == VERSION
    moment = localtime(entry.at)
    return [
        dates.short_moment(moment, page_language()),
        moment.isoformat(timespec="seconds"),
        localtime(change.recorded_at).isoformat(timespec="seconds"),
        entry.area,
        entry.kind,
        str(change.subject_id),
        entry.subject,
        str(change.get_verb_display()),
        "; ".join(f"{one.field}: {one.before}" for one in entry.fields if changed),
        "; ".join(f"{one.field}: {one.after}" for one in entry.fields if change.after),
        entry.who,
        entry.posts,
        entry.reason,
        change.request_id,
        change.url,
    ]
