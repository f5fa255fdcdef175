"""Which items of the frameworks a project serves. The office may correct them at any time."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.errors import Refused
from projects.models import Project, ProjectAlignment
from projects.services.projects import held, open_proposal
from strategies.models import FrameworkItem
from strategies.services.alignments import kept, named


@transaction.atomic
def put(
    *, project: Project, item: FrameworkItem, by: User, primary: bool = False
) -> ProjectAlignment:
    """Say that a project serves an item, chiefly or besides; said again, it changes which."""
    project = _open(project, by)
    found: ProjectAlignment = kept(
        ProjectAlignment, {"project": project}, item, area=project.area, primary=primary
    )
    _note(project, "align", by, named(item, primary))
    return found


@transaction.atomic
def clear(*, project: Project, item: FrameworkItem, by: User) -> None:
    """Take the alignment of a project to an item back."""
    project = _open(project, by)
    deleted, _rows = project.alignments.filter(item=item).delete()
    if not deleted:
        raise Refused(_("ไม่พบความสอดคล้องนี้ อาจมีผู้อื่นนำออกแล้ว โปรดเปิดหน้านี้ใหม่"))
    _note(project, "unalign", by, named(item))


def may_align(user: User, project: Project) -> bool:
    """The office always; the host's people while it is a proposal."""
    if user.authority.may(Permission.PROJECT_SCREEN, area=project.area_id):
        return True
    where = {"area": project.area_id, "agency": project.host_agency_id}
    proposed = project.status == Project.Status.PROPOSED
    return proposed and user.authority.may(Permission.PROJECT_PROPOSE, **where)


def _open(project: Project, by: User) -> Project:
    if by.authority.may(Permission.PROJECT_SCREEN, area=project.area_id):
        return held(project)
    return open_proposal(project, by)


def _note(project: Project, action: str, by: User, what: str) -> None:
    workflow.record(
        project, action=action, before=project.status, after=project.status, by=by, reason=what
    )
