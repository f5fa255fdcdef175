"""Which frameworks the sample plan and its projects serve."""

from demo import areas, people
from demo.told import Built, Tally, rows
from projects.models import Project, ProjectAlignment
from projects.services import alignments as of_projects
from strategies.models import FrameworkItem, Plan
from strategies.places import hung
from strategies.services import alignments

FILE = "alignments.csv"


def of_plan(plan: Plan, fiscal_year: str, tally: Tally) -> None:
    """Align the nodes of a plan while it is a draft."""
    items, planner = _items(), people.user("planner")
    nodes = {node.code: node for node in hung(plan)}
    for row in rows(FILE):
        if row["of"] == "node" and row["fiscal_year"] == fiscal_year:
            alignments.put(
                node=nodes[row["code"]],
                item=items[row["framework"], row["item"]],
                primary=row["primary"] == "yes",
                by=planner,
            )
            tally.added("alignments of nodes")


def of_projects_of_today() -> list[Built]:
    """Align the projects; the office says what each serves."""
    tally = Tally()
    area = areas.nakhonsawan()
    items, planner = _items(), people.user("planner")
    stored = {(one.fiscal_year, one.code): one for one in Project.objects.filter(area=area)}
    there = set(ProjectAlignment.objects.values_list("project_id", "item_id"))
    for row in rows(FILE):
        if row["of"] != "project":
            continue
        project = stored[int(row["fiscal_year"]), row["code"]]
        item = items[row["framework"], row["item"]]
        if (project.pk, item.pk) in there:
            tally.there("alignments of projects")
            continue
        of_projects.put(project=project, item=item, primary=row["primary"] == "yes", by=planner)
        tally.added("alignments of projects")
    return tally.told()


def _items() -> dict[tuple[str, str], FrameworkItem]:
    found = FrameworkItem.objects.filter(framework__area__isnull=True).select_related("framework")
    return {(one.framework.code, one.code): one for one in found}
