"""Where this app shows itself on pages of lower apps, and who may see evidence through results."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from common.composed import Composed, some_ids
from common.slots import AreaYear, MenuEntry, PersonalPart, Workflow
from evidence.models import Evidence
from kpis.models import AgreementSignature, Card, Result
from kpis.transitions import AGREEMENT, RESULT
from provinces.models import Area
from strategies.models import Plan


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    """Entries of the area's menu, for areas that have a card of their own."""
    if area.kind in (Area.Kind.PROVINCE, Area.Kind.CLUSTER):
        yield MenuEntry(_("บัญชีตัวชี้วัด"), reverse("card_detail", args=[area.code, fiscal_year]))
        yield MenuEntry(_("รายงานผล"), reverse("round_list", args=[area.code, fiscal_year]))


def years(area: Area) -> list[AreaYear]:
    """The fiscal years of an area's own cards, in one query."""
    return [AreaYear(year, is_sample) for year, is_sample, _status in _cards(area)]


def placing_indicators(user: Any, plan: Plan, fiscal_year: int) -> str:
    """The page on which indicators of the register come under an entry of the plan.

    For who may change the area's own card as it stands; without a card, the page that opens one.
    No query besides the one for the years that every page of the area offers.
    """
    area, may = plan.area, user.authority.may
    if not may(Permission.INDICATOR_EDIT, area=area):
        return ""
    status = {year: status for year, _is_sample, status in _cards(area)}.get(fiscal_year)
    if status == Card.Status.AGREED and not may(Permission.CARD_AGREE, area=area):
        return ""
    page = "card_choose" if status else "card_detail"
    return f"{reverse(page, args=[area.code, fiscal_year])}?under="


(_SOME_AREA,) = some_ids(1)


@cache
def _years_query() -> Composed[Card]:
    cards = Card.objects.of_areas().filter(area=_SOME_AREA).order_by("fiscal_year")
    return Composed(cards.values_list("fiscal_year", "is_sample", "status"))


def _cards(area: Area) -> list[Any]:
    """Year, mark and status of the area's own cards; asked for once for an area that was read."""
    known = vars(area)
    if "own_cards" not in known:
        known["own_cards"] = _years_query().asked({_SOME_AREA: area.pk})
    return known["own_cards"]


def proves_a_visible_result(user: Any, evidence: Evidence) -> bool:
    """Whether a person sees a result that this evidence proves."""
    return Result.objects.visible_to(user).filter(evidence=evidence).exists()


def signs_a_visible_agreement(user: Any, evidence: Evidence) -> bool:
    """Whether a person sees an agreement of which this is the signed paper."""
    return AgreementSignature.objects.visible_to(user).filter(file=evidence).exists()


def personal(user: Any) -> Iterator[PersonalPart]:
    """The signatures on agreements that a person recorded, for the copy of the person's data.

    Who signed is the other person's data.
    """
    recorded = AgreementSignature.objects.filter(recorded_by=user)
    recorded = recorded.select_related("agreement__card__area", "agreement__card__agency")
    yield PersonalPart(
        "agreement_signatures",
        gettext_lazy("การลงนามในคำรับรองที่ท่านบันทึก"),
        (
            gettext_lazy("บันทึกเมื่อ"),
            gettext_lazy("คำรับรอง"),
            gettext_lazy("ฝ่าย"),
            gettext_lazy("ลงนามเมื่อ"),
        ),
        tuple(
            (one.recorded_at, one.agreement.reference, one.get_party_display(), one.signed_on)
            for one in recorded.order_by("pk")
        ),
    )


def agreement_workflow() -> Workflow:
    """The states of an agreement, for the page that says who may do what."""
    return Workflow(_("คำรับรองการปฏิบัติราชการ"), AGREEMENT)


def workflow() -> Workflow:
    """The states of a result, for the page that says who may do what."""
    return Workflow(_("ผลตัวชี้วัด"), RESULT)
