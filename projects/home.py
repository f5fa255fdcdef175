"""Projects on the home page: what waits for the office, and the districts of district officers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common import clock
from common.slots import HomeItem, Panel
from common.thai import fiscal
from projects.districts import totals
from projects.models import Project


def home_items(user: Any) -> Iterator[HomeItem]:
    """Proposals to be screened, together for each area and year; one query."""
    areas = user.authority.places(Permission.PROJECT_SCREEN)
    if not areas:
        return
    proposed = (
        Project.objects.filter(
            area__in=areas,
            status=Project.Status.PROPOSED,
            fiscal_year__gte=fiscal.fiscal_year(clock.today()),
        )
        .order_by("fiscal_year", "area__code")
        .values("fiscal_year", "area__code")
        .annotate(number=Count("pk"))
    )
    for row in proposed:
        page = reverse("project_list", args=[row["area__code"], row["fiscal_year"]])
        yield HomeItem(
            title=ngettext(
                "โครงการที่เสนอไว้ %(number)s โครงการ",
                "โครงการที่เสนอไว้ %(number)s โครงการ",
                row["number"],
            )
            % {"number": row["number"]},
            url=f"{page}?status={Project.Status.PROPOSED}",
            kind=_("กลั่นกรองโครงการ · ปีงบประมาณ %(year)s") % {"year": row["fiscal_year"]},
            status=Project.Status.PROPOSED,
        )


def panels(user: Any) -> Iterator[Panel]:
    """A district officer's districts, each with how much is done there this year; one query."""
    own = {
        grant.area_id
        for grant in user.authority.grants
        if grant.role == "district_officer" and grant.area_id
    }
    if own:
        year = fiscal.fiscal_year(clock.today())
        context = {"districts": totals(own, year), "year": year}
        yield Panel("projects/_home_districts.html", context)
