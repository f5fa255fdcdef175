"""A draft opened to the sectors: who may speak, until when, and what is answered."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts import workflow
from common import clock, slots
from common.errors import NotAllowed, Refused
from jobs.models import Job
from jobs.services import worker
from strategies.consultation import selectors
from strategies.models import Comment, Consultation, Plan
from strategies.services import comments, consultations, plans
from tests import factories
from tests.factories import plans as plants

pytestmark = pytest.mark.django_db

FIRST, LAST = dt.date(2027, 3, 1), dt.date(2027, 3, 31)


@pytest.fixture(autouse=True)
def _march():
    with clock.at(FIRST):
        yield


@pytest.fixture
def chamber(nakhonsawan):
    return factories.agency(nakhonsawan, "หอการค้าจังหวัดนครสวรรค์", sector="private")


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    return plan, plants.grown(plan, planner, head_post)


@pytest.fixture
def opened(draft, planner, development, chamber):
    return consultations.open_(
        plan=draft[0], closes=LAST, agencies=[development, chamber], by=planner
    )


@pytest.fixture
def said(opened, draft, officer):
    return comments.give(consultation=opened, node=draft[1]["1"], text="ควรเพิ่มเรื่องน้ำ", by=officer)


def test_it_works(opened, said, draft, officer, planner, development):
    _plan, made = draft
    assert opened.plan.status == Plan.Status.CONSULTATION
    assert (said.agency, said.sector, said.about) == (
        development, "regional_state", "1 เกษตรมูลค่าสูง",
    )  # fmt: skip
    answered = comments.answer(comment=said, outcome="accepted", answer="จะเพิ่ม", by=planner)
    assert answered.is_answered
    page = selectors.consultation_page(officer, opened.plan)
    heard = next(one for one in page.heard if one.node == made["1"])
    assert [one.comment.answer for one in heard.said] == ["จะเพิ่ม"]
    assert (page.total, page.unanswered, page.may_comment) == (1, 0, True)
    assert [move.action for move in workflow.history(said)] == ["accepted", "give"]


def test_opening_names_what_is_missing(draft, planner, phichit, stranger):
    away = factories.agency(phichit, "สำนักงานเกษตรจังหวัดพิจิตร")
    with pytest.raises(Refused) as refused:
        consultations.open_(
            plan=draft[0],
            closes=FIRST - dt.timedelta(1),
            agencies=[away],
            users=[stranger],
            by=planner,
        )
    assert [fault.field for fault in refused.value.faults] == ["closes", "agencies", "users"]
    with pytest.raises(Refused, match="อย่างน้อย 1 ราย"):
        consultations.open_(plan=draft[0], closes=LAST, by=planner)
    draft[0].refresh_from_db()
    assert draft[0].status == Plan.Status.DRAFT
    assert not Consultation.objects.exists()


def test_it_is_opened_once_at_a_time(opened, draft, planner, chamber):
    with pytest.raises(Refused, match="เปิดรับฟังความคิดเห็นอยู่แล้ว"):
        consultations.open_(plan=draft[0], closes=LAST, agencies=[chamber], by=planner)


def test_only_the_office_opens_prolongs_and_answers(draft, opened, said, officer, executive):
    for person in (officer, executive):
        with pytest.raises(NotAllowed):
            consultations.open_(plan=draft[0], closes=LAST, by=person)
        with pytest.raises(NotAllowed):
            consultations.prolong(
                consultation=opened, closes=LAST + dt.timedelta(9), reason="ก", by=person
            )
        with pytest.raises(NotAllowed):
            comments.answer(comment=said, outcome="done", answer="", by=person)


def test_who_is_not_invited_may_read_but_not_speak(opened, draft, other_officer, planner):
    with pytest.raises(NotAllowed, match="เปิดให้เฉพาะหน่วยงานและบัญชีที่ได้รับเชิญ"):
        comments.give(consultation=opened, text="ควรเพิ่มเรื่องดิน", by=other_officer)
    with pytest.raises(NotAllowed, match="ให้ความเห็นต่อร่างแผน"):
        comments.give(consultation=opened, text="ควรเพิ่มเรื่องดิน", by=planner)
    consultations.invite(consultation=opened, users=[other_officer], by=planner)
    made = comments.give(consultation=opened, text="ควรเพิ่มเรื่องดิน", by=other_officer)
    assert (made.agency, made.node, made.sector) == (None, None, "regional_state")


def test_who_holds_posts_in_two_agencies_says_for_which(
    signed_in, opened, draft, officer, chamber, agriculture
):
    factories.Tenure.objects.create(
        post=factories.post(chamber, "เลขานุการหอการค้า"), user=officer, valid_from=FIRST
    )
    made = comments.give(consultation=opened, text="ก", agency=chamber, by=officer)
    assert (made.agency, made.sector) == (chamber, "private")
    with pytest.raises(Refused, match="ท่านไม่ได้ดำรงตำแหน่งในหน่วยงานที่เลือก"):
        comments.give(consultation=opened, text="ก", agency=agriculture, by=officer)
    client, form = signed_in(officer), page_of(draft[0], "comments/new/")
    assert "ในนามของ" in client.get(form).content.decode()
    assert client.post(form, {"text": "ข", "agency": agriculture.pk}).status_code == 422
    assert client.post(form, {"text": "ข", "agency": chamber.pk}).status_code == 302
    assert Comment.objects.filter(agency=chamber).count() == 2


def test_the_last_day_belongs_to_it_and_the_next_one_does_not(opened, officer, planner):
    with clock.at(LAST, 23):
        comments.give(consultation=opened, text="วันสุดท้าย", by=officer)
    with clock.at(LAST + dt.timedelta(1), 1):
        with pytest.raises(Refused, match=r"ปิดรับความเห็นแล้ว \(รับถึงวันที่ 31 มี.ค. 2570\)"):
            comments.give(consultation=opened, text="สายไป", by=officer)
        later = LAST + dt.timedelta(10)
        longer = consultations.prolong(
            consultation=opened, closes=later, reason="ภาคเอกชนขอเวลาเพิ่ม", by=planner
        )
        comments.give(consultation=longer, text="ทันแล้ว", by=officer)
    assert workflow.history(opened)[0].reason == "ภาคเอกชนขอเวลาเพิ่ม"


@pytest.mark.parametrize(
    ("days", "reason", "fields"),
    [(0, "ขอเวลา", ["closes"]), (-3, "ขอเวลา", ["closes"]), (9, "  ", ["reason"])],
)
def test_prolonging_wants_a_later_day_and_a_reason(opened, planner, days, reason, fields):
    with pytest.raises(Refused) as refused:
        consultations.prolong(
            consultation=opened, closes=LAST + dt.timedelta(days), reason=reason, by=planner
        )
    assert [fault.field for fault in refused.value.faults] == fields


def test_a_comment_says_something(opened, officer):
    with pytest.raises(Refused, match="โปรดพิมพ์ความเห็น"):
        comments.give(consultation=opened, text=" \n ", by=officer)


def test_a_comment_is_on_a_node_of_this_plan(opened, officer, phichit, stranger):
    theirs = plants.grown(plants.draft(phichit, stranger), stranger, None)
    with pytest.raises(Refused, match="เป็นของแผนอื่น"):
        comments.give(consultation=opened, node=theirs["1"], text="ก", by=officer)


def test_declining_wants_a_reason(said, planner):
    with pytest.raises(Refused) as refused:
        comments.answer(comment=said, outcome="declined", answer=" ", by=planner)
    assert str(refused.value) == "เมื่อไม่รับความเห็น โปรดให้เหตุผลในคำตอบ"
    assert refused.value.faults[0].field == "answer"
    with pytest.raises(Refused, match="โปรดเลือกผลการพิจารณา"):
        comments.answer(comment=said, outcome="maybe", answer="", by=planner)
    comments.answer(comment=said, outcome="done", answer="", by=planner)


def test_the_database_refuses_an_answer_without_reason_by_itself(said, planner):
    said.outcome, said.answered_by, said.answered_at = "declined", planner, clock.now()
    with (
        pytest.raises(IntegrityError, match="comment_declined_with_a_reason"),
        transaction.atomic(),
    ):
        said.save()


def test_the_author_changes_and_withdraws_until_it_is_answered(
    opened, said, officer, head, planner
):
    changed = comments.change(comment=said, text="ควรเพิ่มเรื่องดิน", by=officer)
    assert changed.text == "ควรเพิ่มเรื่องดิน"
    with pytest.raises(NotAllowed, match="ของตนเอง"):
        comments.change(comment=said, text="ไม่ใช่ของฉัน", by=head)
    comments.answer(comment=said, outcome="done", answer="", by=planner)
    with pytest.raises(Refused, match="ได้รับคำตอบแล้ว"):
        comments.withdraw(comment=said, by=officer)
    second = comments.give(consultation=opened, text="อีกเรื่อง", by=officer)
    comments.withdraw(comment=second, by=officer)
    with pytest.raises(Refused, match="ถอนความเห็นนี้แล้ว"):
        comments.answer(comment=second, outcome="done", answer="", by=planner)
    with pytest.raises(Refused, match="ถอนไปแล้ว"):
        comments.change(comment=second, text="ก", by=officer)
    assert list(Comment.objects.standing()) == [said]


def test_after_the_last_day_nothing_is_changed_but_answers_go_on(opened, said, officer, planner):
    with clock.at(LAST + dt.timedelta(1)):
        with pytest.raises(Refused, match="ปิดรับความเห็นแล้ว"):
            comments.withdraw(comment=said, by=officer)
        comments.answer(comment=said, outcome="done", answer="", by=planner)


def test_answers_close_with_the_adoption(opened, said, draft, planner):
    plans.submit(plan=draft[0], by=planner)
    assert selectors.unanswered(draft[0]) == 1
    comments.answer(comment=said, outcome="accepted", answer="", by=planner)
    plans.adopt(plan=draft[0], resolution="มติ 1/2570", on=FIRST, by=planner)
    with pytest.raises(Refused, match="ได้รับความเห็นชอบแล้ว"):
        comments.answer(comment=said, outcome="done", answer="", by=planner)


def test_a_comment_outlives_its_node(said, draft, officer):
    plan, made = draft
    for code in ("1.1.1", "1.1", "1"):
        made[code].delete()
    page = selectors.consultation_page(officer, plan, everything=False)
    assert [one.title for one in page.heard] == ["1 เกษตรมูลค่าสูง (นำออกจากร่างแล้ว)"]


def test_counts_by_sector_and_answer(opened, said, draft, officer, planner, nakhonsawan, chamber):
    member = factories.user("member", factories.post(chamber, "ประธานหอการค้า", "officer"))
    for outcome in ("done", "declined", "declined"):
        one = comments.give(consultation=opened, text="ก", by=member)
        comments.answer(comment=one, outcome=outcome, answer="เหตุผล", by=planner)
    page = selectors.consultation_page(planner, draft[0], everything=False)
    rows = {row.sector: row for row in page.sectors}
    private = rows["ภาคเอกชน"]
    assert (private.total, private.done, private.declined, private.unanswered) == (3, 1, 2, 0)
    assert rows["ราชการส่วนภูมิภาค"].unanswered == 1


def test_home_says_what_waits(opened, draft, officer, other_officer, planner):
    def at_home(user):
        return [(i.kind, i.due) for i in selectors.home_items(user)]

    assert at_home(officer) == [("ให้ความเห็นต่อร่างแผน", LAST)]
    assert at_home(other_officer) == at_home(planner) == []
    comments.give(consultation=opened, text="ก", by=officer)
    comments.give(consultation=opened, text="ข", by=officer)
    assert at_home(officer) == []
    assert at_home(planner) == [("ตอบความเห็น 2 เรื่อง", None)]
    assert selectors.home_items in list(slots.home_items)


def test_each_invitation_is_written_to_once(
    draft, planner, development, officer, head, chamber, django_capture_on_commit_callbacks
):
    chamber.email = "chamber@example.test"
    chamber.save()
    opened = consultations.open_(
        plan=draft[0], closes=LAST, agencies=[development, chamber],
        introduction="โปรดให้ความเห็น", by=planner,
    )  # fmt: skip
    for job in Job.objects.filter(kind=consultations.LETTER):
        worker.run(job.pk)
        worker.run(job.pk)
    assert sorted(one for letter in mail.outbox for one in letter.to) == [
        "chamber@example.test", "head@example.test", "officer@example.test",
    ]  # fmt: skip
    letter = next(one for one in mail.outbox if one.to == ["officer@example.test"])
    assert letter.subject == (
        "ขอเชิญให้ความเห็นต่อร่าง แผนพัฒนาจังหวัด / Please comment on the draft Provincial plan"
    )
    assert "ให้ความเห็นได้ถึงวันที่ 31 มีนาคม 2570" in letter.body
    assert "until 31 March 2027 (B.E. 2570)" in letter.body
    assert f"/60/plans/{draft[0].pk}/consultation/" in letter.body
    assert not opened.invitations.filter(notified_at__isnull=True).exists()


def page_of(plan: Plan, more: str = "") -> str:
    return f"/60/plans/{plan.pk}/consultation/{more}"


def test_it_is_opened_on_the_page(signed_in, draft, planner, development):
    client = signed_in(planner)
    day = {"closes_day": "31", "closes_month": "3", "closes_year": "2570"}
    wrong = client.post(
        page_of(draft[0], "open/"), {**day, "introduction": "คำชี้แจง", "users": "ใคร"}
    )
    assert wrong.status_code == 422
    assert "ไม่พบบัญชี ใคร" in wrong.content.decode()
    assert "คำชี้แจง" in wrong.content.decode()
    nobody = client.post(page_of(draft[0], "open/"), day)
    assert "อย่างน้อย 1 ราย" in nobody.content.decode()
    done = client.post(page_of(draft[0], "open/"), {**day, "agencies": [development.pk]})
    assert done.status_code == 302
    assert Consultation.objects.get().closes == LAST


def test_a_comment_and_its_answer_on_the_pages(signed_in, opened, draft, officer, planner):
    plan, made = draft
    client = signed_in(officer)
    shown = client.get(page_of(plan)).content.decode()
    assert shown.count("แสดงความเห็น") >= 7
    form = page_of(plan, f"comments/new/?node={made['1'].pk}")
    assert "ในนาม สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์" in client.get(form).content.decode()
    assert client.post(form, {"text": " "}).status_code == 422
    assert client.post(form, {"text": "ควรเพิ่มเรื่องน้ำ"}).status_code == 302
    one = Comment.objects.get()
    assert client.post(page_of(plan, f"comments/{one.pk}/"), {"text": "แก้แล้ว"}).status_code == 302
    answer = page_of(plan, f"comments/{one.pk}/answer/")
    assert client.get(answer).status_code == 403
    office = signed_in(planner)
    without = office.post(answer, {"outcome": "declined", "answer": ""})
    assert without.status_code == 422
    assert "โปรดให้เหตุผลในคำตอบ" in without.content.decode()
    assert office.post(answer, {"outcome": "done", "answer": "เพิ่มแล้ว"}).status_code == 302
    shown = client.get(page_of(plan)).content.decode()
    assert "แก้แล้ว" in shown
    assert "เพิ่มแล้ว" in shown
    gone = page_of(plan, f"comments/{one.pk}/withdraw/")
    assert client.post(gone).status_code in (409, 422)


def test_after_the_last_day_the_page_keeps_the_words(signed_in, opened, draft, officer):
    client = signed_in(officer)
    with clock.at(LAST + dt.timedelta(1)):
        late = client.post(page_of(draft[0], "comments/new/"), {"text": "สิ่งที่พิมพ์ไว้"})
    assert late.status_code == 422
    assert "ปิดรับความเห็นแล้ว" in late.content.decode()
    assert "สิ่งที่พิมพ์ไว้" in late.content.decode()


def test_it_is_prolonged_on_the_page(signed_in, opened, draft, planner):
    day = {"closes_day": "10", "closes_month": "4", "closes_year": "2570", "reason": "ขอเวลา"}
    assert signed_in(planner).post(page_of(draft[0], "prolong/"), day).status_code == 302
    opened.refresh_from_db()
    assert opened.closes == dt.date(2027, 4, 10)


def test_who_sees_nothing_of_the_area_finds_no_page(signed_in, opened, said, draft, stranger):
    client = signed_in(stranger)
    for more in ("", "open/", "prolong/", "comments/new/", f"comments/{said.pk}/answer/"):
        assert client.get(page_of(draft[0], more)).status_code == 404


def test_pages_without_a_consultation_are_not_found(signed_in, draft, planner):
    client = signed_in(planner)
    assert client.get(page_of(draft[0])).status_code == 200
    for more in ("prolong/", "comments/new/", "comments/1/", "comments/new/?node=x"):
        assert client.get(page_of(draft[0], more)).status_code == 404


@pytest.mark.parametrize("size", [1, 300])
def test_queries_do_not_grow(
    signed_in, opened, draft, officer, head_post, size, django_assert_max_num_queries
):
    plan, made = draft
    nodes = plants.many_nodes(plan, made["1.1"], size, head_post)
    Comment.objects.bulk_create(
        Comment(consultation=opened, node=one, sector="private", text="ก", by=officer)
        for one in nodes
    )
    client = signed_in(officer)
    with django_assert_max_num_queries(14):
        assert client.get(page_of(plan)).status_code == 200
