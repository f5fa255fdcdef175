"""What committees give to the rest of the product: roles through seats, and a menu entry."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.authority import nothing
from accounts.models import Tenure
from committees.models import Seat
from common import clock
from common.slots import MenuEntry, PersonalPart
from provinces.models import Area

Position = Seat.Position
ROLES = {
    Position.CHAIR: "committee_chair",
    Position.VICE_CHAIR: "committee_member",
    Position.MEMBER: "committee_member",
    Position.SECRETARY: "committee_secretary",
    Position.ASSISTANT: "committee_secretary",
}


def roles(user: Any, day: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    """The roles of the seats that a person has on a day, in person or through a post.

    The columns are those of `accounts.authority.Grant`, for its one query.
    """
    held = Tenure.objects.on(day).filter(user=user).values("post")
    role = Case(*(When(position=position, then=Value(code)) for position, code in ROLES.items()))
    return (
        Seat.objects.on(day)
        .filter(Q(person=user) | Q(post__in=held))
        .filter(
            Q(committee__valid_to__isnull=True) | Q(committee__valid_to__gte=day),
            committee__valid_from__lte=day,
        )
        .order_by()
        .annotate(role=role, agency=nothing(), held=nothing(), around=nothing())
        .values_list("role", "committee__area_id", "agency", "committee_id", "held", "around")
    )


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    if area.kind in (Area.Kind.PROVINCE, Area.Kind.CLUSTER):
        yield MenuEntry(_("คณะกรรมการ"), reverse("committee_list", args=[area.code]))


def held(user: Any) -> Iterator[str]:
    """The seats that a person has in person, from today on."""
    kept = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    for seat in Seat.objects.filter(kept, person=user).select_related("committee"):
        yield f"{seat.get_position_display()} {seat.committee}"


def personal(user: Any) -> Iterator[PersonalPart]:
    """The seats that a person has or had in person, for the copy of the person's data."""
    seats = Seat.objects.filter(person=user).select_related("committee__area")
    yield PersonalPart(
        "seats",
        _("ที่นั่งในคณะกรรมการ"),
        (_("คณะกรรมการ"), _("ตำแหน่ง"), _("ในฐานะ"), _("ตั้งแต่"), _("ถึง")),
        tuple(
            (str(s.committee), s.get_position_display(), s.represents, s.valid_from, s.valid_to)
            for s in seats.order_by("valid_from", "pk")
        ),
    )
