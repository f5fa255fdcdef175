"""Verbs on agencies. (The rows belong to provinces/; who may write them is known here.)"""

from collections.abc import Sequence

from django.db import transaction

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.cleaning import clean
from common.thai.text import normalise
from provinces.models import Agency, Area

OPEN = "open"


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
) -> Agency:
    """Register an office of an area. Other spellings of its name go into `aliases` for imports."""
    by.authority.require(Permission.REFERENCE_EDIT)
    agency = Agency(
        area=area,
        code=code,
        name_th=normalise(name_th),
        name_en=name_en,
        short_name=normalise(short_name),
        aliases=[normalise(alias) for alias in aliases],
        sector=sector,
        line_ministry=line_ministry,
        phone=phone,
    )
    clean(agency)
    agency.save()
    workflow.record(agency, action="create", before="", after=OPEN, by=by)
    return agency
