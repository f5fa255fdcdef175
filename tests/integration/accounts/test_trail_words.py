"""The history in words: what an act did, parts of an indicator, states and kinds by their names."""

import ast
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from accounts import workflow
from accounts.models import Change, WorkflowMove
from accounts.permissions import LABELS, Permission
from accounts.trail import deeds, words
from accounts.trail.context import acting
from common import clock, slots
from common.facts import telling
from common.trail import GOVERNED
from kpis.models import Criteria, Result, Round
from kpis.services import cards, lines
from kpis.services.lines import Placing
from strategies.services import moves
from tests.factories import plans
from tests.integration.kpis.card_fixtures import card, otop, stars, url
from tests.integration.kpis.reporting import IN_TIME

__all__ = ["card", "otop", "stars"]
pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "committees", "kpis", "projects", "provinces", "scorecards", "strategies")
PARTS = [
    {"id": "a", "name": "ครบถ้วน", "weight": "0.6", "method": "interpolate", "levels": ["1", "2"]},
    {"id": "b", "name": "ทันเวลา", "weight": "0.4", "method": "milestone", "milestones": ["เริ่ม"]},
]


@pytest.fixture(autouse=True)
def _in_time():
    with clock.at(IN_TIME):
        yield


def page_of(row) -> str:
    return reverse("history", args=[row._meta.model_name, row.pk])


def acts_of(client, address, **query):
    return client.get(address, query).context["found"].acts


def test_it_works(signed_in, planner, otop, stars):
    """Weights of an agreed card that change in one act are one entry, with a line for each."""
    cards.agree(card=otop.card, by=planner)
    client = signed_in(planner)
    day = {"effective_from_day": "1", "effective_from_month": "4", "effective_from_year": "2570"}
    typed = {f"weight-{otop.pk}": "40", f"weight-{stars.pk}": "60"}
    client.post(url("card", "lines"), {"action": "save", "reason": "งบเปลี่ยน", **day, **typed})
    newest = acts_of(client, page_of(otop.card))[0]
    assert newest.what == "ออกฉบับใหม่ของบัญชีที่ตกลงแล้ว: 2 รายการ"
    assert newest.lines == (f"{otop}: น้ำหนัก 5 → 40", f"{stars}: น้ำหนัก 95 → 60")
    said = client.get(page_of(otop.card)).content.decode()
    assert f"<li>{otop}: น้ำหนัก 5 → 40</li>" in said
    assert "เพราะ งบเปลี่ยน" in said
    found = acts_of(client, reverse("history_search"), kind="criteria")
    assert [one.what for one in found[:2]] == ["ปรับน้ำหนัก: 2 รายการ", "สิ้นผลฉบับเดิม: 2 รายการ"]
    assert found[0].lines == (f"{otop}: น้ำหนัก 5 → 40", f"{stars}: น้ำหนัก 95 → 60")


def test_a_line_taken_off_stands_among_the_lines(signed_in, planner, otop, stars):
    cards.agree(card=otop.card, by=planner)
    client = signed_in(planner)
    day = {"effective_from_day": "1", "effective_from_month": "4", "effective_from_year": "2570"}
    typed = {f"remove-{otop.pk}": "on", f"weight-{otop.pk}": "5", f"weight-{stars.pk}": "100"}
    client.post(url("card", "lines"), {"action": "save", "reason": "ยกเลิก", **day, **typed})
    assert acts_of(client, page_of(otop.card))[0].lines == (
        f"{stars}: น้ำหนัก 95 → 100",
        f"เกณฑ์ของตัวชี้วัด “{otop}”: นำตัวชี้วัดออกจากบัญชี",
    )


def test_a_borrowed_request_id_shows_no_lines_of_another_card(
    signed_in, planner, otop, stars, nakhonsawan
):
    """A browser may name the request itself."""
    cards.agree(card=otop.card, by=planner)
    with telling(request="borrowed-request"):
        Criteria.objects.filter(pk=otop.pk).update(superseded_on=clock.today())
        Criteria.objects.create(
            card=otop.card, indicator=otop.indicator, code="2.1", weight=6, version=2,
            reason="ก", effective_from=clock.today(),
        )  # fmt: skip
    other = cards.open(area=nakhonsawan, fiscal_year=2571, by=planner)
    for one in (otop.card, other):
        WorkflowMove.objects.create(
            subject="kpis.card", subject_id=one.pk, action="change", from_state="agreed",
            to_state="agreed", by=planner, request_id="borrowed-request",
        )  # fmt: skip
    client = signed_in(planner)
    assert acts_of(client, page_of(otop.card))[0].lines
    assert acts_of(client, page_of(other))[0].lines == ()


def test_changes_of_other_acts_stay_apart(signed_in, planner, otop, stars):
    for weight, reason in ((6, "ครั้งแรก"), (7, "ครั้งที่สอง")):
        with acting(by=planner, reason=reason):
            Criteria.objects.filter(pk=otop.pk).update(weight=weight)
    found = acts_of(signed_in(planner), reverse("history_search"), kind="criteria")
    assert [one.lines for one in found[:2]] == [(), ()]


def test_what_a_service_noted_is_no_reason(signed_in, planner, otop, stars):
    """Numbers and weights of a draft card, and making them total 100.00."""
    lines.arrange(
        card=otop.card,
        placings=[Placing(otop.pk, "2.1", Decimal(10)), Placing(stars.pk, "2.2", Decimal(80))],
        by=planner,
    )
    cards.normalise(card=otop.card, by=planner)
    newest, before = acts_of(signed_in(planner), page_of(otop.card))[:2]
    assert newest.what == "ปรับน้ำหนักให้รวมเป็น 100: 2 รายการ"
    assert newest.lines == ("2.1: 10.00 → 11.11", "2.2: 80.00 → 88.89")
    assert before.what == "ปรับลำดับและน้ำหนัก: 2 รายการ"
    assert not newest.reason
    assert not before.reason


def test_a_count_reads_as_a_sentence(signed_in, planner, nakhonsawan, officer_post):
    plan = plans.draft(nakhonsawan, planner)
    plans.grown(plan, planner, officer_post)
    plan.nodes.exclude(level="vision").update(code="")
    moves.renumber(plan=plan, by=planner)
    newest = acts_of(signed_in(planner), page_of(plan))
    assert "ให้รหัสใหม่ตามลำดับในแผน: 7 รายการ" in [one.what for one in newest]


def test_names_of_columns_read_as_words(signed_in, planner, otop):
    workflow.record(
        otop.indicator, action="update", before="in_use", after="in_use", by=planner,
        reason="name_th, unit, nodes",
    )  # fmt: skip
    said = signed_in(planner).get(page_of(otop.indicator)).content.decode()
    assert "แก้ไขข้อมูล: ชื่อตัวชี้วัด, หน่วยวัด, " in said
    assert "name_th" not in said


def test_parts_and_past_figures_read_as_words(signed_in, planner, otop):
    with acting(by=planner):
        Criteria.objects.filter(pk=otop.pk).update(
            method="composite",
            levels=None,
            parts=PARTS,
            baseline=[[2568, "12"]],
            due_in=["6", "m3"],
        )
    said = signed_in(planner).get(page_of(otop)).content.decode()
    assert "“ครบถ้วน” น้ำหนัก 0.6 เทียบสัดส่วนระหว่างระดับ (1, 2)" in said
    assert "“ทันเวลา” น้ำหนัก 0.4 ขั้นตอนความสำเร็จ 5 ขั้น (เริ่ม)" in said
    assert "ปี 2568: 12" in said
    assert "รอบ 6 เดือน, เดือนที่ 3" in said
    assert "{" not in said[said.index('<ol class="history-list">') : said.index("</ol>")]


def test_results_of_parts_read_as_words(signed_in, planner, otop, officer):
    day = dt.date(2027, 7, 1)
    round = Round.objects.create(
        area=otop.card.area, fiscal_year=2570, kind="9", opens=day, closes=day, cut_off=day
    )
    result = Result.objects.create(criteria=otop, round=round, entered_by=officer)
    parts = {"a": {"value": "82"}, "b": {"steps": [1, 2]}, "c": {"state": "not_reported"}}
    with acting(by=officer):
        Result.objects.filter(pk=result.pk).update(parts=parts)
    said = signed_in(planner).get(page_of(result)).content.decode()
    assert "a: 82; b: ขั้นที่ทำเสร็จ 1, 2; c: ยังไม่รายงาน" in said


def test_the_export_holds_words_too(signed_in, inspector, planner, otop):
    with acting(by=planner):
        Criteria.objects.filter(pk=otop.pk).update(parts=PARTS, method="composite", levels=None)
    answer = signed_in(inspector).get(reverse("history_export"), {"kind": "criteria"})
    sent = b"".join(answer.streaming_content).decode()
    assert "“ครบถ้วน” น้ำหนัก 0.6" in sent
    assert "composite" not in sent


def test_every_column_has_a_word():
    for entry in GOVERNED.values():
        own = (*entry.model._meta.concrete_fields, *entry.model._meta.local_many_to_many)
        for field in own:
            assert not re.fullmatch(r"[A-Za-z_ ]+", words.field_word(field, field.name)), field


def test_a_round_that_is_closed_is_called_so_everywhere():
    """One word, ปิดรับ: in the trail, in the acts and in what a role may do."""
    closed_at = words.field_word(Round._meta.get_field("locked_at"), "locked_at")
    said = (closed_at, str(deeds.DEEDS["lock"].word), str(LABELS[Permission.ROUND_MANAGE]))
    assert all("ปิดรับ" in one and "ล็อก" not in one for one in said), said


def test_every_action_has_a_word():
    """Of the tables of states, and of every move that a service records."""
    tables = {move.action for bring in slots.workflows for move in bring().moves}
    literal = {
        keyword.value.value
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "record"
        for keyword in call.keywords
        if keyword.arg == "action" and isinstance(keyword.value, ast.Constant)
    }
    assert len(literal) > 20
    assert sorted((tables | literal) - set(deeds.DEEDS)) == []


@pytest.mark.parametrize(
    ("subject", "state", "word"),
    [
        ("kpis.result", "verified", "ตรวจรับแล้ว"),
        ("kpis.criteria", "version 2", "ฉบับที่ 2"),
        ("accounts.user", "inspector", "ผู้ตรวจราชการ / ผู้ตรวจสอบ"),
        ("accounts.post", "open", "ใช้อยู่"),
        ("kpis.round", "open", "เปิดรับรายงาน"),
        ("committees.seat", "seated", "ดำรงตำแหน่งในคณะกรรมการ"),
    ],
)
def test_states_read_as_words(subject, state, word):
    assert deeds.state_word(subject, state) == word


def test_the_rows_keep_every_single_change(signed_in, planner, otop, stars):
    lines.arrange(
        card=otop.card,
        placings=[Placing(otop.pk, "2.1", Decimal(10)), Placing(stars.pk, "2.2", Decimal(90))],
        by=planner,
    )
    found = signed_in(planner).get(reverse("history_search"), {"kind": "criteria"}).context["found"]
    assert len(found.entries) == Change.objects.filter(subject="kpis.criteria").count()
