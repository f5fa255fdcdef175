"""The states of a plan version."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.workflow import Move, Transitions
from strategies.models import Plan

DRAFT, CONSULTATION = Plan.Status.DRAFT, Plan.Status.CONSULTATION
SUBMITTED, ADOPTED, SUPERSEDED = (
    Plan.Status.SUBMITTED,
    Plan.Status.ADOPTED,
    Plan.Status.SUPERSEDED,
)
EDITABLE = (DRAFT, CONSULTATION)
UNFINISHED = (*EDITABLE, SUBMITTED)


def _where(plan: Any) -> dict[str, Any]:
    return {"area": plan.area_id}


PLAN = Transitions(
    moves=(
        Move(
            "consult",
            DRAFT,
            CONSULTATION,
            may=Permission.PLAN_EDIT,
            label=_("เปิดรับฟังความคิดเห็น"),
        ),
        Move(
            "submit", EDITABLE, SUBMITTED, may=Permission.PLAN_EDIT, label=_("เสนอแผนต่อคณะกรรมการ")
        ),
        Move(
            "return",
            SUBMITTED,
            DRAFT,
            may=Permission.PLAN_EDIT,
            label=_("นำกลับมาแก้ไข"),
            needs=("reason",),
        ),
        Move(
            "adopt",
            SUBMITTED,
            ADOPTED,
            may=Permission.PLAN_ADOPT,
            label=_("บันทึกมติเห็นชอบ"),
            needs=("adopted_by", "adopted_on"),
        ),
        Move(
            "supersede", ADOPTED, SUPERSEDED, may=Permission.PLAN_ADOPT, label=_("บันทึกว่ามีฉบับใหม่แทน")
        ),
    ),
    where=_where,
    labels=dict(Plan.Status.choices),
)
