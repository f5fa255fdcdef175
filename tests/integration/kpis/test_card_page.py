"""The page of the card: lines under their issues, weights, buttons by permission, out as Excel."""

import datetime as dt
from decimal import Decimal

import pytest

from common import clock
from kpis.models import Card, Criteria
from kpis.services import cards, criteria, imports
from strategies.models import Plan, PlanNode, PlanTemplate
from tests.integration.kpis.card_fixtures import YEAR, add, card, otop, stars, upload, url
from tests.integration.kpis.test_card_services import FULL

__all__ = ["card", "otop", "stars"]
PAGE = url("card")


def test_it_works(signed_in, planner, otop, stars):
    page = signed_in(planner).get(PAGE)
    text = page.content.decode()
    assert page.status_code == 200
    assert "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่าย OTOP" in text
    assert "ยังไม่กำหนดเกณฑ์" in text
    assert "น้ำหนักรวม 100.00 ครบถ้วน" in text
    assert [group.code for group in page.context["page"].groups] == ["2"]


def test_a_line_that_comes_into_force_later_says_from_when(signed_in, planner, otop, stars):
    day = dt.date(2027, 9, 1)
    Criteria.objects.filter(pk=otop.pk).update(effective_from=day, version=2, reason="ตามมติ")
    with clock.at(day - dt.timedelta(1)):
        shown = signed_in(planner).get(PAGE).content.decode()
    assert shown.count("มีผลตั้งแต่ 1 ก.ย. 2570") == 1
    with clock.at(day):
        assert "มีผลตั้งแต่" not in signed_in(planner).get(PAGE).content.decode()


def test_the_missing_weight_is_said(signed_in, planner, otop):
    assert "น้ำหนักรวม 5.00 ต้องเป็น 100.00 (ขาด 95.00)" in page_of(signed_in, planner)


def page_of(signed_in, person) -> str:
    return signed_in(person).get(PAGE).content.decode()


@pytest.mark.parametrize("button", ["import/", "criteria/", "remove/", "agree/"])
def test_buttons_are_for_those_who_may(signed_in, planner, officer, executive, otop, stars, button):
    assert f'{button}"' in page_of(signed_in, planner)
    assert f'{button}"' not in page_of(signed_in, officer)
    assert f'{button}"' not in page_of(signed_in, executive)


def test_lines_stand_under_their_issues(signed_in, planner, otop, stars, nakhonsawan):
    template = PlanTemplate.objects.create(
        code="t", name_th="ก", name_en="A", first_year=2561, last_year=2570
    )
    plan = Plan.objects.create(
        area=nakhonsawan, template=template, title="แผน", first_year=2566, last_year=2570
    )
    issue = PlanNode.objects.create(plan=plan, level="issue", code="2", title_th="ชุมชนและท่องเที่ยว")
    goal = PlanNode.objects.create(
        plan=plan, parent=issue, level="objective", code="2.1", title_th="รายได้"
    )
    otop.node = goal
    otop.save()
    assert "2. ชุมชนและท่องเที่ยว" in page_of(signed_in, planner)


def test_no_card_yet(signed_in, planner, officer, nakhonsawan):
    assert "เปิดบัญชีเปล่า" in page_of(signed_in, planner)
    assert "เปิดบัญชีเปล่า" not in page_of(signed_in, officer)
    assert signed_in(planner).post(url("card", "open")).status_code == 302
    assert Card.objects.get().fiscal_year == YEAR
    assert signed_in(officer).post(url("card", "open")).status_code == 403


@pytest.mark.parametrize("lines", [3, 60])
def test_the_number_of_queries_is_fixed(
    signed_in, planner, card, officer_post, lines, django_assert_max_num_queries
):
    for number in range(lines):
        add(card, planner, f"1.{number}", f"ตัวชี้วัด {number}", 1, collector=officer_post)
    client = signed_in(planner)
    with django_assert_max_num_queries(12) as captured:
        client.get(PAGE)
    counts[lines] = len(captured)
    assert len(set(counts.values())) == 1


counts: dict[int, int] = {}


# -- Agree, normalise, remove ---------------------------------------------------------------------


def test_agree_asks_first(signed_in, planner, otop, stars):
    client = signed_in(planner)
    assert "ตกลงบัญชีตัวชี้วัด" in client.get(url("card", "agree")).content.decode()
    assert client.post(url("card", "agree")).status_code == 302
    assert Card.objects.get().status == Card.Status.AGREED
    assert "ตกลงแล้ว" in page_of(signed_in, planner)


def test_agree_is_refused_with_the_sum(signed_in, planner, otop):
    page = signed_in(planner).post(url("card", "agree"))
    assert page.status_code == 422
    assert "น้ำหนักรวม 5.00 ต้องเป็น 100.00 (ขาด 95.00)" in page.content.decode()
    assert Card.objects.get().status == Card.Status.DRAFT


def test_normalise_shows_before_and_after(signed_in, planner, otop):
    client = signed_in(planner)
    page = client.get(url("card", "weights")).content.decode()
    assert "น้ำหนักรวม 5.00" in page
    assert "100.00" in page
    assert Card.objects.get().criteria.get().weight == 5
    assert client.post(url("card", "weights")).status_code == 302
    assert Card.objects.get().criteria.get().weight == 100


def test_remove_asks_first(signed_in, planner, otop):
    client = signed_in(planner)
    assert "นำออกจากบัญชี" in client.get(url("card", otop.pk, "remove")).content.decode()
    assert client.post(url("card", otop.pk, "remove")).status_code == 302
    assert Card.objects.get().criteria.count() == 0


@pytest.mark.parametrize("path", ["agree", "weights", "import"])
def test_who_may_not(signed_in, officer, stranger, otop, path):
    assert signed_in(officer).get(url("card", path)).status_code == 403
    assert signed_in(officer).post(url("card", path)).status_code == 403
    assert signed_in(stranger).get(url("card", path)).status_code == 404
    assert signed_in(stranger).post(url("card", path)).status_code == 404


def test_the_page_is_for_the_area(signed_in, officer, stranger, otop):
    assert signed_in(officer).get(PAGE).status_code == 200
    assert signed_in(stranger).get(PAGE).status_code == 404
    assert signed_in(stranger).get("/60/2570/card.xlsx").status_code == 404


# -- Out as Excel and in again --------------------------------------------------------------------


def test_export_comes_back_unchanged(signed_in, planner, otop, stars):
    criteria.define(line=otop, definition=FULL, by=planner)
    response = signed_in(planner).get("/60/2570/card.xlsx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "card-60-2570.xlsx" in response["Content-Disposition"]
    seen = imports._preview(
        imports._upload(otop.card.area, YEAR, "x.xlsx", response.content, planner),
        otop.card.area,
        otop.card,
    )
    assert (seen.faults, [change.kind for change in seen.changes]) == ([], ["unchanged"] * 2)


def test_export_into_another_year_is_the_same_card(planner, otop, stars, nakhonsawan, signed_in):
    criteria.define(line=otop, definition=FULL, by=planner)
    data = signed_in(planner).get("/60/2570/card.xlsx").content
    copy = imports.take(area=nakhonsawan, fiscal_year=2572, name="x.xlsx", data=data, by=planner)
    told = ("code", "indicator_id", "weight", "target", "target_level", "method", "levels")
    assert list(copy.criteria.values_list(*told)) == list(otop.card.criteria.values_list(*told))


def test_an_agreed_card_goes_out_but_not_in(signed_in, planner, otop, stars):
    cards.agree(card=otop.card, by=planner)
    client = signed_in(planner)
    data = client.get("/60/2570/card.xlsx").content
    assert data.startswith(b"PK")
    page = client.post(url("card", "import"), {"file": upload(data)})
    assert page.status_code == 422
    assert "ตกลงแล้ว" in page.content.decode()


def test_levels_are_exact(planner, card):
    fine = tuple(Decimal(n) + Decimal("0.00000001") for n in range(5))
    line = add(card, planner, "1", "ก", levels=fine)
    line.refresh_from_db()
    assert line.levels == list(fine)
