"""Scorecards on the home page: rounds to be frozen, and what changed since the last frozen card."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.clock import today
from common.language import page_language
from common.slots import HomeItem, Panel
from kpis.models import Result, Round
from scorecards.models import Snapshot
from scorecards.selectors.since import since_frozen

READERS = {"executive", "committee_member", "committee_chair", "committee_secretary"}
LONG_CLOSED = dt.timedelta(days=120)


def home_items(user: Any) -> Iterator[HomeItem]:
    """Rounds that are closed, have results, and are not frozen since; one query.

    What agencies report on cards of their own stands on no scorecard, so it does not count.
    """
    areas = user.authority.places(Permission.SCORECARD_FREEZE)
    if not areas:
        return
    day = today()
    closed = Q(closes__lt=day) | Q(locked_at__isnull=False)
    frozen = Snapshot.objects.filter(
        round=OuterRef("pk"), created_at__date__gt=OuterRef("closes")
    ) | Snapshot.objects.filter(round=OuterRef("pk"), created_at__gte=OuterRef("locked_at"))
    own = Result.objects.counted().filter(criteria__card__agency=None)
    reported = own.filter(round=OuterRef("pk"))
    rounds = Round.objects.filter(
        closed, ~Exists(frozen), Exists(reported), area__in=areas, closes__gte=day - LONG_CLOSED
    )
    for round in rounds.select_related("area").order_by(F("closes"), "pk"):
        yield HomeItem(
            title=_("%(round)s ปีงบประมาณ %(year)s ปิดรับแล้ว ยังไม่ตรึงสกอร์การ์ด")
            % {"round": round.label, "year": round.fiscal_year},
            url=reverse("scorecard_freeze", args=[round.area.code, round.fiscal_year, round.code]),
            kind=_("ตรึงสกอร์การ์ด · %(area)s") % {"area": round.area.full_name},
            status="locked",
        )


def panels(user: Any) -> Iterator[Panel]:
    """What changed since the last frozen card, for who leads an area or sits on its committees."""
    areas = {
        grant.area_id for grant in user.authority.grants if grant.role in READERS and grant.area_id
    }
    if areas:
        found = since_frozen(user, areas, page_language())
        yield Panel("scorecards/_home_since.html", {"areas": found})
