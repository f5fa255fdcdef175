"""The criteria editor of one line of the card."""

import re
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Fault, NotAllowed, Refused
from kpis.forms import boxes
from kpis.forms.criteria import Editor
from kpis.forms.parts import prefix_of
from kpis.models import Card, Criteria
from kpis.places import place_of
from kpis.selectors import criteria as selectors
from kpis.services import criteria
from kpis.trial import Trial, tried
from kpis.views.cards import find_line, shown

_PART_BUTTON = re.compile(r"(?P<verb>add|remove)_part(?:-(?P<place>\d{1,2}(?:-\d{1,2}){0,2}))?")
_STEP_BUTTON = re.compile(r"(?P<way>up|down)-(?P<box>(?:part-\d{1,2}-){0,3}milestone[1-5])")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def criteria_edit(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Show the criteria; store them on “save”; every other button shows the form again, filled."""
    place, line = find_line(request, area, year, pk)
    agreed = line.card.status == Card.Status.AGREED
    request.user.authority.require(
        Permission.CARD_AGREE if agreed else Permission.INDICATOR_EDIT, area=place.area
    )
    if request.method != "POST":
        return _page(request, line, boxes.boxes_of(line))
    typed = {key: str(value) for key, value in request.POST.items()}
    action = typed.get("action", "draw")
    if action == "save":
        return _save(request, line, typed)
    if action == "draw" and request.headers.get("HX-Request"):
        context = {
            "look": selectors.look(line, typed),
            "line": line,
            "anew": True,
            "simulation": _simulation(line),
            "trial": _trial(line, typed),
        }
        return render(request, "kpis/criteria_look.html", context)
    return _again(request, line, typed, action)


def _again(request: Request, line: Criteria, typed: boxes.Boxes, action: str) -> HttpResponse:
    """The same form after a button that stores nothing."""
    note = ""
    if action == "method" and typed.get("method") == "composite" and not boxes.part_count(typed):
        typed = boxes.with_part(typed, line.code)  # a composite begins with a part to fill in
    if action == "fill":
        typed, note = boxes.filled(typed)
    elif match := _PART_BUTTON.fullmatch(action):
        place = tuple(int(one) for one in (match["place"] or "").split("-") if one)
        if match["verb"] == "add":
            typed = boxes.with_part(typed, line.code, prefix_of(place))
        elif place:
            typed = boxes.without_part(typed, place[-1], prefix_of(place[:-1]))
    elif match := _STEP_BUTTON.fullmatch(action):
        typed = boxes.moved_step(typed, match["box"], -1 if match["way"] == "up" else 1)
    return _page(request, line, typed, note=note)


def _trial(line: Criteria, typed: boxes.Boxes) -> Trial | None:
    """What the result typed for trying would score by the criteria as typed."""
    editor = Editor(line, line.card.scale, typed, check=True, revising=False)
    if not any(editor.trials()):
        return None
    return tried(editor.definition(), editor.trials(), line.card, line.code)


def _simulation(line: Criteria) -> str:
    """Where results of the whole card are tried, in its newest round; empty without one."""
    code = selectors.newest_round(line.card)
    return place_of(line.card).url("simulation", code) if code else ""


def _save(request: Request, line: Criteria, typed: boxes.Boxes) -> HttpResponse:
    agreed = line.card.status == Card.Status.AGREED
    editor = Editor(line, line.card.scale, typed, check=True, revising=agreed)
    given = editor.definition()
    if given is None:
        return _page(request, line, typed, editor=editor)
    try:
        if agreed:
            criteria.revise(
                line=line,
                definition=given,
                reason=editor.form.cleaned_data["reason"],
                effective_from=editor.form.cleaned_data["effective_from"],
                by=request.user,
            )
            messages.success(request, _("ออกเกณฑ์ฉบับใหม่แล้ว ฉบับเดิมยังใช้กับรอบก่อนหน้า"))
        else:
            criteria.define(line=line, definition=given, by=request.user)
            messages.success(request, _("บันทึกเกณฑ์แล้ว"))
    except NotAllowed:
        raise
    except Refused as refused:
        editor.show(refused.faults)
        return _page(request, line, typed, editor=editor)
    return redirect(place_of(line.card).url("card_detail"))


def _page(
    request: Request,
    line: Criteria,
    typed: boxes.Boxes,
    *,
    editor: Editor | None = None,
    note: str = "",
) -> HttpResponse:
    agreed = line.card.status == Card.Status.AGREED
    faults = list(editor.faults()) if editor else []
    look = selectors.look(line, typed)
    context = shown(
        place_of(line.card),
        line=line,
        editor=editor or Editor(line, line.card.scale, typed, check=False, revising=agreed),
        look=look,
        trial=_trial(line, typed),
        simulation=_simulation(line),
        remarks_told=bool(look.remarks) and all(map(_told_in(faults), look.remarks)),
        faults=faults,
        note=note,
        agreed=agreed,
    )
    return render(request, "kpis/criteria_edit.html", context, status=422 if faults else 200)


def _told_in(faults: Sequence[Fault]) -> Callable[[str], bool]:
    """Whether a remark beside the form stands in the summary of its faults already."""
    return lambda remark: any(str(fault).endswith(remark) for fault in faults)
