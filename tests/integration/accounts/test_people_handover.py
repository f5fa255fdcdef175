"""Handing a post over: the open work is shown, stays with the post, and is found by the next."""

import datetime as dt

import pytest

from accounts import workflow
from accounts.models import Change, User
from accounts.people import handover
from accounts.services import tenures
from common import clock, slots
from kpis.services import results
from kpis.services.results import Entry
from projects.models import Project
from strategies.services import comments, consultations
from tests import factories
from tests.factories import cards, plans

DAY = dt.date(2027, 7, 20)
LAST, FIRST = dt.date(2027, 7, 25), dt.date(2027, 7, 26)


@pytest.fixture
def world(nakhonsawan, officer_post, head_post, planner):
    """Three lines owed by the officer's post in an open round, one of them also by the head."""
    with clock.at(DAY):
        made = cards.world(nakhonsawan, 2570)
        round = made.rounds["9"]
        round.opens, round.closes = dt.date(2027, 7, 1), dt.date(2027, 7, 31)
        round.save()
        for number in (1, 2, 3):
            cards.line(made, f"1.{number}", name=f"ตัวชี้วัดที่ {number}", collector=officer_post)
        indicator = made.criteria["1.1"].indicator
        indicator.supervisor = head_post
        indicator.save()
        yield made


def kinds(post) -> dict[str, list[str]]:
    return {work.kind: [item.title for item in work.items] for work in handover.open_work(post)}


def draft(world, code: str, by: User):
    round = world.rounds["9"]
    entry = Entry(value=3, as_of=round.cut_off, notes={})
    return results.save(criteria=world.criteria[code], round=round, entry=entry, by=by)


def test_it_works(signed_in, world, planner, officer, officer_post):
    draft(world, "1.1", officer)
    submitted = results.submit(result=draft(world, "1.3", officer), by=officer)
    tenure = officer.tenures.get()
    client = signed_in(planner)
    page = client.get(f"/60/tenures/{tenure.pk}/end/").content.decode()
    for words in ("ผลตัวชี้วัดที่ต้องรายงาน", "1.1 ตัวชี้วัดที่ 1", "1.2 ตัวชี้วัดที่ 2", "ยังไม่เริ่ม"):
        assert words in page
    assert f"1.3 {submitted.criteria.indicator.name}" not in page  # the head's turn
    typed = {"valid_to_day": "25", "valid_to_month": "7", "valid_to_year": "2570"}
    ended = client.post(f"/60/tenures/{tenure.pk}/end/", typed)
    sheet = client.get(ended["Location"]).content.decode()
    assert "งานที่ส่งมอบ 5 เรื่อง" in sheet
    assert "ผู้ใช้ officer" in sheet
    assert "ยังไม่กำหนด" in sheet
    assert workflow.history(officer_post)[0].reason == (
        "พ้นตำแหน่งเมื่อ 25 กรกฎาคม 2570 งานที่อยู่กับตำแหน่ง 5 เรื่อง"
    )


def test_the_next_holder_finds_the_work_and_the_last_one_does_not(
    signed_in, world, planner, officer, officer_post
):
    draft(world, "1.1", officer)
    tenures.end(tenure=officer.tenures.get(), on=LAST, by=planner)
    successor = factories.user("successor")
    tenures.begin(post=officer_post, user=successor, valid_from=FIRST, by=planner)
    sheet = handover.sheet(officer_post)
    assert (sheet.giver.user, sheet.receiver.user) == (officer, successor)
    with clock.at(FIRST):
        new, old = (User.objects.get(pk=one.pk) for one in (successor, officer))
        found = [item.title for bring in slots.home_items for item in bring(new)]
        assert "1.1 ตัวชี้วัดที่ 1" in found
        assert [item for bring in slots.home_items for item in bring(old)] == []
        address = world.url(f"rounds/9/{world.criteria['1.1'].pk}/")
        assert signed_in(new).get(address).status_code == 200
        assert signed_in(old).get(address).status_code == 404


def test_the_head_hands_over_what_waits_for_certification(world, officer, head_post):
    results.submit(result=draft(world, "1.2", officer), by=officer)
    assert kinds(head_post) == {
        "ผลตัวชี้วัดที่รอรับรอง": ["1.2 ตัวชี้วัดที่ 2"],
        "ตัวชี้วัดที่รับผิดชอบ": ["ตัวชี้วัดที่ 1"],
    }


def test_what_is_overdue_is_handed_over_for_a_month(world, officer_post):
    """As on the home page: after that the agency can only be asked, not the post."""
    with clock.at(dt.date(2027, 8, 15)):
        assert len(kinds(officer_post)["ผลตัวชี้วัดที่ต้องรายงาน"]) == 3
    with clock.at(dt.date(2027, 11, 15)):
        assert list(kinds(officer_post)) == ["ตัวชี้วัดที่รับผิดชอบ"]


def test_what_waits_for_the_head_or_the_office_outlives_the_round(
    world, planner, officer, head, head_post
):
    office = planner.tenures.get().post
    made = results.submit(result=draft(world, "1.2", officer), by=officer)
    with clock.at(dt.date(2027, 8, 15)):
        assert kinds(head_post)["ผลตัวชี้วัดที่รอรับรอง"] == ["1.2 ตัวชี้วัดที่ 2"]
        assert "ผลตัวชี้วัดที่รอตรวจรับ" not in kinds(office)
        results.certify(result=made, by=head)
        assert "ผลตัวชี้วัดที่รอรับรอง" not in kinds(head_post)
        assert kinds(office)["ผลตัวชี้วัดที่รอตรวจรับ"] == ["1.2 ตัวชี้วัดที่ 2"]


def test_the_office_hands_over_cards_and_comments(
    world, nakhonsawan, planner, officer, officer_post, development, stranger
):
    office, other = planner.tenures.get().post, stranger.tenures.get().post
    plan = plans.draft(nakhonsawan, planner, years=(2570, 2570))
    asked = consultations.open_(plan=plan, closes=FIRST, agencies=[development], by=planner)
    comments.give(consultation=asked, node=None, text="ควรเพิ่มเรื่องน้ำ", by=officer)
    found = kinds(office)
    assert found["บัญชีตัวชี้วัดที่รอตกลง"] == [str(world.card)]
    assert found["ความเห็นต่อร่างแผนที่รอคำตอบ"] == [plan.name]
    comments.answer(comment=asked.comments.get(), outcome="accepted", answer="เพิ่มแล้ว", by=planner)
    world.card.status, world.card.agreed_by, world.card.agreed_at = "agreed", planner, clock.now()
    world.card.save()
    assert kinds(office) == {}
    assert kinds(other) == {}
    assert list(kinds(officer_post)) == ["ผลตัวชี้วัดที่ต้องรายงาน", "ตัวชี้วัดที่รับผิดชอบ"]


def test_projects_and_entries_of_the_plan_go_along(nakhonsawan, planner, officer, head_post):
    with clock.at(DAY):
        _plan, made = plans.adopted(nakhonsawan, planner, head_post)
        for code in ("70-1-01", "70-1-02"):
            plans.project(nakhonsawan, officer, head_post.agency, code=code, host_post=head_post)
        Project.objects.filter(code="70-1-02").update(status="cancelled")
        found = kinds(head_post)
    assert found["โครงการที่เป็นเจ้าภาพ"] == ["70-1-01 ส่งเสริมเมล็ดพันธุ์ดี"]
    assert len(found["รายการในแผนที่เป็นเจ้าภาพ"]) == 6
    assert str(made["1"]) in found["รายการในแผนที่เป็นเจ้าภาพ"]


def hosted(post) -> list[tuple[str, str]]:
    (found,) = [w for w in handover.open_work(post) if w.kind == "รายการในแผนที่เป็นเจ้าภาพ"]
    return [(item.title, item.url) for item in found.items]


def test_an_entry_and_its_copy_in_a_revision_are_handed_over_once(nakhonsawan, planner, head_post):
    with clock.at(DAY):
        plan, _made = plans.adopted(nakhonsawan, planner, head_post)
        before = hosted(head_post)
        newer = plans.plans.revise(plan=plan, title="แผนฉบับใหม่", by=planner)
        assert hosted(head_post) == before
        assert {url for _title, url in before} == {f"/60/2570/plan/?version={plan.pk}"}
        vision = newer.nodes.get(level="vision")
        plans.nodes.add(
            plan=newer, level="issue", title_th="น้ำ", parent=vision, host=head_post, by=planner
        )
        (added,) = [one for one in hosted(head_post) if one not in before]
        assert added == ("3 น้ำ", f"/60/2570/plan/?version={newer.pk}")


def test_the_sheet_of_a_tenure_of_another_post_does_not_exist(
    signed_in, planner, officer, head_post
):
    tenure = officer.tenures.get()
    client = signed_in(planner)
    assert client.get(f"/60/posts/{head_post.pk}/handover/?tenure={tenure.pk}").status_code == 404
    assert client.get(f"/60/posts/{head_post.pk}/handover/?tenure=x").status_code == 404
    assert client.get(f"/60/posts/{head_post.pk}/handover/").status_code == 200


def test_the_work_is_listed_in_the_same_number_of_queries(
    world, officer_post, django_assert_num_queries
):
    with django_assert_num_queries(8):
        assert len(kinds(officer_post)["ผลตัวชี้วัดที่ต้องรายงาน"]) == 3
    for number in range(4, 30):
        cards.line(world, f"1.{number}", name=f"ตัวชี้วัดที่ {number}", collector=officer_post)
    with django_assert_num_queries(8):
        assert len(kinds(officer_post)["ผลตัวชี้วัดที่ต้องรายงาน"]) == 29


def test_the_trail_says_why_a_tenure_ended(world, planner, officer):
    tenure = officer.tenures.get()
    tenures.end(tenure=tenure, on=LAST, reason="ย้ายไปจังหวัดอื่น", by=planner)
    change = Change.objects.get(subject="accounts.tenure", subject_id=tenure.pk, verb="update")
    assert (change.after, change.reason) == ({"valid_to": LAST.isoformat()}, "ย้ายไปจังหวัดอื่น")
