"""Committees on the home page: seats and committees that are about to end."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from committees.models import Committee
from common.clock import today
from common.slots import HomeItem

AHEAD = dt.timedelta(days=90)


def home_items(user: Any) -> Iterator[HomeItem]:
    """What ends in the next three months, for who keeps the register; one query."""
    areas = user.authority.places(Permission.COMMITTEE_EDIT)
    if not areas:
        return
    soon = (today(), today() + AHEAD)
    ending = Q(seats__valid_to__range=soon)
    counted = Committee.objects.filter(area__in=areas).annotate(
        ending=Count("seats", filter=ending), first=Min("seats__valid_to", filter=ending)
    )
    found = counted.filter(Q(ending__gt=0) | Q(valid_to__range=soon))
    for committee in found.select_related("area").order_by("pk"):
        if committee.valid_to and soon[0] <= committee.valid_to <= soon[1]:
            yield _item(committee, _("คณะกรรมการจะสิ้นวาระ"), committee.valid_to)
        elif committee.valid_to is None or committee.valid_to > soon[1]:
            words = ngettext(
                "ที่นั่ง %(number)s ที่จะสิ้นวาระ", "ที่นั่ง %(number)s ที่จะสิ้นวาระ", committee.ending
            )
            yield _item(committee, words % {"number": committee.ending}, committee.first)


def _item(committee: Committee, note: str, due: dt.date) -> HomeItem:
    return HomeItem(
        title=committee.name,
        url=reverse("committee_detail", args=[committee.area.code, committee.pk]),
        kind=_("ทะเบียนคณะกรรมการ"),
        due=due,
        note=note,
    )
