"""The pages of a consultation: opened, commented on a phone, answered, prolonged."""

import datetime as dt

import pytest

from common import clock
from common.errors import Refused
from jobs.models import Job
from jobs.services import worker
from strategies.models import Comment, Consultation
from strategies.services import comments, consultations
from tests import factories
from tests.factories import plans as plants
from tests.integration.strategies.consulting import *  # noqa: F403 - fixtures
from tests.integration.strategies.consulting import FIRST, LAST, page_of

pytestmark = pytest.mark.django_db


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


def test_what_waits_for_an_answer_is_listed_alone(signed_in, opened, said, draft, officer, planner):
    answered = comments.give(consultation=opened, text="เรื่องที่ตอบแล้ว", by=officer)
    comments.answer(comment=answered, outcome="done", answer="", by=planner)
    client = signed_in(planner)
    shown = client.get(page_of(draft[0], "?show=waiting")).content.decode()
    assert "ควรเพิ่มเรื่องน้ำ" in shown
    assert "เรื่องที่ตอบแล้ว" not in shown
    assert "ยังไม่ได้ตอบ 1 ความเห็น" in shown
    assert "เรื่องที่ตอบแล้ว" in client.get(page_of(draft[0], "?show=x")).content.decode()


def test_more_are_invited_on_the_page(signed_in, opened, draft, planner, agriculture, officer):
    client = signed_in(planner)
    form = page_of(draft[0], "invite/")
    assert f'href="{form}"' in client.get(page_of(draft[0])).content.decode()
    assert client.post(form, {"users": ""}).status_code == 422
    assert client.post(form, {"agencies": [agriculture.pk]}).status_code == 302
    assert opened.invitations.filter(agency=agriculture).exists()
    assert opened.invitations.count() == 3
    assert client.post(form, {"agencies": [agriculture.pk]}).status_code == 302
    assert opened.invitations.count() == 3
    assert signed_in(officer).get(form).status_code == 403


def test_letters_that_failed_are_sent_again_on_the_page(signed_in, opened, draft, planner, head):
    again = page_of(draft[0], "resend/")
    client = signed_in(planner)
    assert again not in client.get(page_of(draft[0])).content.decode()
    for job in Job.objects.filter(kind=consultations.LETTER):
        worker.run(job.pk)
    shown = client.get(page_of(draft[0])).content.decode()
    assert f'action="{again}"' in shown
    assert "ส่งจดหมายไม่สำเร็จ: ไม่มีอีเมลของผู้ได้รับเชิญ" in shown
    assert again not in signed_in(head).get(page_of(draft[0])).content.decode()
    assert client.post(again).status_code == 302
    assert again not in client.get(page_of(draft[0])).content.decode()


def test_who_submits_is_told_of_comments_without_an_answer(signed_in, opened, said, draft, planner):
    client, submit = signed_in(planner), f"/60/plans/{draft[0].pk}/submit/"
    shown = client.get(submit).content.decode()
    assert "ยังไม่ได้ตอบ 1 ความเห็น" in shown
    assert f'href="{page_of(draft[0], "?show=waiting")}"' in shown
    comments.answer(comment=said, outcome="done", answer="", by=planner)
    assert "ยังไม่ได้ตอบ" not in client.get(submit).content.decode()
    comments.give(consultation=opened, text="อีกเรื่อง", by=said.by)
    assert client.post(submit).status_code == 302


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
