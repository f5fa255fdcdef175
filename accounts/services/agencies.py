"""Verbs on agencies. (The rows belong to provinces/; who may write them is known here.)"""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Tenure, User
from accounts.permissions import Permission
from accounts.services import changes
from common.cleaning import clean
from common.errors import Refused
from common.thai.text import normalise
from provinces.models import Agency, Area

OPEN = "open"


class Facts(TypedDict, total=False):
    """What the register knows of an agency; whatever is left out stays as it is."""

    code: str
    name_th: str
    name_en: str
    short_name: str
    sector: str
    line_ministry: str
    phone: str
    email: str
    closed_on: dt.date | None


def place(area: Area) -> int:
    """The area whose office keeps the register: the province, also for its districts."""
    return area.province_id or area.pk


@transaction.atomic
def create(
    *,
    area: Area,
    code: str,
    name_th: str,
    sector: str,
    by: User,
    name_en: str = "",
    short_name: str = "",
    aliases: Sequence[str] = (),
    line_ministry: str = "",
    phone: str = "",
    email: str = "",
) -> Agency:
    """Register an office of an area. Other spellings of its name go into `aliases` for imports."""
    by.authority.require(Permission.PEOPLE_EDIT, area=place(area))
    agency = Agency(
        area=area,
        code=normalise(code),
        name_th=normalise(name_th),
        name_en=normalise(name_en),
        short_name=normalise(short_name),
        aliases=[normalise(alias) for alias in aliases],
        sector=sector,
        line_ministry=normalise(line_ministry),
        phone=normalise(phone),
        email=email.strip(),
    )
    clean(agency)
    agency.save()
    workflow.record(agency, action="create", before="", after=OPEN, by=by)
    return agency


@transaction.atomic
def update(*, agency: Agency, by: User, **facts: Unpack[Facts]) -> Agency:
    """Correct what the register knows of an agency; what changed goes into its history.

    Raises Refused where somebody still holds a post of it after the day of closing.
    """
    agency = Agency.objects.select_for_update(of=("self",)).select_related("area").get(pk=agency.pk)
    by.authority.require(Permission.PEOPLE_EDIT, area=place(agency.area))
    changed = changes.make(agency, facts)
    if not changed:
        return agency
    clean(agency)
    if agency.closed_on:
        _refuse_with_holders(agency, agency.closed_on)
    agency.save(update_fields=changed.fields)
    workflow.record(
        agency, action="update", before=OPEN, after=OPEN, by=by, reason=changed.sentence
    )
    return agency


def _refuse_with_holders(agency: Agency, day: dt.date) -> None:
    held = (
        Tenure.objects.from_day_on(day + dt.timedelta(days=1))
        .filter(post__agency=agency)
        .select_related("post", "user")
        .first()
    )
    if held:
        raise Refused(
            _("%(who)s ยังดำรงตำแหน่ง “%(post)s” หลังวันดังกล่าว โปรดบันทึกวันสิ้นสุดของทุกตำแหน่งก่อน")
            % {"who": held.user, "post": held.post},
            field="closed_on",
        )
