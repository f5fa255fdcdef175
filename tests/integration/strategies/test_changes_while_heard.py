"""A draft that is changed while comments are taken: who changes it is told, comments keep."""

import datetime as dt
import importlib

import pytest
from django.db import connection
from django.utils import translation

from common import clock
from strategies.consultation import selectors
from strategies.models import Comment, PlanNode
from strategies.services import comments, moves, nodes
from tests.integration.strategies.consulting import *  # noqa: F403 - fixtures
from tests.integration.strategies.consulting import LAST, page_of

pytestmark = pytest.mark.django_db

UNTIL = 'กำลังรับฟังความเห็นถึงวันที่ <span class="nobr">31 มี.ค. 2570</span>'
NAMED = "ความเห็น 1 รายการอ้างถึงรายการนี้"


@pytest.fixture
def worded_anew(said, draft, planner):
    """The entry that was commented on, in other words and with another number."""
    moves.step(node=draft[1]["2"], direction="up", by=planner)
    moves.renumber(plan=draft[0], by=planner)
    node = PlanNode.objects.get(pk=said.node_id)
    return nodes.rename(node=node, title_th="เกษตรปลอดภัย", title_en="Safe farming", by=planner)


def text_of(client, plan, more):
    return client.get(f"/60/plans/{plan.pk}/{more}").content.decode()


def test_it_works(signed_in, opened, worded_anew, draft, officer, planner):
    for reader in (officer, planner):
        shown = signed_in(reader).get(page_of(draft[0])).content.decode()
        assert "2 เกษตรปลอดภัย" in shown
        assert "เมื่อให้ความเห็น รายการนี้คือ “1 เกษตรมูลค่าสูง”" in shown
    one = Comment.objects.get()
    for more in (f"comments/{one.pk}/answer/", f"comments/{one.pk}/"):
        reader = planner if "answer" in more else officer
        shown = signed_in(reader).get(page_of(draft[0], more)).content.decode()
        assert "“1 เกษตรมูลค่าสูง”" in shown


def test_an_entry_that_reads_the_same_is_named_once(signed_in, said, draft, officer):
    assert "เมื่อให้ความเห็น" not in signed_in(officer).get(page_of(draft[0])).content.decode()


def test_who_reads_english_sees_the_english_of_that_day(opened, draft, officer, planner):
    node = draft[1]["1"]
    nodes.rename(node=node, title_th=node.title_th, title_en="Farming", by=planner)
    node.refresh_from_db()
    comment = comments.give(consultation=opened, node=node, text="Water", by=officer)
    assert (comment.about, comment.about_en) == ("1 เกษตรมูลค่าสูง", "1 Farming")
    nodes.rename(node=node, title_th=node.title_th, title_en="Safe farming", by=planner)
    node.refresh_from_db()
    assert not comment.was_otherwise(node)
    with translation.override("en"):
        assert comment.was_otherwise(node)
        page = selectors.consultation_page(officer, opened.plan)
        assert [one.was for heard in page.heard for one in heard.said] == ["1 Farming"]


def test_comments_of_before_get_what_is_known(said, draft):
    migration = importlib.import_module("strategies.migrations.0008_comments_keep_their_entry")
    PlanNode.objects.filter(pk=said.node_id).update(title_en="Farming")
    Comment.objects.filter(pk=said.pk).update(about="", about_en="")
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(migration.FILL)
    said.refresh_from_db()
    assert (said.about, said.about_en) == ("1 เกษตรมูลค่าสูง", "1 Farming")
    Comment.objects.filter(pk=said.pk).update(about="1 อื่น", about_en="")
    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)
    said.refresh_from_db()
    assert (said.about, said.about_en) == ("1 อื่น", "")


def test_the_editor_and_its_forms_say_that_comments_are_taken(signed_in, said, draft, planner):
    plan, made = draft
    desk, node = signed_in(planner), f"nodes/{made['1'].pk}/"
    editor = text_of(desk, plan, "edit/")
    assert UNTIL in editor
    assert "ความเห็น 1 รายการอ้างถึงรายการในแผนนี้" in editor
    row = editor.split(f'id="node-{made["1"].pk}"')[1].split("<details")[0]
    assert f'{page_of(plan)}#node-{made["1"].pk}">ความเห็น 1 รายการ</a>' in row
    for form in (node, f"{node}move/", f"{node}retire/"):
        shown = text_of(desk, plan, form)
        assert UNTIL in shown, form
        assert NAMED in shown, form
    untouched = text_of(desk, plan, f"nodes/{made['2'].pk}/")
    assert "ยังไม่มีความเห็นอ้างถึงรายการนี้" in untouched
    for form in ("renumber/", "import/", f"nodes/new/?level=issue&under={made['vision'].pk}"):
        shown = text_of(desk, plan, form)
        assert UNTIL in shown, form
        assert "ความเห็น 1 รายการอ้างถึงรายการในแผนนี้" in shown, form


def test_nothing_is_said_of_it_after_the_last_day(signed_in, said, draft, planner):
    desk = signed_in(planner)
    with clock.at(LAST + dt.timedelta(1)):
        for form in ("edit/", f"nodes/{draft[1]['1'].pk}/", "renumber/"):
            assert "กำลังรับฟังความเห็น" not in text_of(desk, draft[0], form)


def test_a_withdrawn_comment_names_nothing(signed_in, said, draft, officer, planner):
    comments.withdraw(comment=said, by=officer)
    shown = text_of(signed_in(planner), draft[0], "edit/")
    assert UNTIL in shown
    assert "อ้างถึง" not in shown


def test_withdrawing_asks_first(signed_in, said, draft, officer, planner):
    mine = signed_in(officer)
    page = page_of(draft[0], f"comments/{said.pk}/withdraw/")
    assert f'href="{page}"' in mine.get(page_of(draft[0])).content.decode()
    asked = mine.get(page)
    assert asked.status_code == 200
    assert "ควรเพิ่มเรื่องน้ำ" in asked.content.decode()
    said.refresh_from_db()
    assert said.withdrawn_at is None
    assert signed_in(planner).get(page).status_code == 403
    with clock.at(LAST + dt.timedelta(1)):
        assert mine.get(page).status_code == 409
    assert mine.post(page).status_code == 302
    said.refresh_from_db()
    assert said.withdrawn_at is not None
    assert mine.get(page).status_code == 404
