"""The page of one result: enter, keep as draft, attach, hand in, certify, verify, return."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import clock
from kpis.models import Result
from kpis.services import results
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES, CUT_OFF

DAY = {"as_of_day": "30", "as_of_month": "6", "as_of_year": "2570"}
TYPED = {"value": "๑๘.๕", "statement": "ออกร้าน 4 ครั้ง", **DAY}


@pytest.fixture
def page(line, nine):
    return reverse("result_edit", args=["60", 2570, "9", line.pk])


@pytest.fixture
def move(line, nine):
    return reverse("result_move", args=["60", 2570, "9", line.pk])


def test_it_works(signed_in, officer, page):
    response = signed_in(officer).post(page, {**TYPED, "action": "submit"})
    assert response.status_code == 302
    result = Result.objects.get()
    assert (result.status, str(result.value), result.as_of) == ("submitted", "18.50000000", CUT_OFF)


def test_the_form_is_shown_with_what_stands_there(signed_in, officer, page, draft):
    html = signed_in(officer).get(page).content.decode()
    assert 'value="18"' in html
    assert "ออกร้าน 4 ครั้ง" in html
    assert "ส่งให้หัวหน้ารับรอง" in html


def test_opening_the_address_of_a_move_leads_to_the_result(signed_in, officer, page, move):
    opened = signed_in(officer).get(move)
    assert (opened.status_code, opened["Location"]) == (302, page)
    assert not Result.objects.exists()


def test_a_draft_is_saved_as_typed(signed_in, officer, page):
    answer = signed_in(officer).post(page, {"value": "17"}, headers={"X-Draft": "1"})
    assert answer.json()["edition"] == 1
    assert Result.objects.get().status == "draft"


def test_what_was_typed_stays_when_a_figure_is_wrong(signed_in, officer, page):
    response = signed_in(officer).post(page, {**TYPED, "value": "สิบแปด", "action": "submit"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="สิบแปด"' in html
    assert "ออกร้าน 4 ครั้ง" in html
    assert not Result.objects.exists()


def test_handing_in_without_a_figure_keeps_the_draft_and_says_so(signed_in, officer, page):
    response = signed_in(officer).post(page, {"statement": "พิมพ์ไว้นาน", "action": "submit"})
    assert response.status_code == 422
    assert "โปรดกรอกผลการดำเนินงาน" in response.content.decode()
    assert Result.objects.get().statement == "พิมพ์ไว้นาน"


def test_a_colleagues_save_shows_both_versions(signed_in, officer, page, draft):
    stale = {**TYPED, "value": "20", "edition": "0"}
    response = signed_in(officer).post(page, {**stale, "action": "save"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "ฉบับที่บันทึกอยู่ในระบบขณะนี้" in html
    assert 'value="20"' in html
    assert Result.objects.get().value == 18


def test_attaching_nothing_asks_for_a_file_or_a_link(signed_in, officer, page):
    answer = signed_in(officer).post(page, {**TYPED, "action": "attach"})
    assert answer.status_code == 422
    assert "เลือกไฟล์ หรือใส่ลิงก์ของหลักฐานก่อน" in answer.content.decode()
    assert 'value="18"' in answer.content.decode() or TYPED["value"] in answer.content.decode()


def test_evidence_is_attached_and_nothing_typed_is_lost(signed_in, officer, page):
    proof = SimpleUploadedFile("รายชื่อ.pdf", b"%PDF-1.7 x")
    signed_in(officer).post(page, {**TYPED, "file": proof, "shows": "ยอด", "action": "attach"})
    result = Result.objects.get()
    assert [one.shows for one in result.evidence.all()] == ["ยอด"]
    assert result.statement == "ออกร้าน 4 ครั้ง"
    signed_in(officer).post(page, {**TYPED, "edition": "1", "detach": result.evidence.get().pk})
    assert not result.evidence.exists()


def test_a_refused_file_is_named_at_its_box(signed_in, officer, page):
    proof = SimpleUploadedFile("x.pdf", b"MZ\x00\x00")
    response = signed_in(officer).post(page, {**TYPED, "file": proof, "action": "attach"})
    assert response.status_code == 422
    assert "ไม่รับไฟล์ชนิดนี้" in response.content.decode()
    assert Result.objects.get().statement == "ออกร้าน 4 ครั้ง"


def test_the_head_certifies_and_the_office_verifies(signed_in, officer, head, planner, move, draft):
    results.submit(result=draft, by=officer)
    signed_in(head).post(move, {"action": "certify"})
    signed_in(planner).post(move, {"action": "verify"})
    draft.refresh_from_db()
    assert draft.status == "verified"


def test_a_return_without_a_reason_stays_where_it_is(signed_in, planner, move, certified):
    response = signed_in(planner).post(move, {"action": "return", "reason": " "})
    assert response.status_code == 422
    assert "โปรดบอกเหตุผล" in response.content.decode()
    signed_in(planner).post(move, {"action": "return", "reason": "ขอที่มา"})
    certified.refresh_from_db()
    assert certified.status == "returned"


def test_the_reason_of_a_return_stands_above_the_form(signed_in, officer, planner, page, certified):
    results.return_(result=certified, reason="ขอที่มาของตัวเลข", by=planner)
    assert "ขอที่มาของตัวเลข" in signed_in(officer).get(page).content.decode()


def test_a_closed_round_shows_no_form(signed_in, officer, page):
    with clock.at(CLOSES.replace(month=8, day=2)):
        html = signed_in(officer).get(page).content.decode()
    assert "ขณะนี้กรอกผลไม่ได้" in html
    assert 'name="value"' not in html


def test_a_milestone_line_takes_steps(signed_in, officer, page, line):
    line.method, line.levels, line.milestones = "milestone", None, ["ก", "ข", "ค", "ง", "จ"]
    line.save()
    signed_in(officer).post(page, {"steps": ["1", "2"], **DAY, "action": "submit"})
    assert Result.objects.get().steps == [1, 2]


def test_none_of_the_steps_is_an_answer(signed_in, officer, page, line):
    line.method, line.levels, line.milestones = "milestone", None, ["ก", "ข", "ค", "ง", "จ"]
    line.save()
    signed_in(officer).post(page, {"steps": ["0"], **DAY, "action": "submit"})
    assert (Result.objects.get().steps, Result.objects.get().status) == ([], "submitted")


def test_a_composite_line_takes_its_parts(signed_in, officer, page, line):
    part = {"method": "interpolate", "levels": ["60", "70", "80", "90", "100"], "weight": "0.5"}
    line.method, line.levels = "composite", None
    line.parts = [{**part, "id": "a", "name": "ก"}, {**part, "id": "b", "name": "ข"}]
    line.save()
    form = {"part-a": "1,082", **DAY, "action": "submit"}
    response = signed_in(officer).post(page, form)
    assert "โปรดกรอกผลของ" in response.content.decode()
    signed_in(officer).post(page, {**form, "edition": "1", "part-b": "95"})
    assert Result.objects.get().parts == {"a": {"value": "1082"}, "b": {"value": "95"}}


@pytest.mark.parametrize("who", ["other_officer", "stranger", "sysadmin"])
def test_others_do_not_find_it(signed_in, page, move, draft, who, request):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(page).status_code == 404
    assert client.post(page, {**TYPED, "action": "save"}).status_code == 404
    assert client.post(move, {"action": "verify"}).status_code == 404
    draft.refresh_from_db()
    assert (draft.status, draft.value) == ("draft", 18)


@pytest.mark.parametrize("who", ["planner", "executive", "inspector"])
def test_reviewers_read_but_do_not_enter(signed_in, page, draft, who, request):
    client = signed_in(request.getfixturevalue(who))
    html = client.get(page).content.decode()
    assert "ออกร้าน 4 ครั้ง" in html
    assert 'name="value"' not in html
    assert client.post(page, {**TYPED, "action": "save"}).status_code == 403
    draft.refresh_from_db()
    assert draft.value == 18


def test_the_number_of_queries_does_not_grow(
    signed_in, officer, page, draft, django_assert_max_num_queries
):
    client = signed_in(officer)
    for number in range(20):
        results.attach_link(result=draft, url=f"https://a.example/{number}", by=officer)
    with django_assert_max_num_queries(20):
        client.get(page)
