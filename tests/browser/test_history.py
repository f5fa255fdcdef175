"""The history in the browser: in words, as rows, the inspector's search, and the CSV."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.trail.context import acting
from kpis.models import Card, Criteria, Indicator
from projects.models import BudgetLine
from tests.browser.conftest import no_sideways_scroll
from tests.factories import plans


@pytest.fixture
def project(nakhonsawan, officer, planner, development, agriculture):
    """A project whose money and partners changed, each for a reason."""
    made = plans.project(nakhonsawan, officer, development, name_th="ถนนเลียบแม่น้ำ")
    with acting(by=planner, reason="ตามมติคณะกรรมการ"):
        made.joint_agencies.add(agriculture)
        line = BudgetLine.objects.create(
            project=made, source="province", category="operating", allocated=Decimal(5)
        )
        line.allocated = Decimal(6)
        line.save()
    return made


@pytest.fixture
def line(nakhonsawan, planner):
    indicator = Indicator.objects.create(area=nakhonsawan, code="K", name_th="รายได้ OTOP")
    card = Card.objects.create(area=nakhonsawan, fiscal_year=2570)
    made = Criteria.objects.create(card=card, indicator=indicator, code="1.1", weight=5)
    with acting(by=planner, reason="ปรับตามนโยบาย"):
        Criteria.objects.filter(pk=made.pk).update(weight=6)
    return made


def test_it_works(any_page, live_server, sign_in, inspector, project, axe):
    sign_in(any_page, inspector)
    for address in (
        reverse("history", args=["project", project.pk]),
        reverse("history_search"),
        f"{reverse('history_search')}?person=ไม่มีชื่อนี้",
    ):
        any_page.goto(live_server.url + address)
        expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
        axe(any_page)
        no_sideways_scroll(any_page)


def test_from_the_object_to_its_rows(page_without_js, live_server, sign_in, planner, project):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + f"/60/2570/projects/{project.code}/")
    page.get_by_role("link", name="ประวัติทั้งหมด").click()
    entries = page.locator(".history-list > li")
    expect(entries.filter(has_text="หน่วยงานร่วม: เพิ่ม")).to_contain_text("เพราะ ตามมติคณะกรรมการ")
    expect(entries.filter(has_text="5 → 6")).to_contain_text("โดย ผู้ใช้ planner")
    page.get_by_text("ดูเป็นตารางทีละช่อง").click()
    expect(page.get_by_role("row", name="หน่วยงานร่วม").first).to_be_visible()
    entries.filter(has_text="5 → 6").get_by_role("link", name="ประวัติของงบประมาณ").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".history-list > li")).to_have_count(2)


def test_an_inspector_searches_and_takes_the_file(
    page, live_server, sign_in, inspector, project, line
):
    sign_in(page, inspector)
    page.goto(live_server.url + reverse("history_search"))
    page.get_by_label("พื้นที่").select_option("60")
    page.get_by_label("สิ่งที่ถูกแก้ไข").select_option("criteria")
    page.get_by_label("ชื่อผู้แก้ไข").fill("planner")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.get_by_role("status")).to_have_text("พบ 1 รายการ")
    expect(page.locator(".history-list > li")).to_contain_text("น้ำหนัก 5 → 6")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="ส่งออก CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[12] == "เหตุผล"
    assert [(row[8], row[9], row[12]) for row in rows] == [("น้ำหนัก: 5", "น้ำหนัก: 6", "ปรับตามนโยบาย")]


def test_days_in_the_wrong_order_keep_what_was_typed(page_at, live_server, sign_in, inspector, axe):
    page = page_at(360, language="en")
    page.expect_errors = True
    sign_in(page, inspector)
    query = "since_day=2&since_month=7&since_year=2570&until_day=1&until_month=7&until_year=2570"
    page.goto(f"{live_server.url}{reverse('history_search')}?{query}&person=planner")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Name of who changed it")).to_have_value("planner")
    axe(page)
    no_sideways_scroll(page)
