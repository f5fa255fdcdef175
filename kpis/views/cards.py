"""Pages of the card of a year: look at it, open, agree, bring weights to 100, take it out."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.errors import Refused
from common.language import page_language
from common.querysets import one_or_404
from kpis.models import Card, Criteria
from kpis.selectors import cards as selectors
from kpis.selectors import lines
from kpis.services import cards
from kpis.sheets import write
from provinces.models import Area

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def find_area(request: Request, code: str) -> Area:
    """The area of an address when the person sees it and it can have a card; else not found."""
    return planning_area(request.user, code)


def find_card(request: Request, code: str, year: int) -> Card:
    area = find_area(request, code)
    card = one_or_404(Card.objects.all(), area=area, fiscal_year=year)
    card.area = area
    return card


@require_safe
@login_required
def card_detail(request: Request, area: str, year: int) -> HttpResponse:
    """The indicators of a year with weights, targets and criteria."""
    place = find_area(request, area)
    page = selectors.card_page(place, year, request.user)
    return render(request, "kpis/card_detail.html", {"area": place, "year": year, "page": page})


@require_POST
@login_required
def card_open(request: Request, area: str, year: int) -> HttpResponse:
    """Open an empty card."""
    cards.open(area=find_area(request, area), fiscal_year=year, by=request.user)
    messages.success(request, _("เปิดบัญชีตัวชี้วัดแล้ว ขั้นต่อไปคือนำเข้าตารางตัวชี้วัด"))
    return redirect("indicator_import", area, year)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_agree(request: Request, area: str, year: int) -> HttpResponse:
    """Ask, then close the draft."""
    card = find_card(request, area, year)
    request.user.authority.require(Permission.CARD_AGREE, area=card.area)
    faults: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            cards.agree(card=card, by=request.user)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, _("ตกลงบัญชีตัวชี้วัดแล้ว เกณฑ์จะเปลี่ยนได้เฉพาะการออกฉบับใหม่พร้อมเหตุผล"))
            return redirect("card_detail", area, year)
    page = selectors.card_page(card.area, year, request.user)
    context = {"area": card.area, "year": year, "page": page, "faults": faults}
    return render(request, "kpis/card_agree.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_normalise(request: Request, area: str, year: int) -> HttpResponse:
    """Show the weights before and after, then store them."""
    card = find_card(request, area, year)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=card.area)
    if request.method == "POST":
        cards.normalise(card=card, by=request.user)
        messages.success(request, _("ปรับน้ำหนักให้รวมเป็น 100.00 แล้ว ค่าเดิมอยู่ในประวัติ"))
        return redirect("card_detail", area, year)
    found = lines.lines_of(card)
    context = {
        "area": card.area,
        "year": year,
        "changes": cards.normalised(found),
        "sentence": cards.weights_sentence(sum((line.weight for line in found), cards.ZERO)),
        "draft": card.status == Card.Status.DRAFT,
    }
    return render(request, "kpis/card_normalise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_line_remove(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Ask, then take a line off a draft card."""
    card = find_card(request, area, year)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=card.area)
    line = one_or_404(Criteria.objects.current().select_related("indicator"), card=card, pk=pk)
    if request.method == "POST":
        cards.remove_line(line=line, by=request.user)
        messages.success(request, _("นำตัวชี้วัดออกจากบัญชีแล้ว"))
        return redirect("card_detail", area, year)
    context = {"area": card.area, "year": year, "line": line}
    return render(request, "kpis/card_line_remove.html", context)


@require_safe
@login_required
def card_export(request: Request, area: str, year: int) -> HttpResponse:
    """The card as a workbook that can be imported again."""
    card = find_card(request, area, year)
    found = [lines.card_line(line) for line in lines.lines_of(card)]
    title = _("บัญชีตัวชี้วัด %(area)s ปีงบประมาณ พ.ศ. %(year)s") % {
        "area": card.area.full_name,
        "year": year,
    }
    remarks = [str(card.get_status_display())]
    remarks.append(cards.weights_sentence(sum((line.weight for line in found), cards.ZERO)))
    remarks += [_("ข้อมูลตัวอย่าง")] if card.is_sample else []
    data = write.write(write.Card(title, " · ".join(remarks), card.scale, found), page_language())
    response = HttpResponse(data, content_type=XLSX)
    name = quote(f"{title}.xlsx")
    response["Content-Disposition"] = (
        f"attachment; filename=\"card-{area}-{year}.xlsx\"; filename*=UTF-8''{name}"
    )
    return response
