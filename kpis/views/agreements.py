"""Pages of performance agreements: those of a year, prepare one, look at it, record a signature."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common import slots
from common.errors import Refused
from common.querysets import one_or_404
from kpis.forms.agreements import AgreementForm, SignatureForm
from kpis.models import Agreement, Card
from kpis.models.agreements import Party
from kpis.selectors import agreements as selectors
from kpis.services import agreements
from kpis.views.rounds import add_faults


@require_safe
@login_required
def agreement_list(request: Request, area: str, year: int) -> HttpResponse:
    """The agreements of a year in their versions."""
    place = planning_area(request.user, area)
    page = selectors.agreement_list(request.user, place, year)
    return render(request, "kpis/agreement_list.html", {"area": place, "year": year, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agreement_prepare(request: Request, area: str, year: int) -> HttpResponse:
    """Name the parties, then freeze the agreed card as an agreement."""
    place = planning_area(request.user, area)
    request.user.authority.require(Permission.AGREEMENT_PREPARE, area=place)
    of_year = Card.objects.filter(area=place, fiscal_year=year).select_related("area", "agency")
    ready, unready = selectors.standing(list(of_year.filter(status=Card.Status.AGREED)))
    cards = of_year.filter(pk__in=[card.pk for card in ready])
    cards = cards.order_by(F("agency__name_th").asc(nulls_first=True))
    data = request.POST if request.method == "POST" else None
    renewed = Agreement.objects.of(place, year).exists()
    form = AgreementForm(data, area=place, cards=cards, renewed=renewed)
    if data is not None and form.is_valid():
        try:
            made = agreements.prepare(by=request.user, **form.given())
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("จัดทำคำรับรองแล้ว ขั้นต่อไปคือพิมพ์และลงนาม"))
            return redirect("agreement_detail", area, year, made.pk)
    context = {
        "area": place,
        "year": year,
        "form": form,
        "has_cards": bool(ready),
        "unready": unready,
        "renewed": renewed,
    }
    return render(
        request, "kpis/agreement_prepare.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
def agreement_detail(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Parties, signatures, what is promised, the printed papers, and the history."""
    agreement = find_agreement(request, area, year, pk)
    context = {
        "area": agreement.card.area,
        "year": year,
        "is_sample": agreement.is_sample,
        "agreement": agreement,
        "page": selectors.agreement_page(request.user, agreement),
        "panels": _panels(request, agreement),
    }
    return render(request, "kpis/agreement_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agreement_sign(request: Request, area: str, year: int, pk: int, party: str) -> HttpResponse:
    """Record the signature of one party with the signed file."""
    agreement = find_agreement(request, area, year, pk)
    if party not in Party.values:
        raise Http404
    page = selectors.agreement_page(request.user, agreement)
    side = next(one for one in page.sides if one.party == party)
    if not agreements.may_record(request.user, agreement, party):
        request.user.authority.require(Permission.AGREEMENT_PREPARE, area=agreement.card.area)
    data = request.POST if request.method == "POST" else None
    form = SignatureForm(
        data,
        request.FILES or None,
        initial={"signer": side.person},
        agreement=agreement,
        party=party,
    )
    if data is not None and form.is_valid():
        try:
            _record(request, agreement, party, form)
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("บันทึกการลงนามแล้ว"))
            return redirect("agreement_detail", area, year, pk)
    context = {
        "area": agreement.card.area,
        "year": year,
        "is_sample": agreement.is_sample,
        "agreement": agreement,
        "side": side,
        "form": form,
    }
    return render(request, "kpis/agreement_sign.html", context, status=422 if form.errors else 200)


def find_agreement(request: Request, area: str, year: int, pk: int) -> Agreement:
    """The agreement of an address, when the person sees its area; else not found."""
    place = planning_area(request.user, area)
    return one_or_404(selectors.agreements_of(request.user).of(place, year), pk=pk)


def _record(request: Request, agreement: Agreement, party: str, form: SignatureForm) -> None:
    data = form.cleaned_data
    agreements.sign(
        agreement=agreement,
        party=party,
        signer=data["signer"],
        signed_on=data["signed_on"],
        way=data["way"],
        upload=data["file"],
        by=request.user,
    )


def _panels(request: Request, agreement: Agreement) -> list[Any]:
    """What upper apps bring to the page: the printed papers."""
    return [panel for bring in slots.agreement_panels for panel in bring(request.user, agreement)]
