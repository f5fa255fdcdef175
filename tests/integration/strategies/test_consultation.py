"""A draft opened to the sectors: who may speak, until when, and what is answered."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts import workflow
from accounts.personal.parts import parts
from common import clock, slots
from common.errors import NotAllowed, Refused
from strategies import home
from strategies.consultation import selectors
from strategies.models import Comment, Consultation, Plan
from strategies.services import comments, consultations, plans
from tests import factories
from tests.factories import plans as plants
from tests.integration.strategies.consulting import *  # noqa: F403 - fixtures
from tests.integration.strategies.consulting import FIRST, LAST, page_of

pytestmark = pytest.mark.django_db


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


def test_the_copy_of_a_persons_data_holds_what_the_person_said(said, officer, planner, head):
    comments.answer(comment=said, outcome="accepted", answer="จะเพิ่ม", by=planner)
    part = next(one for one in parts(officer) if one.code == "comments")
    (row,) = part.rows
    assert len(row) == len(part.columns)
    for told in ("ควรเพิ่มเรื่องน้ำ", "1 เกษตรมูลค่าสูง", "จะเพิ่ม", said.at):
        assert told in row
    assert planner.name not in map(str, row)
    assert next(one for one in parts(head) if one.code == "comments").rows == ()


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
    page = selectors.consultation_page(officer, plan, show="said")
    assert [one.title for one in page.heard] == ["1 เกษตรมูลค่าสูง (นำออกจากร่างแล้ว)"]


def test_counts_by_sector_and_answer(opened, said, draft, officer, planner, nakhonsawan, chamber):
    member = factories.user("member", factories.post(chamber, "ประธานหอการค้า", "officer"))
    for outcome in ("done", "declined", "declined"):
        one = comments.give(consultation=opened, text="ก", by=member)
        comments.answer(comment=one, outcome=outcome, answer="เหตุผล", by=planner)
    page = selectors.consultation_page(planner, draft[0], show="said")
    rows = {row.sector: row for row in page.sectors}
    private = rows["ภาคเอกชน"]
    assert (private.total, private.done, private.declined, private.unanswered) == (3, 1, 2, 0)
    assert rows["ราชการส่วนภูมิภาค"].unanswered == 1


def test_home_says_what_waits(
    opened, draft, officer, other_officer, planner, django_assert_num_queries
):
    """To those invited and, with the comments that wait for an answer, to the office: once."""

    def at_home(user):
        waiting = [*selectors.home_items(user), *home.home_items(user)]
        return [(one.kind, one.due, one.note) for one in waiting]

    office = ("รับฟังความคิดเห็นต่อแผน", LAST)
    assert at_home(officer) == [("ให้ความเห็นต่อร่างแผน", LAST, "")]
    assert at_home(other_officer) == []
    assert at_home(planner) == [(*office, "")]
    comments.give(consultation=opened, text="ก", by=officer)
    comments.give(consultation=opened, text="ข", by=officer)
    assert at_home(officer) == []
    (item,) = home.home_items(planner)
    assert (item.due, item.note, item.url) == (LAST, "ตอบความเห็น 2 เรื่อง", page_of(draft[0]))
    Comment.objects.bulk_create(
        Comment(consultation=opened, sector="private", text="ก", by=officer) for _ in range(50)
    )
    with django_assert_num_queries(1):
        assert at_home(planner) == [(*office, "ตอบความเห็น 52 เรื่อง")]
    plans.submit(plan=draft[0], by=planner)
    assert at_home(planner) == [("บันทึกมติต่อแผน", None, "ตอบความเห็น 52 เรื่อง")]
    assert {selectors.home_items, home.home_items} <= set(slots.home_items)


def test_nobody_is_invited_once_it_is_over(opened, draft, planner, agriculture):
    with clock.at(LAST + dt.timedelta(1)), pytest.raises(Refused, match="ปิดรับความเห็นแล้ว"):
        consultations.invite(consultation=opened, agencies=[agriculture], by=planner)
