"""Projects and the frameworks: the page, the panel on a project, what coverage counts."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Fault
from common.language import page_language
from common.querysets import one_or_404
from common.slots import AlignedProject, Panel
from projects.models import Project, ProjectAlignment
from projects.services import alignments
from strategies.alignment import selectors
from strategies.alignment.views import align, stay, typed
from strategies.models import Framework, Plan, PlanNode


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def project_alignment(request: Request, area_code: str, year: int, code: str) -> HttpResponse:
    """What one project serves, and a search for what else it serves."""
    if not code.isprintable():  # the database takes no NUL
        raise Http404
    project = one_or_404(
        Project.objects.visible_to(request.user).select_related("area"),
        area__code=area_code,
        fiscal_year=year,
        code=code,
    )
    may_edit = alignments.may_align(request.user, project)
    faults: tuple[Fault, ...] = ()
    query = typed(request, "q")
    if request.method == "POST":
        if not may_edit:
            request.user.authority.require(Permission.PROJECT_SCREEN, area=project.area)
        faults = align(request, project.area, alignments, project=project)
        if not faults:
            return stay(request, query)
    context = {
        "area": project.area,
        "year": year,
        "is_sample": project.is_sample,
        "project": project,
        "faults": faults,
        "picker": selectors.picker(project.area, project.alignments.all(), query),
        "may_edit": may_edit,
    }
    return render(
        request, "projects/project_alignment.html", context, status=422 if faults else 200
    )


def panel(user: Any, project: Project) -> Iterator[Panel]:
    """What the project serves, on its own page; one query."""
    rows = project.alignments.select_related("item__framework")
    yield Panel("projects/_alignment.html", {"rows": rows, "project": project})


def aligned(plan: Plan, framework: Framework) -> Iterator[AlignedProject]:
    """The projects under a plan, in whichever version, that serve a framework; one query."""
    entries = PlanNode.with_retired.filter(plan=plan).order_by().values("identity")
    rows = (
        ProjectAlignment.objects.filter(
            project__node__identity__in=entries, project__area=plan.area_id, framework=framework
        )
        .exclude(project__status=Project.Status.CANCELLED)
        .order_by("project__fiscal_year", "project__code")
        .values(
            "item_id",
            "is_primary",
            "project__node_id",
            "project__code",
            "project__fiscal_year",
            "project__name_th",
            "project__name_en",
        )
    )
    english = page_language() == "en"
    for row in rows:
        name_en = row["project__name_en"] if english else ""
        yield AlignedProject(
            item_id=row["item_id"],
            node_id=row["project__node_id"],
            code=row["project__code"],
            label=name_en or row["project__name_th"],
            url=reverse(
                "project_detail",
                args=[plan.area.code, row["project__fiscal_year"], row["project__code"]],
            ),
            is_primary=row["is_primary"],
        )
