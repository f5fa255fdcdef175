"""States as tables: a result goes officer → head → office and back with a reason; an agreement is
signed by one party, then by the other."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.workflow import Move, Transitions
from kpis.models import Agreement, Result

NO_AGENCY = 0

DRAFT, SUBMITTED, CERTIFIED, VERIFIED, RETURNED = (
    Result.Status.DRAFT,
    Result.Status.SUBMITTED,
    Result.Status.CERTIFIED,
    Result.Status.VERIFIED,
    Result.Status.RETURNED,
)


def where(result: Result) -> dict[str, Any]:
    """The place at which a permission on a result is asked: its area, and the owing agency.

    A line without a collector belongs to no agency, so no officer may enter it.
    """
    agency = result.agency
    return {
        "area": result.criteria.card.area_id,
        "agency": agency.pk if agency else NO_AGENCY,
    }


RESULT = Transitions(
    moves=(
        Move(
            "submit",
            (DRAFT, RETURNED),
            SUBMITTED,
            may=Permission.RESULT_ENTER,
            label=_("ส่งให้หัวหน้ารับรอง"),
        ),
        Move(
            "certify",
            SUBMITTED,
            CERTIFIED,
            may=Permission.RESULT_CERTIFY,
            label=_("รับรองผล"),
            not_by=("entered_by",),
            not_by_words=_("ท่านเป็นผู้กรอกผลนี้ จึงรับรองเองไม่ได้ โปรดให้ผู้มีอำนาจท่านอื่นรับรอง"),
        ),
        Move(
            "send_back",
            SUBMITTED,
            RETURNED,
            may=Permission.RESULT_CERTIFY,
            label=_("ขอข้อมูลเพิ่มเติมจากเจ้าหน้าที่"),
            needs=("reason",),
            not_by=("entered_by",),
        ),
        Move(
            "verify",
            CERTIFIED,
            VERIFIED,
            may=Permission.RESULT_VERIFY,
            label=_("ตรวจรับผล"),
            not_by=("certified_by", "entered_by"),
            not_by_words=_("ท่านเป็นผู้กรอกหรือรับรองผลนี้ จึงตรวจรับเองไม่ได้ โปรดให้เพื่อนร่วมงานตรวจรับ"),
        ),
        Move(
            "return",
            (SUBMITTED, CERTIFIED),
            RETURNED,
            may=Permission.RESULT_VERIFY,
            label=_("ขอข้อมูลเพิ่มเติมจากหน่วยงาน"),
            needs=("reason",),
        ),
    ),
    where=where,
    labels=dict(Result.Status.choices),
)

PREPARED, SIGNING, COMPLETE = (
    Agreement.Status.PREPARED,
    Agreement.Status.SIGNING,
    Agreement.Status.COMPLETE,
)

AGREEMENT = Transitions(
    moves=(
        Move(
            "sign",
            PREPARED,
            SIGNING,
            may=Permission.AGREEMENT_SIGN,
            label=_("บันทึกการลงนามของฝ่ายแรก"),
        ),
        Move(
            "complete",
            SIGNING,
            COMPLETE,
            may=Permission.AGREEMENT_SIGN,
            label=_("บันทึกการลงนามของอีกฝ่าย"),
        ),
        Move(
            "supersede",
            (PREPARED, SIGNING, COMPLETE),
            Agreement.Status.SUPERSEDED,
            may=Permission.AGREEMENT_SIGN,
            label=_("มีฉบับใหม่แทน"),
        ),
    ),
    where=lambda agreement: {"area": agreement.card.area_id},
    labels=dict(Agreement.Status.choices),
)
