"""What reports show on the pages of other apps."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common.slots import MenuEntry, Panel
from kpis.models import Agreement
from provinces.models import Area
from reports import selectors
from reports.models import EvaluationReport
from strategies.models import Consultation


def menu(user: Any, area: Area, year: int) -> Iterable[MenuEntry]:
    """The reports of the area, of all years."""
    yield MenuEntry(_("รายงาน"), reverse("report_list", args=[area.code]))


def consultation_panel(user: Any, consultation: Consultation) -> Iterable[Panel]:
    """The way from a consultation to its summary as PDF; no query."""
    plan = consultation.plan
    yield Panel(
        "reports/_consultation_panel.html", {"area_code": plan.area.code, "plan_pk": plan.pk}
    )


def agreement_panel(user: Any, agreement: Agreement) -> Iterable[Panel]:
    """The printed papers of an agreement, and where to ask for one."""
    yield Panel(
        "reports/agreement_panel.html",
        {
            "rows": selectors.of_agreement(user, agreement),
            "may_request": user.authority.may(Permission.REPORT_REQUEST),
        },
    )


def issued(sha256: str) -> bool:
    """Whether a file with this SHA-256 is a paper that was produced here."""
    return EvaluationReport.objects.ready().filter(sha256=sha256).exists()
