"""Roles as code: the whole authority of the product on one page.

A role is held through a post (tenure held today), a committee seat, or directly (system admin,
inspector). Where it holds follows from the post's agency or the seat's committee.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission as P  # noqa: N817 - the table reads better


class Reach(StrEnum):
    """Where a role holds."""

    AREA = "area"
    AGENCY = "agency"
    COMMITTEE = "committee"
    DISTRICT = "district"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Role:
    """A role with its reach and what it may do there."""

    code: str
    label: str | Promise
    reach: Reach
    permissions: frozenset[P]


_SEE = {P.AREA_VIEW, P.HISTORY_VIEW, P.REPORT_REQUEST}
_ASKED = _SEE | {P.PLAN_COMMENT}

ROLES = {
    role.code: role
    for role in [
        Role(
            "planner",
            _("เจ้าหน้าที่ยุทธศาสตร์ (สำนักงานจังหวัด)"),
            Reach.AREA,
            frozenset(
                _SEE
                | {
                    P.PEOPLE_EDIT,
                    P.PLAN_EDIT,
                    P.PLAN_ADOPT,
                    P.INDICATOR_EDIT,
                    P.CARD_AGREE,
                    P.AGREEMENT_PREPARE,
                    P.AGREEMENT_SIGN,
                    P.ROUND_MANAGE,
                    P.RESULT_VERIFY,
                    P.RESULT_VIEW_ALL,
                    P.PROJECT_SCREEN,
                    P.COMMITTEE_EDIT,
                    P.SCORECARD_FREEZE,
                }
            ),
        ),
        Role(
            "executive",
            _("ผู้บริหารพื้นที่"),
            Reach.AREA,
            frozenset(_ASKED | {P.RESULT_VIEW_ALL, P.AGREEMENT_SIGN}),
        ),
        Role(
            "officer",
            _("เจ้าหน้าที่หน่วยงาน (ผู้จัดเก็บข้อมูล)"),
            Reach.AGENCY,
            frozenset(_ASKED | {P.RESULT_ENTER, P.PROJECT_PROPOSE}),
        ),
        Role(
            "agency_head",
            _("หัวหน้าหน่วยงาน"),
            Reach.AGENCY,
            frozenset(
                _ASKED | {P.RESULT_ENTER, P.RESULT_CERTIFY, P.AGREEMENT_SIGN, P.PROJECT_PROPOSE}
            ),
        ),
        Role("committee_member", _("กรรมการ"), Reach.COMMITTEE, frozenset(_ASKED)),
        Role(
            "committee_chair",
            _("ประธานกรรมการ"),
            Reach.COMMITTEE,
            frozenset(_ASKED | {P.RESULT_VIEW_ALL}),
        ),
        Role(
            "committee_secretary",
            _("เลขานุการคณะกรรมการ"),
            Reach.COMMITTEE,
            frozenset(_ASKED | {P.COMMITTEE_EDIT, P.SCORECARD_FREEZE, P.RESULT_VIEW_ALL}),
        ),
        Role("district_officer", _("เจ้าหน้าที่อำเภอ"), Reach.DISTRICT, frozenset(_ASKED)),
        Role(
            "inspector",
            _("ผู้ตรวจราชการ / ผู้ตรวจสอบ"),
            Reach.EVERYWHERE,
            frozenset(_SEE | {P.RESULT_VIEW_ALL, P.SIGN_INS_VIEW}),
        ),
        Role(
            "system_admin",
            _("ผู้ดูแลระบบ"),
            Reach.EVERYWHERE,
            frozenset(
                {P.AREA_VIEW, P.HISTORY_VIEW, P.REFERENCE_EDIT, P.PEOPLE_EDIT, P.SIGN_INS_VIEW}
            ),
        ),
    ]
}

POST_ROLES = ["planner", "executive", "officer", "agency_head", "district_officer"]
DIRECT_ROLES = ["inspector", "system_admin"]


def choices(codes: list[str]) -> list[tuple[str, str | Promise]]:
    """The roles as form and field choices."""
    return [(code, ROLES[code].label) for code in codes]
