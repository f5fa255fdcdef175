"""The register entry of an indicator: words, and the posts that owe its figures."""

import pytest
from django.urls import reverse

from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures

WORDS = {"name_th": "มูลค่าการจำหน่าย OTOP", "unit": "ร้อยละ", "definition": "เทียบกับปีก่อน"}


@pytest.fixture
def page(line):
    return reverse("indicator_edit", args=["60", 2570, line.pk])


def test_it_works(signed_in, planner, page, line, officer_post, head_post):
    line.indicator.collector = None
    line.indicator.save()
    form = {**WORDS, "collector": officer_post.pk, "supervisor": head_post.pk}
    assert signed_in(planner).post(page, form).status_code == 302
    line.indicator.refresh_from_db()
    assert (line.indicator.collector, line.indicator.unit) == (officer_post, "ร้อยละ")


def test_the_form_shows_what_stands_there(signed_in, planner, page):
    html = signed_in(planner).get(page).content.decode()
    assert "มูลค่าการจำหน่าย OTOP" in html
    assert "นักวิชาการพัฒนาชุมชน" in html


def test_a_name_is_needed_and_nothing_typed_is_lost(signed_in, planner, page, line):
    response = signed_in(planner).post(page, {**WORDS, "name_th": " "})
    assert response.status_code == 422
    assert "เทียบกับปีก่อน" in response.content.decode()
    line.indicator.refresh_from_db()
    assert line.indicator.definition == ""


def test_a_post_elsewhere_is_no_choice(signed_in, planner, page, stranger, line):
    elsewhere = stranger.tenures.get().post
    response = signed_in(planner).post(page, {**WORDS, "collector": elsewhere.pk})
    assert response.status_code == 422
    line.indicator.refresh_from_db()
    assert line.indicator.collector != elsewhere


@pytest.mark.parametrize(
    ("who", "answer"), [("officer", 403), ("executive", 403), ("inspector", 403), ("stranger", 404)]
)
def test_others_do_not_edit(signed_in, page, who, answer, request, line):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(page, {**WORDS, "unit": "บาท"}).status_code == answer
    line.indicator.refresh_from_db()
    assert line.indicator.unit == ""
