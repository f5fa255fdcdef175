"""Codes that follow the places: looked at first, changed in one stroke, told once in the trail."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts import workflow
from accounts.models import Change
from strategies.models import PlanNode
from strategies.services import moves, nodes, plan_sheets
from tests.integration.strategies.editing import *  # noqa: F403 - fixtures
from tests.integration.strategies.editing import page
from tests.integration.strategies.test_plan_sheets import table, typed


def test_it_works(draft, desk, planner):
    moves.step(node=draft.made["2"], direction="up", by=planner)
    text = page(desk, f"{draft.at}renumber/")
    assert "รหัส 6 รายการจะเปลี่ยน" in text
    row = " ".join(text.split("<tr>")[2].split())
    assert '"รหัสเดิม">2</td>' in row
    assert "<strong>1</strong>" in row
    assert '<span class="muted">ประเด็นการพัฒนา</span> ท่องเที่ยว' in row
    assert text.count("<tr>") == 1 + 6
    shown = text.split('name="shown" value="')[1].split('"')[0]
    desk.post(f"{draft.at}renumber/", {"shown": shown})
    assert "รหัสทุกรายการตรงกับลำดับในแผนแล้ว" in page(desk, f"{draft.at}renumber/")


def test_other_codes_than_those_shown_are_looked_at_again(draft, desk, planner):
    moves.step(node=draft.made["2"], direction="up", by=planner)
    text = page(desk, f"{draft.at}renumber/")
    shown = text.split('name="shown" value="')[1].split('"')[0]
    nodes.edit(node=draft.made["1"], title_th="เกษตร", code="7", weight=Decimal(60), by=planner)
    response = desk.post(f"{draft.at}renumber/", {"shown": shown})
    assert response.status_code == 409
    text = response.content.decode()
    assert "โปรดตรวจรหัสใหม่อีกครั้งแล้วยืนยัน" in text
    assert '"รหัสเดิม">7</td>' in text
    assert draft.nodes.get(pk=draft.made["1"].pk).code == "7"


def test_renumbering_keeps_identities_and_says_how_many(draft, planner):
    identities = set(draft.nodes.values_list("identity", "title_th"))
    assert moves.renumber(plan=draft, by=planner) == 0
    moves.step(node=draft.made["2"], direction="up", by=planner)
    assert moves.renumber(plan=draft, by=planner) == 6
    assert set(draft.nodes.values_list("identity", "title_th")) == identities
    assert draft.nodes.get(title_th="ท่องเที่ยว").code == "1"


def test_codes_change_places_in_one_stroke_and_the_trail_says_so_once(draft, planner):
    moves.step(node=draft.made["2"], direction="up", by=planner)
    before = set(Change.objects.values_list("pk", flat=True))
    moves.renumber(plan=draft, by=planner)
    told = Change.objects.exclude(pk__in=before).filter(subject="strategies.plannode")
    codes = {one.subject_id: (one.before["code"], one.after["code"]) for one in told}
    assert len(told) == len(codes) == 6
    assert codes[draft.made["1"].pk] == ("1", "2")
    assert codes[draft.made["2.1.1"].pk] == ("2.1.1", "1.1.1")
    reason = workflow.history(draft)[0].reason
    assert reason.startswith("2 → 1; 2.1 → 1.1; ")


def test_codes_that_nobody_was_shown_are_not_given(draft, desk, planner):
    moves.step(node=draft.made["2"], direction="up", by=planner)
    answer = desk.post(f"{draft.at}renumber/")
    assert answer.status_code == 409
    assert draft.nodes.get(title_th="ท่องเที่ยว").code == "2"


def test_a_code_is_held_once_a_level_by_the_database_too(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanNode.objects.filter(pk=draft.made["2"].pk).update(code="1")
    assert PlanNode.objects.filter(pk=draft.made["2.1"].pk).update(code="2") == 1


def test_codes_that_change_places_are_told_once_each(draft, planner):
    cells = table(draft)
    cells["เกษตรมูลค่าสูง"]["code"], cells["ท่องเที่ยว"]["code"] = "2", "1"
    for title, parent in (("รายได้เพิ่ม 1", "2"), ("รายได้เพิ่ม 2", "1")):
        cells[title]["parent"] = parent
    known = set(Change.objects.values_list("pk", flat=True))
    plan_sheets.store(plan=draft, rows=typed(cells.values()), by=planner)
    told = Change.objects.exclude(pk__in=known).filter(subject="strategies.plannode")
    codes = [(one.before["code"], one.after["code"]) for one in told if "code" in one.before]
    assert sorted(codes) == [("1", "2"), ("2", "1")]
