"""A version that a resolution has closed: no verb and no statement of SQL changes it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from accounts.trail.change import Change
from common.errors import NotAllowed, Refused
from evidence.models import Evidence
from strategies.models import Plan, PlanLabel, PlanNode
from strategies.services import labels, moves, nodes, plans
from tests.factories import plans as plants


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    plan.made = plants.grown(plan, planner, head_post)
    return plan


@pytest.fixture
def pdf():
    return SimpleUploadedFile("มติ.pdf", b"%PDF-1.7\nresolution\n%%EOF\n")


def test_adoption_keeps_the_resolution_and_its_paper(draft, planner, pdf):
    plans.submit(plan=draft, by=planner)
    plan = plans.adopt(
        plan=draft,
        resolution="มติ ก.บ.จ. ครั้งที่ 3/2569",
        committee="ก.บ.จ.",
        number="3/2569",
        on=dt.date(2026, 9, 1),
        file=pdf,
        by=planner,
    )
    plan.refresh_from_db()
    assert (plan.adopted_committee, plan.adopted_number) == ("ก.บ.จ.", "3/2569")
    assert plan.resolution == Evidence.objects.get()


WRITES = {
    "a node": lambda p: p.nodes.filter(level="issue").update(title_th="อื่น"),
    "a new node": lambda p: PlanNode.objects.create(plan=p, level="vision", title_th="อื่น"),
    "a node less": lambda p: p.nodes.filter(level="mission").delete(),
    "joint agencies": lambda p: p.nodes.first().joint_agencies.set(p.area.agencies.all()),
    "its title": lambda p: Plan.objects.filter(pk=p.pk).update(title="อื่น"),
    "its status": lambda p: Plan.objects.filter(pk=p.pk).update(status="draft"),
    "its words": lambda p: PlanLabel.objects.create(
        plan=p, level="issue", label_th="ก", label_en="a"
    ),
}


@pytest.mark.parametrize("what", WRITES)
@pytest.mark.parametrize("superseded", [False, True], ids=["adopted", "superseded"])
def test_the_database_refuses_to_change_a_closed_version(
    nakhonsawan, planner, head_post, what, superseded
):
    plan, _made = plants.adopted(nakhonsawan, planner, head_post)
    if superseded:
        newer = plans.revise(plan=plan, title="ใหม่", by=planner)
        plans.submit(plan=newer, by=planner)
        plans.adopt(plan=newer, resolution="มติ", on=plants.ADOPTED_ON, by=planner)
    plan.refresh_from_db()
    written = Change.objects.count()
    with pytest.raises(IntegrityError, match="closed by a resolution"), transaction.atomic():
        WRITES[what](plan)
    assert Change.objects.count() == written


def test_raw_sql_does_not_change_a_closed_version_either(nakhonsawan, planner, head_post):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    for table, pk in (("strategies_plan", plan.pk), ("strategies_plannode", made["1"].pk)):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [pk])  # noqa: S608


VERBS = {
    "move": lambda n, by: moves.move(node=n, parent=n.parent, by=by),
    "step": lambda n, by: moves.step(node=n, direction="down", by=by),
    "renumber": lambda n, by: moves.renumber(plan=n.plan, by=by),
    "retire": lambda n, by: moves.retire(node=n, by=by),
    "restore": lambda n, by: moves.restore(node=n, by=by),
    "rename": lambda n, by: nodes.rename(node=n, title_th="อื่น", by=by),
    "edit": lambda n, by: nodes.edit(node=n, title_th="อื่น", by=by),
    "set_host": lambda n, by: nodes.set_host(node=n, host=n.host, by=by),
    "set_joint": lambda n, by: nodes.set_joint(node=n, joint_agencies=[], by=by),
    "set_weight": lambda n, by: nodes.set_weight(node=n, weight=Decimal(1), by=by),
    "labels": lambda n, by: labels.set_all(plan=n.plan, labels={}, by=by),
    "update": lambda n, by: plans.update(
        plan=n.plan, title="อื่น", first_year=2566, last_year=2570, by=by
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_changes_an_adopted_version(nakhonsawan, planner, head_post, verb):
    _plan, made = plants.adopted(nakhonsawan, planner, head_post)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        VERBS[verb](made["1"], planner)


@pytest.mark.parametrize("verb", VERBS)
def test_only_planners_of_the_area_use_the_verbs(draft, officer, executive, stranger, verb):
    for person in (officer, executive, stranger):
        with pytest.raises(NotAllowed):
            VERBS[verb](draft.made["1"], person)
