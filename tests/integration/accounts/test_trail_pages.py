"""The pages of the history: of an object, an inspector's search, and its export."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import workflow
from accounts.models import Change
from accounts.trail.context import acting
from common import clock
from common.csvfile import harmless
from kpis.models import Card, Criteria, Indicator, Result, Round
from kpis.services import criteria
from projects.models import BudgetLine, Project
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 7, 20)
SECRET = "ร่างที่ผู้อื่นยังอ่านไม่ได้"


@pytest.fixture(autouse=True)
def _day():
    with clock.at(DAY):
        yield


@pytest.fixture
def line(nakhonsawan, officer_post) -> Criteria:
    indicator = Indicator.objects.create(
        area=nakhonsawan, code="KPI-1", name_th="รายได้ OTOP", collector=officer_post
    )
    card = Card.objects.create(area=nakhonsawan, fiscal_year=2570)
    return Criteria.objects.create(card=card, indicator=indicator, code="1.1", weight=5)


@pytest.fixture
def project(nakhonsawan, development) -> Project:
    return Project.objects.create(
        area=nakhonsawan, fiscal_year=2570, code="P1", name_th="ถนน", host_agency=development
    )


@pytest.fixture
def result(line, officer) -> Result:
    round = Round.objects.create(
        area=line.card.area, fiscal_year=2570, kind="9", opens=DAY, closes=DAY, cut_off=DAY
    )
    return Result.objects.create(criteria=line, round=round, statement=SECRET, entered_by=officer)


@pytest.fixture
def roleless(db):
    return factories.user("roleless")


def page_of(row) -> str:
    return reverse("history", args=[row._meta.model_name, row.pk])


def lines_of(answer) -> list[list[str]]:
    sent = b"".join(answer.streaming_content).decode()
    assert sent.startswith("\ufeff")
    return list(csv.reader(io.StringIO(sent.removeprefix("\ufeff"))))


def test_it_works(signed_in, planner, line):
    with acting(by=planner, reason="ตามมติคณะกรรมการ"):
        Criteria.objects.filter(pk=line.pk).update(weight=6)
    said = signed_in(planner).get(page_of(line)).content.decode()
    assert "น้ำหนัก 5 → 6" in said
    assert "เพราะ ตามมติคณะกรรมการ" in said
    assert "20 ก.ค. 2570" in said
    assert str(planner) in said


def test_a_new_version_is_told_by_what_is_different_and_why(signed_in, planner, line):
    """The criteria of an agreed card change in a new version alone."""
    line.card.status, line.card.agreed_by, line.card.agreed_at = "agreed", planner, timezone.now()
    line.card.save()
    Criteria.objects.filter(pk=line.pk).update(weight=100, target=40)
    line.refresh_from_db()
    client = signed_in(planner)
    with acting(by=planner):
        new = criteria.revise(
            line=line,
            definition=replace(criteria.definition_of(line), target=Decimal(45)),
            reason="ตลาดโตกว่าคาด",
            effective_from=dt.date(2027, 7, 1),
            by=planner,
        )
    said = client.get(reverse("history", args=["indicator", line.indicator_id])).content.decode()
    assert "ค่าเป้าหมาย 40 → 45" in said
    assert "เพราะ ตลาดโตกว่าคาด" in said
    assert "น้ำหนัก" not in client.get(page_of(new)).content.decode()
    found = {"kind": "criteria", "person": planner.name}
    row = lines_of(client.get(reverse("history_export"), found))[1:]
    assert any("ค่าเป้าหมาย: 40" in one[8] and "ค่าเป้าหมาย: 45" in one[9] for one in row)


def test_the_weight_of_an_agreed_card_says_from_what_to_what_by_whom_and_why(
    signed_in, planner, line
):
    Criteria.objects.filter(pk=line.pk).update(superseded_on=DAY)
    with acting(by=planner, reason="มติคณะกรรมการครั้งที่ 2"):
        Criteria.objects.create(
            card=line.card, indicator=line.indicator, code="1.1", weight=6, version=2,
            reason="มติคณะกรรมการครั้งที่ 2", effective_from=DAY,
        )  # fmt: skip
    said = (
        signed_in(planner)
        .get(reverse("history", args=["indicator", line.indicator_id]))
        .content.decode()
    )
    entry = said[said.index("น้ำหนัก 5 → 6") :]
    assert entry.index(f"โดย {planner}") < entry.index("เพราะ มติคณะกรรมการครั้งที่ 2")


def test_relations_are_told_as_added_and_taken_away(signed_in, planner, project, agriculture):
    with acting(by=planner, reason="ร่วมดำเนินการ"):
        project.joint_agencies.add(agriculture)
    project.joint_agencies.remove(agriculture)
    said = signed_in(planner).get(page_of(project)).content.decode()
    assert f"หน่วยงานร่วม: เพิ่ม {agriculture}" in said
    assert f"หน่วยงานร่วม: เอาออก {agriculture}" in said
    assert "เพราะ ร่วมดำเนินการ" in said


def test_a_command_names_itself(signed_in, planner, project):
    with acting(machine="command:load_demo"):
        Project.objects.filter(pk=project.pk).update(name_th="สะพาน")
    assert "โดย ระบบ: คำสั่ง load_demo" in signed_in(planner).get(page_of(project)).content.decode()


def test_an_object_tells_of_its_parts_and_its_moves(signed_in, planner, project):
    with acting(by=planner):
        BudgetLine.objects.create(
            project=project, source="province", category="operating", allocated=Decimal(100)
        )
        project.kind = "agenda"
        project.save()
    workflow.record(
        project, action="screen", before="proposed", after="screened", by=planner, reason="ครบถ้วน"
    )
    said = signed_in(planner).get(page_of(project)).content.decode()
    assert "เพิ่มงบประมาณของโครงการ" in said
    assert "ชนิด ความต้องการพื้นที่ (Area) → นโยบายสำคัญ (Agenda)" in said
    assert "สถานะ เสนอ → ผ่านการกลั่นกรอง" in said
    assert "เพราะ ครบถ้วน" in said


def test_a_move_is_told_once(signed_in, planner, project):
    from projects.transitions import PROJECT

    PROJECT.apply("cancel", project, by=planner, reason="งบประมาณไม่พอ")
    said = signed_in(planner).get(page_of(project)).content.decode()
    assert said.count("<strong>สถานะ เสนอ → ยกเลิก</strong>") == 1


def test_related_rows_stand_by_their_names(signed_in, planner, project, agriculture):
    Project.objects.filter(pk=project.pk).update(host_agency=agriculture)
    said = signed_in(planner).get(page_of(project)).content.decode()
    assert "เจ้าภาพ สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์ → สำนักงานเกษตรจังหวัดนครสวรรค์" in said


@pytest.mark.parametrize("number", [3, 300])
def test_queries_do_not_grow(
    signed_in, inspector, planner, project, agriculture, number, django_assert_num_queries
):
    with acting(by=planner):
        for n in range(number):
            host = agriculture if n % 2 == 0 else project.host_agency
            Project.objects.filter(pk=project.pk).update(host_agency=host)
    client = signed_in(inspector)
    client.get(page_of(project))
    with django_assert_num_queries(15):
        client.get(page_of(project))
    with django_assert_num_queries(9):
        client.get(reverse("history_search"), {"kind": "project"})


def test_long_histories_come_in_pages(signed_in, inspector, project):
    for n in range(60):
        Project.objects.filter(pk=project.pk).update(rationale=f"ครั้งที่ {n}")
    client = signed_in(inspector)
    assert len(client.get(page_of(project)).context["found"].entries) == 50
    assert len(client.get(page_of(project), {"page": 2}).context["found"].entries) == 11


def test_strangers_find_nothing(signed_in, stranger, roleless, client, line, project):
    for row in (line, line.indicator, project, line.card):
        assert signed_in(stranger).get(page_of(row)).status_code == 404
        assert signed_in(roleless).get(page_of(row)).status_code == 404
        assert client.get(page_of(row)).status_code == 302
    assert signed_in(stranger).get(reverse("history", args=["user", 1])).status_code == 404


def test_a_draft_is_told_to_those_concerned_alone(
    signed_in, officer, planner, other_officer, result
):
    assert SECRET in signed_in(officer).get(page_of(result)).content.decode()
    assert SECRET in signed_in(planner).get(page_of(result)).content.decode()
    assert signed_in(other_officer).get(page_of(result)).status_code == 404
    found = signed_in(other_officer).get(reverse("history_search"))
    assert found.status_code == 200
    assert SECRET not in found.content.decode()
    sent = lines_of(signed_in(other_officer).get(reverse("history_export")))
    assert len(sent) > 1
    assert not [row for row in sent if SECRET in "".join(row)]


def test_of_a_verified_result_others_read_the_figure_not_the_way_to_it(
    signed_in, other_officer, head, planner, result
):
    Result.objects.filter(pk=result.pk).update(
        status="verified", certified_by=head, verified_by=planner
    )
    answer = signed_in(other_officer).get(page_of(result))
    assert answer.status_code == 403
    assert "เจ้าของและผู้ตรวจรับ" in answer.content.decode()
    assert SECRET not in answer.content.decode()


def test_a_deleted_object_is_told_to_inspectors(signed_in, inspector, planner, project):
    address = page_of(project)
    project.delete()
    assert signed_in(planner).get(address).status_code == 404
    said = signed_in(inspector).get(address).content.decode()
    assert "รายการนี้ลบไปแล้ว" in said
    assert "ลบโครงการ “ถนน”" in said


def test_searching_by_area_kind_person_and_days(signed_in, inspector, planner, project, phichit):
    elsewhere = factories.agency(phichit, "สำนักงานจังหวัดพิจิตร")
    with acting(by=planner):
        Project.objects.filter(pk=project.pk).update(rationale="ใหม่")
    client = signed_in(inspector)

    def subjects(**wanted):
        answer = client.get(reverse("history_search"), wanted)
        assert answer.status_code == 200
        return {(one.kind, one.subject) for one in answer.context["found"].entries}

    assert ("หน่วยงาน", str(elsewhere)) in subjects(area="66")
    assert ("หน่วยงาน", str(elsewhere)) not in subjects(area="60")
    assert {kind for kind, _name in subjects(kind="project")} == {"โครงการ"}
    assert subjects(person=planner.name) == {("โครงการ", str(project))}
    day = {"since_day": "21", "since_month": "7", "since_year": "2570"}
    assert subjects(**day) == set()
    assert subjects(**{key.replace("since", "until"): value for key, value in day.items()})


def test_days_in_the_wrong_order_are_said(signed_in, inspector):
    answer = signed_in(inspector).get(
        reverse("history_search"),
        {"since_day": "2", "since_month": "7", "since_year": "2570",
         "until_day": "1", "until_month": "7", "until_year": "2570"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม" in answer.content.decode()


def test_who_tends_the_system_reads_no_drafts(signed_in, sysadmin, result):
    assert signed_in(sysadmin).get(page_of(result)).status_code == 404
    found = signed_in(sysadmin).get(reverse("history_search"))
    assert found.context["found"].entries
    assert SECRET not in found.content.decode()


def test_a_search_stays_within_the_scope(signed_in, stranger, roleless, project):
    found = signed_in(stranger).get(reverse("history_search")).context["found"]
    assert {one.change.area.code for one in found.entries} == {"66"}
    for name in ("history_search", "history_export"):
        assert signed_in(roleless).get(reverse(name)).status_code == 403


def test_the_export(signed_in, inspector, planner, project):
    with acting(by=planner, reason='=HYPERLINK("http://evil")'):
        Project.objects.filter(pk=project.pk).update(name_th="ถนน, สาย 2")
    answer = signed_in(inspector).get(reverse("history_export"), {"kind": "project"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    heads, changed, made = lines_of(answer)
    row = dict(zip(heads, changed, strict=True))
    assert (row["เดิม"], row["ใหม่"]) == ("ชื่อโครงการ: ถนน", "ชื่อโครงการ: ถนน, สาย 2")
    assert (row["ผู้แก้ไข"], row["การกระทำ"]) == (planner.name, "แก้ไข")
    assert row["เหตุผล"] == '\'=HYPERLINK("http://evil")'
    assert row["เวลา (ISO 8601)"].startswith("2027-07-20T")
    assert dict(zip(heads, made, strict=True))["การกระทำ"] == "เพิ่ม"


def test_the_export_holds_everything_once(signed_in, inspector, project, monkeypatch):
    monkeypatch.setattr("accounts.trail.selectors.PER_CHUNK", 7)
    for n in range(30):
        Project.objects.filter(pk=project.pk).update(rationale=f"ครั้งที่ {n}")
    rows = lines_of(signed_in(inspector).get(reverse("history_export"), {"kind": "project"}))
    assert len(rows) == 1 + 31
    assert len({row[8] + row[9] for row in rows}) == 32
    assert Change.objects.filter(subject="projects.project").count() == 31


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_nothing_is_calculated(cell):
    assert harmless(cell) == f"'{cell}"
