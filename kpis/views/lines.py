"""The card editor: lines chosen from the register, numbered and weighed; changes once agreed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Fault, NotAllowed, Refused
from kpis.forms.lines import ChangeForm, LinesForm
from kpis.models import Card, Indicator
from kpis.places import CardPlace
from kpis.selectors import choosing as selectors
from kpis.selectors import versions
from kpis.selectors.lines import lines_of
from kpis.services import cards, changes, lines
from kpis.services.criteria import HUNDRED, off_hundred
from kpis.views.cards import find_card, shown

MOST_ADDED = 50
LONGEST_SEARCH = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_choose(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """Tick indicators of the register: onto a draft at once, onto an agreed card by a change."""
    place, card = find_card(request, area, year, agency)
    agreed = require_change(request, card)
    faults: Any = ()
    asked = request.POST if request.method == "POST" else request.GET
    placing = selectors.placing(card, asked.get("under", ""))
    picked = _picked(card, asked.getlist("pick"))
    if request.POST.get("action") == "search":
        return redirect(f"{place.url('card_choose')}?{_kept_choice(request)}")
    if request.method == "POST":
        if agreed and picked:
            under = [placing.under.pk] if placing.under else []
            added = urlencode({"add": [one.pk for one in picked], "under": under}, doseq=True)
            return redirect(f"{place.url('card_lines')}?{added}")
        try:
            lines.choose(card=card, indicators=picked, by=request.user, node=placing.under)
        except NotAllowed:
            raise
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, _("เพิ่มตัวชี้วัดในบัญชีแล้ว ขั้นต่อไปคือกำหนดน้ำหนักและเกณฑ์"))
            return redirect(place.url("card_lines"))
    q = request.GET.get("q", "").strip()[:LONGEST_SEARCH].replace("\x00", "")
    found = selectors.choosing(card, q, request.GET.get("page"), picked)
    context = shown(place, choosing=found, placing=placing, agreed=agreed, faults=faults)
    return render(request, "kpis/card_choose.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_lines(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """Numbers and weights of all lines in one form, with their sum."""
    place, card = find_card(request, area, year, agency)
    agreed = require_change(request, card)
    posted = request.method == "POST"
    form = LinesForm(
        lines_of(card),
        _picked(card, request.GET.getlist("add")) if agreed else [],
        request.POST if posted else None,
        lines.next_number(card),
    )
    action = request.POST.get("action", "")
    if posted and action == "sum" and request.headers.get("HX-Request"):
        return render(request, "kpis/card_total.html", _sums(form))
    dated = ChangeForm(request.POST if posted and action == "save" else None) if agreed else None
    if dated is not None and posted and action != "save":
        dated = ChangeForm(initial=_kept(request))
    if action == "save":
        done = _change(request, card, form, dated) if dated else _arrange(request, card, form)
        if done:
            return redirect(place.url("card_detail"))
    return _page(request, place, form, dated)


@require_safe
@login_required
def card_versions(
    request: Request, area: str, year: int, agency: int | None = None
) -> HttpResponse:
    """What was changed on an agreed card, act by act: before and after, why, by whom and when."""
    place, card = find_card(request, area, year, agency)
    acts = versions.acts(card)
    return render(request, "kpis/card_versions.html", shown(place, card=card, acts=acts))


def _kept_choice(request: Request) -> str:
    """What is searched for, with what is ticked and where it goes, as it stands in an address."""
    names = ("q", "under", "pick")
    given = {name: request.POST.getlist(name)[:MOST_ADDED] for name in names}
    given["q"] = [text[:LONGEST_SEARCH] for text in given["q"]]
    return urlencode(given, doseq=True)


def require_change(request: Request, card: Card) -> bool:
    """Whether the card is agreed; refuses who may not change it as it stands."""
    agreed = bool(card.status == Card.Status.AGREED)
    permission = Permission.CARD_AGREE if agreed else Permission.INDICATOR_EDIT
    request.user.authority.require(permission, area=card.area)
    return agreed


def _picked(card: Card, given: list[str]) -> list[Indicator]:
    """The indicators that were ticked, of this area's register and in use."""
    pks = [int(one) for one in given[:MOST_ADDED] if one.isdecimal() and len(one) < 10]
    rows = Indicator.objects.in_use().for_card(card).filter(pk__in=pks)
    return list(rows.order_by("code"))


def _arrange(request: Request, card: Card, form: LinesForm) -> bool:
    placings = form.placings()
    if placings is None:
        return False
    try:
        lines.arrange(card=card, placings=placings, by=request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        form.show(refused.faults)
        return False
    messages.success(request, _("บันทึกลำดับและน้ำหนักแล้ว"))
    return True


def _change(request: Request, card: Card, form: LinesForm, dated: ChangeForm) -> bool:
    under = selectors.placing(card, request.GET.get("under", "")).under
    given, valid = form.changes(under), dated.is_valid()
    if given is None or not valid:
        if form.total != HUNDRED:
            form.show([Fault(off_hundred(form.total), "total")])
        return False
    try:
        changes.change(card=card, changes=given, by=request.user, **dated.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refused:
        own = [one for one in refused.faults if one.field in dated.fields]
        for fault in own:
            dated.add_error(fault.field, str(fault))
        form.show([one for one in refused.faults if one not in own])
        return False
    messages.success(request, _("ออกฉบับใหม่แล้ว ฉบับเดิมยังใช้กับรอบที่ตัดข้อมูลก่อนวันที่มีผล"))
    return True


def _kept(request: Request) -> dict[str, Any]:
    """Day and reason as typed, for a button that stores nothing."""
    day = [request.POST.get(f"effective_from_{box}", "") for box in ("day", "month", "year")]
    reason = {"reason": request.POST.get("reason", "")}
    return {**reason, "effective_from": day} if any(day) else reason


def _sums(form: LinesForm) -> dict[str, Any]:
    return {"sentence": cards.weights_sentence(form.total), "complete": form.total == HUNDRED}


def _page(
    request: Request, place: CardPlace, form: LinesForm, dated: ChangeForm | None
) -> HttpResponse:
    faults = list(form.faults)
    wrong = bool(faults or (dated and dated.errors))
    context = shown(place, editor=form, dated=dated, faults=faults, **_sums(form))
    return render(request, "kpis/card_lines_edit.html", context, status=422 if wrong else 200)
