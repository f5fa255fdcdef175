"""The trail: whatever changes a governed row is written down by the database itself."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import workflow
from accounts.models import Change, WorkflowMove
from accounts.trail.context import acting, because
from common import clock
from common.trail import GOVERNED
from kpis.models import Card, Criteria, Indicator, Round
from projects.models import BudgetLine, Project
from provinces.models import Agency
from scorecards.models import Snapshot
from tests.factories import plans

pytestmark = pytest.mark.django_db

GOVERNED_LABELS = {
    "provinces.agency", "accounts.post", "accounts.tenure", "accounts.directrole",
    "strategies.plan", "strategies.planlabel", "strategies.plannode",
    "kpis.indicator", "kpis.card", "kpis.criteria",
    "kpis.round", "kpis.result", "projects.project", "projects.budgetline",
    "committees.committee", "committees.seat", "scorecards.snapshot", "reports.evaluationreport",
    "reports.consultationsummary",
    "strategies.framework", "strategies.frameworkitem",
    "strategies.alignment", "strategies.consultation", "strategies.comment",
    "strategies.nodereference", "projects.projectalignment",
    "kpis.roundexception", "kpis.roundlock", "kpis.agreement", "kpis.agreementsignature",
}  # fmt: skip


def of(row) -> list[Change]:
    return list(
        Change.objects.filter(subject=row._meta.label_lower, subject_id=row.pk).order_by("pk")
    )


@pytest.fixture
def line(nakhonsawan) -> Criteria:
    indicator = Indicator.objects.create(area=nakhonsawan, code="KPI-1", name_th="รายได้ OTOP")
    card = Card.objects.create(area=nakhonsawan, fiscal_year=2570)
    return Criteria.objects.create(card=card, indicator=indicator, code="1.1", weight=5)


@pytest.fixture
def project(nakhonsawan, development) -> Project:
    return Project.objects.create(
        area=nakhonsawan, fiscal_year=2570, code="P1", name_th="ถนน", host_agency=development
    )


def test_it_works(line, planner):
    with acting(by=planner, reason="ตามมติคณะกรรมการ"):
        line.weight = 6
        line.save()
    made, changed = of(line)
    assert (made.verb, made.before, made.after["code"]) == ("insert", None, "1.1")
    assert (changed.verb, changed.before, changed.after) == (
        "update", {"weight": Decimal("5.0000")}, {"weight": Decimal("6.0000")},
    )  # fmt: skip
    assert (changed.user, changed.reason) == (planner, "ตามมติคณะกรรมการ")
    assert changed.area == line.card.area
    assert (changed.part_of, changed.part_of_id) == ("kpis.indicator", line.indicator_id)


def test_every_governed_model_has_its_trigger():
    assert set(GOVERNED) == GOVERNED_LABELS
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE 'pgtrigger_trail_%%'"
        )
        tables = {name for (name,) in cursor.fetchall()}
    models = [entry.model._meta for entry in GOVERNED.values()]
    relations = [one.m2m_db_table() for meta in models for one in meta.local_many_to_many]
    assert tables == {*(meta.db_table for meta in models), *relations}
    assert {"projects_project_districts", "kpis_result_evidence"} <= tables


def test_an_update_that_changes_nothing_is_no_change(line):
    line.save()
    assert len(of(line)) == 1


def test_bulk_updates_and_raw_sql_are_captured(line):
    Criteria.objects.filter(pk=line.pk).update(code="1.2")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kpis_criteria SET weight = 7.5 WHERE id = %s", [line.pk])
    _made, bulk, raw = of(line)
    assert (bulk.before, bulk.after) == ({"code": "1.1"}, {"code": "1.2"})
    assert raw.after == {"weight": Decimal("7.5")}
    assert raw.user is None


def test_rows_made_in_bulk_are_captured(nakhonsawan):
    made = Agency.objects.bulk_create(
        Agency(area=nakhonsawan, code=str(n), name_th=f"หน่วยงาน {n}", sector="private")
        for n in range(3)
    )
    assert [len(of(row)) for row in made] == [1, 1, 1]


def test_what_is_linked_and_taken_away_is_a_change_of_the_owner(project, development, agriculture):
    project.joint_agencies.set([development, agriculture])
    project.joint_agencies.set([agriculture])
    _made, *linked, gone = of(project)
    assert {change.after["joint_agencies"] for change in linked} == {development.pk, agriculture.pk}
    assert {change.before["joint_agencies"] for change in linked} == {None}
    assert gone.before == {"joint_agencies": development.pk}
    assert gone.after == {"joint_agencies": None}
    assert (gone.verb, gone.area) == ("update", project.area)


def test_a_relation_changed_by_hand_is_told_twice(project, development, agriculture):
    project.joint_agencies.add(development)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_project_joint_agencies SET agency_id = %s", [agriculture.pk]
        )
    gone, there = of(project)[-2:]
    assert gone.before == {"joint_agencies": development.pk}
    assert there.after == {"joint_agencies": agriculture.pk}


def test_the_relation_of_a_part_stands_on_the_page_of_the_whole(
    nakhonsawan, planner, head_post, development
):
    plan = plans.draft(nakhonsawan, planner)
    node = plans.grown(plan, planner, head_post)["1"]
    node.joint_agencies.add(development)
    change = of(node)[-1]
    assert change.after == {"joint_agencies": development.pk}
    assert (change.part_of, change.part_of_id) == ("strategies.plan", plan.pk)
    assert change.area == nakhonsawan


def test_deleting_the_owner_tells_what_it_was_linked_to(project, development):
    project.joint_agencies.add(development)
    pk = project.pk
    project.delete()
    told = Change.objects.filter(subject="projects.project", subject_id=pk).order_by("pk")
    _made, _linked, gone, deleted = told
    assert gone.before == {"joint_agencies": development.pk}
    assert deleted.verb == "delete"


def test_a_frozen_scorecard_is_told_without_its_content(planner, nakhonsawan):
    days = {name: clock.today() for name in ("opens", "closes", "cut_off")}
    round = Round.objects.create(area=nakhonsawan, fiscal_year=2570, kind="9", **days)
    snapshot = Snapshot.objects.create(
        area=nakhonsawan, fiscal_year=2570, round=round, kind="meeting", number=1, content="{}",
        sha256="a" * 64, created_by=planner, created_at=timezone.now(),
    )  # fmt: skip
    (change,) = of(snapshot)
    assert (change.verb, change.after["sha256"]) == ("insert", "a" * 64)
    assert "content" not in change.after


def test_deleting_keeps_the_trail(project):
    money = BudgetLine.objects.create(
        project=project, source="province", category="operating", allocated=Decimal("100.00")
    )
    pk, money_pk = project.pk, money.pk
    project.delete()
    last = Change.objects.filter(subject="projects.project", subject_id=pk, verb="delete").get()
    assert last.before["name_th"] == "ถนน"
    gone = Change.objects.filter(subject="projects.budgetline", subject_id=money_pk, verb="delete")
    assert gone.get().area_id == project.area_id
    assert Change.objects.of("projects.project", pk).count() == 4


@pytest.mark.parametrize("change", [
    lambda: Change.objects.update(reason="อื่น"),
    lambda: Change.objects.all().delete(),
    lambda: WorkflowMove.objects.update(reason="อื่น"),
    lambda: WorkflowMove.objects.all().delete(),
])  # fmt: skip
def test_the_trail_cannot_be_changed(change, project, planner):
    workflow.record(project, action="propose", before="", after="proposed", by=planner)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        change()


def test_a_move_carries_who_and_why(project, planner, nakhonsawan):
    from projects.transitions import PROJECT

    PROJECT.apply("cancel", project, by=planner, reason="งบประมาณไม่พอ")
    change = of(project)[-1]
    assert change.after == {"status": "cancelled"}
    assert (change.user, change.reason, change.in_move) == (planner, "งบประมาณไม่พอ", True)


def test_nobody_speaks_after_the_acting_is_over(line, planner):
    with acting(by=planner, reason="เหตุผล"), because("เหตุผลอื่น"):
        Criteria.objects.filter(pk=line.pk).update(code="1.2")
    Criteria.objects.filter(pk=line.pk).update(code="1.3")
    _made, inside, after = of(line)
    assert (inside.user, inside.reason) == (planner, "เหตุผลอื่น")
    assert (after.user, after.reason) == (None, "")


def test_a_request_tells_who_where_which_request_and_why(signed_in, planner, nakhonsawan):
    days = {name: clock.today() for name in ("opens", "closes", "cut_off")}
    with clock.at(dt.date(2027, 7, 20)):
        round = Round.objects.create(area=nakhonsawan, fiscal_year=2570, kind="9", **days)
        address = reverse("round_reopen", args=["60", 2570, "9"])
        typed = {"closes_day": "31", "closes_month": "7", "closes_year": "2570"}
        answer = signed_in(planner).post(
            address, typed | {"reason": "ขอขยายเวลา"}, headers={"X-Request-Id": "trail-test-1"}
        )
    assert answer.status_code == 302
    change = of(round)[-1]
    assert change.after["closes"] == "2027-07-31"
    assert change.user == planner
    assert change.posts == [planner.tenures.get().post_id]
    assert (change.request_id, change.url) == ("trail-test-1", address)
    assert change.reason == "ขอขยายเวลา"
    assert timezone.localdate(change.at) == dt.date(2027, 7, 20)
    assert change.recorded_at != change.at
