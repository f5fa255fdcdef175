"""What of indicators and results stays with a post when somebody leaves it."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.frames import address
from accounts.models import Post
from common.clock import today
from common.slots import WorkItem
from common.thai import fiscal
from kpis.models import Agreement, Criteria, Indicator, Result, Round
from kpis.openings import Opening
from kpis.places import place_of
from kpis.selectors.agreements import (
    address_of,
    missing,
    title_of,
    unsigned,
    who_is_missing,
)
from kpis.selectors.rounds import NOT_STARTED, due_lines_of, rounds_at_work
from kpis.selectors.waiting import draft_cards, stands, weights
from kpis.services.results import EDITABLE


def open_work(post: Post) -> Iterator[WorkItem]:
    """Results that the post owes, certifies or verifies, as long as the home page tells of them;
    cards to be agreed, agreements to be signed; then the indicators for which the post answers."""
    area = post.agency.area
    place = area.province_id or area.pk
    rounds, known = rounds_at_work(today(), {place})
    due = due_lines_of(rounds)
    results = {
        (one.criteria_id, one.round_id): one
        for one in Result.objects.newest().filter(round__in=[one.pk for one in rounds])
    }
    for round in rounds:
        for line in due[round.pk]:
            collector = line.indicator.collector
            opening = known.of(round, collector.agency_id if collector else None)
            result = results.get((line.pk, round.pk))
            if stands(opening, result.status if result else NOT_STARTED):
                yield from _of_line(post, round, opening, line, result)
    yield from _drafts(post)
    yield from _unsigned(post)
    yield from _indicators(post)


def working_posts() -> QuerySet[Post, int]:
    """The posts that answer for indicators on a card of this year or a later one."""
    year = fiscal.fiscal_year(today())
    lines = Criteria.objects.current().filter(card__fiscal_year__gte=year).values("indicator")
    owned = Indicator.objects.filter(pk__in=lines).order_by()
    answers = Q(pk__in=owned.values("collector")) | Q(pk__in=owned.values("supervisor"))
    return Post.objects.filter(answers).order_by().values_list("pk", flat=True)


def _of_line(
    post: Post, round: Round, opening: Opening, line: Criteria, result: Result | None
) -> Iterator[WorkItem]:
    collector = line.indicator.collector
    if collector is None:
        return
    if collector.pk == post.pk and (result is None or result.status in EDITABLE):
        yield _owed(line, round, opening.closes, result, _("ผลตัวชี้วัดที่ต้องรายงาน"))
    elif (
        "agency_head" in post.roles
        and collector.agency_id == post.agency_id
        and result is not None
        and result.status == Result.Status.SUBMITTED
    ):
        yield _owed(line, round, opening.closes, result, _("ผลตัวชี้วัดที่รอรับรอง"))
    elif (
        "planner" in post.roles
        and post.agency.area_id == round.area_id
        and result is not None
        and result.status == Result.Status.CERTIFIED
    ):
        yield _owed(line, round, opening.closes, result, _("ผลตัวชี้วัดที่รอตรวจรับ"))


def _owed(
    line: Criteria, round: Round, closes: dt.date, result: Result | None, kind: str
) -> WorkItem:
    return WorkItem(
        kind=kind,
        title=f"{line.code} {line.indicator.name}",
        url=reverse("result_edit", args=[round.area.code, round.fiscal_year, round.code, line.pk]),
        due=closes,
        note=str(result.get_status_display()) if result else _("ยังไม่เริ่ม"),
    )


def _drafts(post: Post) -> Iterator[WorkItem]:
    """Cards that the office has to bring to an agreement; one query."""
    if "planner" not in post.roles:
        return
    for card in draft_cards({post.agency.area_id}):
        yield WorkItem(
            kind=_("บัญชีตัวชี้วัดที่รอตกลง"),
            title=str(card),
            url=place_of(card).url("card_detail"),
            note=weights(card.weight),
        )


def _unsigned(post: Post) -> Iterator[WorkItem]:
    """Agreements without the post's signature; for the office, without any. One query."""
    concerned = Q(giver_post=post) | Q(receiver_post=post)
    office = "planner" in post.roles
    if office:
        concerned |= Q(card__area=post.agency.area_id)
    for agreement in unsigned(Agreement.objects.filter(concerned)):
        if office or any(agreement.post_of(party) == post.pk for party in missing(agreement)):
            yield WorkItem(
                kind=_("คำรับรองที่รอลงนาม"),
                title=title_of(agreement),
                url=address_of(agreement),
                note=who_is_missing(agreement),
            )


def _indicators(post: Post) -> Iterator[WorkItem]:
    """Each indicator once, under the newest card on which it stands."""
    lines = (
        Criteria.objects.current()
        .filter(Q(indicator__collector=post) | Q(indicator__supervisor=post))
        .select_related("indicator", "card__area")
        .order_by("indicator_id", "-card__fiscal_year")
        .distinct("indicator_id")
    )
    shown = {line.indicator_id: line for line in lines}
    owned = Indicator.objects.filter(Q(collector=post) | Q(supervisor=post)).order_by("code")
    for indicator in owned:
        line = shown.get(indicator.pk)
        words = {
            _("ผู้จัดเก็บข้อมูล"): indicator.collector_id,
            _("ผู้กำกับดูแลตัวชี้วัด"): indicator.supervisor_id,
        }
        yield WorkItem(
            kind=_("ตัวชี้วัดที่รับผิดชอบ"),
            title=indicator.name,
            url=_page(line) if line else "",
            note=", ".join(word for word, owner in words.items() if owner == post.pk),
        )


def _page(line: Criteria) -> str:
    card = line.card
    return address("indicator_detail", card.area.code, card.fiscal_year, line.indicator_id)
