"""Verbs on committees."""

import datetime as dt

from django.db import transaction

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from committees.models import Committee
from common.cleaning import clean
from common.thai.text import normalise
from provinces.models import Area

STANDS = "stands"


@transaction.atomic
def create(
    *,
    area: Area,
    type: str,
    name_th: str,
    valid_from: dt.date,
    by: User,
    name_en: str = "",
    abbreviation: str = "",
    parent: Committee | None = None,
    order_number: str = "",
    order_date: dt.date | None = None,
    quorum: str = Committee.Quorum.HALF,
    substitutes_count: bool = True,
    notice_days: int = 3,
    valid_to: dt.date | None = None,
    is_sample: bool = False,
) -> Committee:
    """Register a body of an area. Name and abbreviation are those of its time; the type stays."""
    by.authority.require(Permission.COMMITTEE_EDIT, area=area)
    committee = Committee(
        area=area,
        type=type,
        name_th=normalise(name_th),
        name_en=name_en.strip(),
        abbreviation=abbreviation.strip(),
        parent=parent,
        order_number=order_number.strip(),
        order_date=order_date,
        quorum=quorum,
        substitutes_count=substitutes_count,
        notice_days=notice_days,
        valid_from=valid_from,
        valid_to=valid_to,
        is_sample=is_sample,
    )
    clean(committee)
    committee.save()
    workflow.record(committee, action="create", before="", after=STANDS, by=by)
    return committee
