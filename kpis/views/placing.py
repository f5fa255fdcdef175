"""Under which entry of the plan a line of a card stands: asked for, and changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from common.errors import NotAllowed, Refused
from kpis.forms.lines import PlaceForm
from kpis.models import Criteria
from kpis.selectors import choosing as selectors
from kpis.services import changes, lines
from kpis.services.changes import ChangeSet
from kpis.views.cards import find_line, shown
from kpis.views.lines import require_change
from kpis.views.rounds import add_faults


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_line_place(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Choose the entry; on an agreed card with the reason and the day, in a new version."""
    place, line = find_line(request, area, year, pk)
    agreed = require_change(request, line.card)
    typed = request.POST if request.method == "POST" else None
    nodes = selectors.places(line.card)
    stands = {"node": selectors.stands_under(line)}
    form = PlaceForm(nodes, typed, agreed=agreed, initial=stands)
    if form.is_valid() and _moved(request, line, form, agreed):
        return redirect(place.url("card_detail"))
    context = shown(place, line=line, form=form, agreed=agreed, has_places=bool(nodes))
    status = 422 if form.errors else 200
    return render(request, "kpis/card_line_place.html", context, status=status)


def _moved(request: Request, line: Criteria, form: PlaceForm, agreed: bool) -> bool:
    """Whether the line stands where it was put; else each fault is at its box."""
    node, said = form.cleaned_data.pop("node"), _("ย้ายตัวชี้วัดในบัญชีแล้ว")
    try:
        if agreed:
            given = ChangeSet(placed={line.pk: node})
            changes.change(card=line.card, changes=given, by=request.user, **form.cleaned_data)
            said = _("ออกฉบับใหม่แล้ว ฉบับเดิมยังใช้กับรอบที่ตัดข้อมูลก่อนวันที่มีผล")
        else:
            lines.place(line=line, node=node, by=request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        add_faults(form, refused)
        return False
    messages.success(request, said)
    return True
