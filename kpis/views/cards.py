"""Pages of the card of a year: look at it, open, agree, bring weights to 100, take it out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.downloads import workbook
from common.errors import Refused
from common.language import page_language
from common.querysets import one_or_404
from kpis.models import Card, Criteria
from kpis.places import CardPlace, find_place, place_of, sees_card_of
from kpis.selectors import cards as selectors
from kpis.selectors import lines
from kpis.selectors.choosing import is_number
from kpis.services import cards
from kpis.sheets import write
from provinces.models import Area


def find_area(request: Request, code: str) -> Area:
    """The area of an address when the person sees it and it can have a card; else not found."""
    return planning_area(request.user, code)


def find_card(
    request: Request, code: str, year: int, agency: int | None = None
) -> tuple[CardPlace, Card]:
    """The card of an address and where it stands; not found outside the person's scope."""
    place = find_place(request.user, code, year, agency)
    card = one_or_404(Card.objects.all(), area=place.area, fiscal_year=year, agency=place.agency)
    card.area, card.agency = place.area, place.agency
    return place, card


def find_line(request: Request, code: str, year: int, pk: int) -> tuple[CardPlace, Criteria]:
    """A line in force of the area's own card or of an agency's, and where its card stands."""
    area = find_area(request, code)
    rows = Criteria.objects.current().select_related("card__agency", "indicator__collector__agency")
    line = one_or_404(rows, card__area=area, card__fiscal_year=year, pk=pk)
    line.card.area = area
    if line.card.agency is not None and not sees_card_of(request.user, line.card.agency):
        raise Http404
    return place_of(line.card), line


def shown(place: CardPlace, **context: Any) -> dict[str, Any]:
    """What every page of a card hands to its template."""
    return {"area": place.area, "year": place.year, "place": place, **context}


@require_safe
@login_required
def card_list(request: Request, area: str, year: int) -> HttpResponse:
    """The cards of a year: the area's own and those of its agencies."""
    place = find_place(request.user, area, year)
    page = selectors.card_list(place, request.user)
    return render(request, "kpis/card_list.html", shown(place, page=page))


@require_safe
@login_required
def card_detail(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """The indicators of a year with weights, targets and criteria."""
    place = find_place(request.user, area, year, agency)
    page, under = selectors.card_page(place, request.user), _under(request.GET)
    return render(request, "kpis/card_detail.html", shown(place, page=page, under=under))


@require_POST
@login_required
def card_open(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """Open an empty card; who came from an entry of the plan goes on to choose what is under it."""
    place = find_place(request.user, area, year, agency)
    cards.open(area=place.area, fiscal_year=year, agency=place.agency, by=request.user)
    under = _under(request.POST)
    if place.agency or under:
        messages.success(request, _("เปิดบัญชีตัวชี้วัดแล้ว ขั้นต่อไปคือเลือกตัวชี้วัดจากทะเบียน"))
        return redirect(place.url("card_choose") + (f"?under={under}" if under else ""))
    messages.success(request, _("เปิดบัญชีตัวชี้วัดแล้ว ขั้นต่อไปคือนำเข้าตารางตัวชี้วัด"))
    return redirect("indicator_import", area, year)


def _under(asked: QueryDict) -> str:
    """The entry of the plan that the person came from; empty where none is asked for."""
    under = asked.get("under", "")
    return under if is_number(under) else ""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_agree(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """Ask, then close the draft."""
    place, card = find_card(request, area, year, agency)
    request.user.authority.require(Permission.CARD_AGREE, area=card.area)
    faults: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            cards.agree(card=card, by=request.user)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, _("ตกลงบัญชีตัวชี้วัดแล้ว เกณฑ์จะเปลี่ยนได้เฉพาะการออกฉบับใหม่พร้อมเหตุผล"))
            return redirect(place.url("card_detail"))
    page = selectors.card_page(place, request.user)
    context = shown(place, page=page, faults=faults)
    return render(request, "kpis/card_agree.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_normalise(
    request: Request, area: str, year: int, agency: int | None = None
) -> HttpResponse:
    """Show the weights before and after, then store them."""
    place, card = find_card(request, area, year, agency)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=card.area)
    if request.method == "POST":
        cards.normalise(card=card, by=request.user)
        messages.success(request, _("ปรับน้ำหนักให้รวมเป็น 100.00 แล้ว ค่าเดิมอยู่ในประวัติ"))
        return redirect(place.url("card_detail"))
    found = lines.lines_of(card)
    context = shown(
        place,
        changes=cards.normalised(found),
        sentence=cards.weights_sentence(sum((line.weight for line in found), cards.ZERO)),
        draft=card.status == Card.Status.DRAFT,
    )
    return render(request, "kpis/card_normalise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_line_remove(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Ask, then take a line off a draft card."""
    place, line = find_line(request, area, year, pk)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place.area)
    if request.method == "POST":
        cards.remove_line(line=line, by=request.user)
        messages.success(request, _("นำตัวชี้วัดออกจากบัญชีแล้ว"))
        return redirect(place.url("card_detail"))
    return render(request, "kpis/card_line_remove.html", shown(place, line=line))


@require_safe
@login_required
def card_export(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """The card as a workbook that can be imported again."""
    place, card = find_card(request, area, year, agency)
    found = [lines.card_line(line) for line in lines.lines_of(card)]
    title = _("บัญชีตัวชี้วัด %(area)s ปีงบประมาณ พ.ศ. %(year)s") % {
        "area": place.name,
        "year": year,
    }
    remarks = [str(card.get_status_display())]
    remarks.append(cards.weights_sentence(sum((line.weight for line in found), cards.ZERO)))
    remarks += [_("ข้อมูลตัวอย่าง")] if card.is_sample else []
    data = write.write(write.Card(title, " · ".join(remarks), card.scale, found), page_language())
    code = f"{area}-{place.agency.pk}" if place.agency else area
    return workbook(data, f"card-{code}-{year}", title)
