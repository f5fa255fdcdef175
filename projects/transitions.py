"""The states of a project. Approval comes from a committee; its resolution is the reason."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.workflow import Move, Transitions
from projects.models import Project

Status = Project.Status


def _where(project: Any) -> dict[str, Any]:
    return {"area": project.area_id, "agency": project.host_agency_id}


PROJECT = Transitions(
    moves=(
        Move(
            "screen",
            Status.PROPOSED,
            Status.SCREENED,
            may=Permission.PROJECT_SCREEN,
            label=_("ให้ผ่านการกลั่นกรอง"),
            needs=("node_id",),
        ),
        Move(
            "approve",
            Status.SCREENED,
            Status.APPROVED,
            may=Permission.PROJECT_SCREEN,
            label=_("บันทึกมติอนุมัติ"),
            needs=("reason",),
        ),
        Move(
            "start",
            Status.APPROVED,
            Status.RUNNING,
            may=Permission.PROJECT_PROPOSE,
            label=_("เริ่มดำเนินการ"),
        ),
        Move(
            "finish",
            Status.RUNNING,
            Status.FINISHED,
            may=Permission.PROJECT_PROPOSE,
            label=_("บันทึกว่าแล้วเสร็จ"),
        ),
        Move(
            "cancel",
            (Status.PROPOSED, Status.SCREENED, Status.APPROVED, Status.RUNNING),
            Status.CANCELLED,
            may=Permission.PROJECT_SCREEN,
            label=_("ยกเลิกโครงการ"),
            needs=("reason",),
        ),
    ),
    where=_where,
    labels=dict(Status.choices),
)
