"""Verbs on the money of a project. Always baht with two decimals."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.errors import Fault, Refused
from common.language import page_language
from common.thai.money import baht, magnitude_warning
from projects.models import BudgetLine, Project

OPEN_STATES = (Project.Status.PROPOSED, Project.Status.SCREENED)
SATANG = Decimal("0.01")


@dataclass(frozen=True)
class Money:
    """What one source gives in one category, in baht."""

    source: str
    category: str
    allocated: Decimal


@dataclass(frozen=True)
class Budget:
    """The lines as stored, and what looks odd about them (never a reason to refuse)."""

    lines: tuple[BudgetLine, ...]
    warnings: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.allocated for line in self.lines), Decimal(0))


@transaction.atomic
def set_lines(*, project: Project, lines: Sequence[Money], by: User) -> Budget:
    """Replace the budget of a proposal, before the committee approves it.

    Raises Refused with one fault a row: an unknown source or category, a line twice, a negative
    amount, or parts of a satang.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if not by.authority.may(Permission.PROJECT_SCREEN, area=project.area_id):
        by.authority.require(
            Permission.PROJECT_PROPOSE, area=project.area_id, agency=project.host_agency_id
        )
    if project.status not in OPEN_STATES:
        raise Refused(_("งบประมาณที่อนุมัติแล้วเปลี่ยนได้ตามมติคณะกรรมการเท่านั้น"), field="allocated")
    faults = _faults(lines)
    if faults:
        raise Refused(faults=faults)
    project.budget_lines.all().delete()
    stored = tuple(
        BudgetLine.objects.bulk_create(
            BudgetLine(
                project=project,
                source=line.source,
                category=line.category,
                allocated=line.allocated,
            )
            for line in lines
        )
    )
    warnings = tuple(
        said
        for line in lines
        if (said := magnitude_warning(line.allocated, language=page_language()))
    )
    budget = Budget(stored, warnings)
    workflow.record(
        project,
        action="set_budget",
        before=project.status,
        after=project.status,
        by=by,
        reason=_("%(total)s บาท") % {"total": baht(budget.total)},
    )
    return budget


def _faults(lines: Sequence[Money]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, start=1):
        wrong = _wrong(line, seen)
        if wrong:
            faults.append(
                Fault(
                    _("แถวที่ %(number)s: %(wrong)s") % {"number": number, "wrong": wrong},
                    f"allocated-{number}",
                )
            )
        seen.add((line.source, line.category))
    return faults


def _wrong(line: Money, seen: set[tuple[str, str]]) -> str:
    if line.source not in BudgetLine.Source.values:
        return _("ไม่รู้จักแหล่งงบประมาณนี้")
    if line.category not in BudgetLine.Category.values:
        return _("ไม่รู้จักประเภทรายจ่ายนี้")
    if (line.source, line.category) in seen:
        return _("แหล่งและประเภทนี้มีแล้วในแถวก่อนหน้า โปรดรวมเป็นแถวเดียว")
    if not line.allocated.is_finite() or line.allocated < 0:
        return _("จำนวนเงินต้องไม่ติดลบ")
    if line.allocated >= Decimal(10) ** 14:
        return _("จำนวนเงินมากเกินไป โปรดตรวจว่ากรอกเป็นบาท")
    if line.allocated != line.allocated.quantize(SATANG):
        return _("จำนวนเงินมีทศนิยมได้ไม่เกินสองตำแหน่ง")
    return ""
