"""Verbs on indicators: what is measured, across years."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from common.errors import Fault, Refused
from common.thai.text import normalise
from kpis.models import Indicator
from provinces.models import Area

IN_USE = "in_use"
_LONGEST = {"name_th": 500, "name_en": 500, "unit": 60, "dimension": 100, "code": 30}


class Wording(TypedDict, total=False):
    """What an indicator says of itself; whatever is left out stays as it is."""

    name_th: str
    name_en: str
    unit: str
    definition: str
    formula: str
    source: str
    dimension: str
    kind: str
    supervisor: Post | None
    collector: Post | None


@transaction.atomic
def create(*, area: Area, by: User, code: str = "", **wording: Unpack[Wording]) -> Indicator:
    """Enter an indicator into the area's register. Without a code it gets the next free one.

    Raises Refused when the name is missing, something is too long, or the code is taken.
    """
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    code = normalise(code)
    if code and Indicator.objects.filter(area=area, code=code).exists():
        raise Refused(_("รหัสทะเบียน %(code)s มีอยู่แล้วในพื้นที่") % {"code": code}, field="code")
    made = Indicator(area=area, code=code or next_code(area))
    _word(made, wording)
    made.save()
    workflow.record(made, action="create", before="", after=IN_USE, by=by)
    return made


@transaction.atomic
def update(*, indicator: Indicator, by: User, **wording: Unpack[Wording]) -> Indicator:
    """Correct how an indicator reads, or who collects it. It changes for every year at once."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    by.authority.require(Permission.INDICATOR_EDIT, area=indicator.area_id)
    changed = _word(indicator, wording)
    if changed:
        indicator.save(update_fields=changed)
        workflow.record(
            indicator,
            action="update",
            before=IN_USE,
            after=IN_USE,
            by=by,
            reason=", ".join(changed),
        )
    return indicator


def next_code(area: Area, wanted: str = "") -> str:
    """A registry code that is free in the area: the wanted one, or it with a number behind."""
    registered = Indicator.objects.filter(area=area)
    number = 1 if wanted else registered.count() + 1
    code = wanted or f"I-{number:03d}"
    while registered.filter(code=code).exists():
        number += 1
        code = f"{wanted}-{number}" if wanted else f"I-{number:03d}"
    return code


def _word(indicator: Indicator, wording: Wording) -> list[str]:
    """Set what is given; the names of the fields that changed."""
    changed = []
    for name, value in wording.items():
        value = normalise(value) if isinstance(value, str) else value
        if getattr(indicator, name) != value:
            setattr(indicator, name, value)
            changed.append(name)
    faults = [
        Fault(_("ยาวเกิน %(most)s ตัวอักษร") % {"most": most}, name)
        for name, most in _LONGEST.items()
        if len(getattr(indicator, name)) > most
    ]
    if not indicator.name_th:
        faults.append(Fault(_("โปรดกรอกชื่อตัวชี้วัด"), "name_th"))
    if faults:
        raise Refused(faults=faults)
    return changed
