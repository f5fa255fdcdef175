"""Verbs on seats. A seat by post follows the post: whoever holds it sits there."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from accounts.trail.context import because
from committees.models import Committee, Seat
from common.cleaning import clean
from common.errors import Refused
from common.thai.text import normalise

SEATED, ENDED = "seated", "ended"


@transaction.atomic
def add(
    *,
    committee: Committee,
    position: str,
    sector: str,
    valid_from: dt.date,
    by: User,
    post: Post | None = None,
    person: User | None = None,
    represents: str = "",
    may_vote: bool = True,
    valid_to: dt.date | None = None,
) -> Seat:
    """Add a seat behind the others: of a post, of a person, or still to be filled (`represents`).

    Raises Refused for a second chair, a post or person that sits there already, and dates outside
    of the committee's own.
    """
    by.authority.require(Permission.COMMITTEE_EDIT, area=committee.area_id, committee=committee)
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    _refuse_outside(committee, valid_from, valid_to)
    there = _overlapping(committee, valid_from, valid_to)
    if position == Seat.Position.CHAIR and there.filter(position=position).exists():
        raise Refused(_("คณะกรรมการมีประธานอยู่แล้วในช่วงวันดังกล่าว"), field="position")
    if post is not None and there.filter(post=post).exists():
        raise Refused(_("ตำแหน่ง “%(post)s” มีที่นั่งอยู่แล้ว") % {"post": post}, field="post")
    if person is not None and there.filter(person=person).exists():
        raise Refused(_("%(person)s มีที่นั่งอยู่แล้ว") % {"person": person}, field="person")
    last = committee.seats.aggregate(last=Max("order"))["last"] or 0
    seat = Seat(
        committee=committee,
        position=position,
        sector=sector,
        post=post,
        person=person,
        represents=normalise(represents),
        order=last + 1,
        may_vote=may_vote,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    clean(seat)
    seat.save()
    workflow.record(seat, action="add", before="", after=SEATED, by=by)
    return seat


@transaction.atomic
def end(*, seat: Seat, on: dt.date, by: User, reason: str = "") -> Seat:
    """Write down the last day of a seat. It stays on record with what was decided in it."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("committee").get(pk=seat.pk)
    by.authority.require(
        Permission.COMMITTEE_EDIT, area=seat.committee.area_id, committee=seat.committee
    )
    seat.valid_to = on
    clean(seat)
    with because(reason):
        seat.save(update_fields=["valid_to"])
    workflow.record(seat, action="end", before=SEATED, after=ENDED, by=by, reason=reason)
    return seat


def _overlapping(
    committee: Committee, first: dt.date, last: dt.date | None
) -> models.QuerySet[Seat]:
    found = committee.seats.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    return found if last is None else found.filter(valid_from__lte=last)


def _refuse_outside(committee: Committee, first: dt.date, last: dt.date | None) -> None:
    early = first < committee.valid_from
    late = committee.valid_to is not None and (last is None or last > committee.valid_to)
    if early or late:
        raise Refused(_("วันของที่นั่งต้องอยู่ในช่วงที่คณะกรรมการมีผล"), field="valid_from")
