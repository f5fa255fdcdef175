"""What projects show on pages of others: the area's menu and the plan tree."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.db.models import Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.composed import Composed, Values, some_ids, some_years
from common.kept import Kept
from common.language import page_language
from common.slots import MenuEntry, NodeFact, Workflow
from common.thai.language import Language
from common.thai.money import million_baht
from projects.models import Project
from projects.transitions import PROJECT
from provinces.models import Area
from strategies.models import Plan, PlanNode

SOME_PLAN, SOME_AREA = some_ids(2)
(SOME_YEAR,) = some_years(1)


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    yield MenuEntry(gettext_lazy("โครงการ"), reverse("project_list", args=[area.code, fiscal_year]))


def node_facts(user: Any, plan: Plan, fiscal_year: int) -> dict[int, list[NodeFact]]:
    """The projects of a year under each node of a plan, in one query. Not to be changed.

    A project may hang on the same entry of another version; it stands under both. So does one
    whose entry this version gave up, under what is above it.
    """
    rows = _under().asked({SOME_PLAN: plan.pk, SOME_AREA: plan.area_id, SOME_YEAR: fiscal_year})
    base = reverse("project_list", args=[plan.area.code, fiscal_year])
    language = page_language()
    return _kept.value(
        (plan.pk, fiscal_year, language), (base, rows), lambda: _facts(rows, base, language)
    )


PLANS = 40
"""Of how many plans the projects of a year are kept in a process."""

_kept: Kept[Any, dict[int, list[NodeFact]]] = Kept(PLANS)


def _facts(rows: list[Values], base: str, language: Language) -> dict[int, list[NodeFact]]:
    english = language == "en"
    note = _("%(host)s · %(money)s ล้านบาท")
    facts: dict[int, list[NodeFact]] = {}
    for node, code, name_th, name_en, host_th, host_en, budget in rows:
        host = host_en if english else host_th
        facts.setdefault(node, []).append(
            NodeFact(
                kind="project",
                label=(name_en or name_th) if english else name_th,
                code=code,
                url=f"{base}{quote(code, safe='')}/",
                note=note % {"host": host, "money": million_baht(budget)},
            )
        )
    return facts


@lru_cache(maxsize=1)
def _under() -> Composed[Project]:
    """The projects of a year under the entries of a plan; composing takes longer than reading."""
    entries = PlanNode.with_retired.filter(plan=SOME_PLAN).order_by().values("identity")
    rows = (
        Project.objects.filter(node__identity__in=entries, area=SOME_AREA)
        .exclude(status=Project.Status.CANCELLED)
        .of(SOME_YEAR)
        .annotate(
            budget=Coalesce(Sum("budget_lines__allocated"), Decimal(0)),
            host_th=Coalesce(NullIf("host_agency__short_name", Value("")), "host_agency__name_th"),
            host_en=Coalesce(NullIf("host_agency__name_en", Value("")), "host_agency__name_th"),
        )
    )
    return Composed(
        rows.order_by("code").values_list(
            "node_id", "code", "name_th", "name_en", "host_th", "host_en", "budget"
        )
    )


def workflow() -> Workflow:
    """The states of a project, for the page that says who may do what."""
    return Workflow(_("โครงการ"), PROJECT)
