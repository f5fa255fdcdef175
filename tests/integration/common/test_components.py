"""Components: what they say, to eyes and to screen readers."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from common import clock, states
from common.errors import Fault


@pytest.fixture
def shown():
    """Render a piece of template as a page does."""

    def render(source: str, **context) -> str:
        template = engines["django"].from_string(CottonCompiler().process(source))
        html = template.render(context, RequestFactory().get("/list/?host=3&page=2"))
        return " ".join(html.split())

    return render


class Form(forms.Form):
    name = forms.CharField(label="ชื่อ", help_text="สั้น ๆ")
    note = forms.CharField(label="หมายเหตุ", required=False)
    way = forms.ChoiceField(label="วิธี", choices=[("a", "ก")], widget=forms.RadioSelect)


@pytest.mark.parametrize("state", states.STATES)
def test_every_state_has_a_word_and_a_shape(shown, state):
    html = shown('<c-status :state="state" />', state=state)
    assert str(states.STATES[state].word) in html
    assert "<svg" in html


def test_an_objects_own_word_wins(shown):
    html = shown('<c-status state="certified">รับรองแล้ว รอตรวจรับ</c-status>')
    assert "รับรองแล้ว รอตรวจรับ" in html


def test_a_state_that_nobody_listed_is_shown_as_it_is(shown):
    assert "รอลงนาม" in shown('<c-status state="รอลงนาม" />')


@pytest.mark.parametrize(
    ("score", "number", "word"),
    [("5", "5.00", "ดีเยี่ยม"), ("3.64", "3.64", "ตามเป้าขั้นต่ำ"), ("1", "1.00", "ต้องแก้ไข")],
)
def test_a_score_is_a_number_first_and_then_a_word(shown, score, number, word):
    html = shown('<c-score :value="score" />', score=Decimal(score))
    assert html.index(number) < html.index(word)


def test_no_score_is_not_a_score(shown):
    assert "ยังไม่รายงาน" in shown('<c-score :value="score" />', score=None)
    assert "ยังไม่ถึงรอบ" in shown('<c-score :value="score" state="not_due" />', score=None)


def test_a_fall_is_said_in_words(shown):
    html = shown('<c-change :value="change" />', change=Decimal("-0.5"))
    assert "ลดลง" in html
    assert "0.50" in html


def test_the_error_summary_leads_to_each_box(shown):
    html = shown('<c-error-summary :form="form" />', form=Form({}))
    assert 'href="#id_name"' in html
    assert 'href="#id_way_0"' in html
    assert "autofocus" in html


def test_the_error_summary_shows_what_a_service_refused(shown):
    faults = [Fault("น้ำหนักเกิน", "weight"), Fault("รอบนี้ล็อกแล้ว")]
    html = shown('<c-error-summary :faults="faults" />', faults=faults)
    assert '<a href="#id_weight">น้ำหนักเกิน</a>' in html
    assert "รอบนี้ล็อกแล้ว" in html


def test_nothing_wrong_nothing_shown(shown):
    assert shown('<c-error-summary :form="form" />', form=Form()).strip() == ""


def test_fields_carry_label_hint_error_and_optional(shown):
    html = shown("{{ form }}", form=Form({"name": ""}))
    assert '<label for="id_name">ชื่อ</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert html.count("(ไม่บังคับ)") == 1
    assert "<legend>วิธี</legend>" in html


def test_what_was_typed_stays(shown):
    assert 'value="โอทอป"' in shown("{{ form }}", form=Form({"note": "โอทอป"}))


@pytest.mark.parametrize(("days", "words"), [(12, "อีก 12 วัน"), (0, "วันนี้"), (-3, "เลยกำหนด 3 วัน")])
def test_a_task_says_how_long_is_left(shown, days, words):
    day = dt.date(2026, 11, 23)
    with clock.at(day):
        html = shown('<c-task title="ก" url="/" :due="due" />', due=day + dt.timedelta(days=days))
    assert words in html


def test_the_pager_keeps_the_filters(shown):
    html = shown('<c-pager :page="page" />', page=Paginator(range(50), 10).page(2))
    assert 'href="?host=3&amp;page=3"' in html
    assert "หน้า 2 จาก 5" in html


def test_a_button_that_changes_something_is_a_form(shown):
    html = shown('<c-button kind="solid" action="/freeze/">ตรึง</c-button>')
    assert '<form method="post" action="/freeze/">' in html
    assert "csrfmiddlewaretoken" in html


def test_progress_asks_again_only_while_it_runs(shown):
    source = '<c-progress :state="state" :percent="40" poll="/jobs/1/" />'
    assert "hx-get" in shown(source, state="running")
    assert "hx-get" not in shown(source, state="done")


def test_text_of_users_is_escaped(shown):
    html = shown('<c-task :title="title" url="/" />', title="<script>alert(1)</script>")
    assert "<script>" not in html
