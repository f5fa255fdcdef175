"""What the pages of performance agreements show."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import WorkflowMove
from accounts.permissions import Permission
from common.language import page_language
from common.slots import HomeItem
from kpis import readiness
from kpis.models import Agreement, AgreementSignature, Card, Criteria
from kpis.models.agreements import Party
from kpis.party import party as whose
from kpis.places import place_of
from kpis.promise import Json, criteria_of
from kpis.querysets import AgreementQuerySet
from kpis.selectors.cards import Gap
from kpis.services import agreements
from provinces.models import Area


@dataclass(frozen=True)
class SideShown:
    """One party of an agreement: what it is called, and its signature or who may record it."""

    party: str
    label: str
    name: str
    person: str
    signature: AgreementSignature | None
    may_record: bool


@dataclass(frozen=True)
class LineShown:
    """One line that was promised, in the reader's language."""

    code: str
    name: str
    unit: str
    weight: str
    target: str | None
    version: int


@dataclass(frozen=True)
class AgreementPage:
    """An agreement with its parties, what it promises, and whether the card has moved on."""

    agreement: Agreement
    lines: tuple[LineShown, ...]
    sides: tuple[SideShown, ...]
    outdated: bool
    unchanged: bool
    may_prepare: bool
    history: tuple[WorkflowMove, ...]


@dataclass(frozen=True)
class AgreementList:
    """The agreements of a year, newest first, and the agreed cards that may get one."""

    rows: tuple[Agreement, ...]
    cards: tuple[Card, ...]
    may_prepare: bool


@dataclass(frozen=True)
class Unready:
    """An agreed card that cannot be promised yet: its weights, or lines that lack something.

    lines_url: the page where weights are changed.
    """

    card: Card
    name: str
    sentence: str
    lines_url: str
    gaps: tuple[Gap, ...]


def agreements_of(user: Any) -> AgreementQuerySet:
    """Agreements that a person sees, with what pages show of their parties."""
    return Agreement.objects.visible_to(user).select_related(
        "card__area", "card__agency", "giver_post__agency", "receiver_post__agency", "prepared_by"
    )


def agreement_list(user: Any, area: Area, fiscal_year: int) -> AgreementList:
    """The agreements of a year without their content; two queries whatever their number."""
    rows = agreements_of(user).of(area, fiscal_year).defer("content").order_by("card", "-version")
    agreed = Card.objects.visible_to(user).filter(
        area=area, fiscal_year=fiscal_year, status=Card.Status.AGREED
    )
    return AgreementList(
        rows=tuple(rows),
        cards=tuple(agreed.select_related("area", "agency")),
        may_prepare=user.authority.may(Permission.AGREEMENT_PREPARE, area=area),
    )


def agreement_page(user: Any, agreement: Agreement) -> AgreementPage:
    """One agreement of `agreements_of`, with its history."""
    content = json.loads(agreement.content)
    signatures = agreement.signatures.select_related("file", "recorded_by")
    signed = {one.party: one for one in signatures}
    open_ = agreement.status in (Agreement.Status.PREPARED, Agreement.Status.SIGNING)
    return AgreementPage(
        agreement=agreement,
        lines=tuple(_line(line) for line in content["lines"]),
        sides=tuple(
            SideShown(
                party=party.value,
                label=str(party.label),
                name=agreement.party_name(party.value),
                person=content[party.value]["name"],
                signature=signed.get(party.value),
                may_record=open_
                and party.value not in signed
                and agreements.may_record(user, agreement, party.value),
            )
            for party in Party
        ),
        outdated=agreement.status != Agreement.Status.SUPERSEDED and _moved_on(agreement, content),
        unchanged=agreements.is_unchanged(agreement),
        may_prepare=user.authority.may(Permission.AGREEMENT_PREPARE, area=agreement.card.area),
        history=tuple(workflow.history(agreement)),
    )


def standing(cards: Sequence[Card]) -> tuple[list[Card], list[Unready]]:
    """Agreed cards that can be promised, and those that still lack something; one query."""
    found = readiness.hindrances(cards)
    ready = [card for card in cards if not found[card.pk]]
    return ready, [_unready(card, found[card.pk]) for card in cards if found[card.pk]]


def _unready(card: Card, found: readiness.Hindrances) -> Unready:
    place = place_of(card)
    gaps = (
        Gap(line, said, place.line_url("criteria_edit", line.pk)) for line, said in found.of_lines
    )
    return Unready(card, whose(card).name, found.sentence, place.url("card_lines"), tuple(gaps))


def unsigned(found: AgreementQuerySet) -> QuerySet[Agreement, Any]:
    """Those that wait for a signature, each with the parties that have signed (`signed`)."""
    signed = AgreementSignature.objects.filter(agreement=OuterRef("pk")).order_by("party")
    waiting = found.filter(status__in=(Agreement.Status.PREPARED, Agreement.Status.SIGNING))
    return (
        waiting.annotate(signed=ArraySubquery(signed.values("party")))
        .select_related("card__area", "card__agency", "giver_post__agency", "receiver_post__agency")
        .defer("content")
        .order_by("dated", "pk")
    )


def missing(agreement: Any) -> list[str]:
    """The parties of one of `unsigned` that have not signed."""
    return [party.value for party in Party if party.value not in agreement.signed]


def title_of(agreement: Agreement) -> str:
    """An agreement in a list of things to do: how papers cite it, and whose it is."""
    return f"{agreement.reference} {whose(agreement.card).name}"


def address_of(agreement: Agreement) -> str:
    """Where an agreement is read and signed."""
    card = agreement.card
    return reverse("agreement_detail", args=[card.area.code, card.fiscal_year, agreement.pk])


def who_is_missing(agreement: Any) -> str:
    """Which side has not signed."""
    sides = [
        f"{Party(party).label} ({agreement.party_name(party)})" for party in missing(agreement)
    ]
    return _("ยังไม่ลงนาม: %(parties)s") % {"parties": ", ".join(sides)}


def home_items(user: Any) -> Iterator[HomeItem]:
    """Agreements without a signature that the person may record: the holder of the party's post,
    and the office for both; one query."""
    areas = user.authority.places(Permission.AGREEMENT_SIGN)
    if not areas:
        return
    seen = Agreement.objects.visible_to(user).filter(card__area__in=areas)
    for agreement in unsigned(seen):
        open_ = [one for one in missing(agreement) if agreements.may_record(user, agreement, one)]
        if open_:
            own = any(agreement.post_of(one) in user.authority.posts for one in open_)
            yield HomeItem(
                title=title_of(agreement),
                url=address_of(agreement),
                kind=_("ลงนามคำรับรอง") if own else _("บันทึกการลงนามในคำรับรอง"),
                status=agreement.status,
                note=who_is_missing(agreement),
            )


def _line(line: Json) -> LineShown:
    return LineShown(
        code=line["code"],
        name=line[f"name_{page_language()}"],
        unit=line["unit"],
        weight=line["weight"],
        target=line["target"],
        version=line["criteria_version"],
    )


def _moved_on(agreement: Agreement, content: Json) -> bool:
    """Whether the card has other criteria now than those that were promised."""
    now_in_force = Criteria.objects.current().filter(card=agreement.card_id)
    return sorted(now_in_force.values_list("pk", flat=True)) != criteria_of(content)
