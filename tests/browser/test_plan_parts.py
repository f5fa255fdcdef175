"""Alignment, coverage, consultation and cluster plans in the browser: two languages, two widths."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from common import clock
from provinces.models import AgencyZone
from strategies.models import FrameworkItem
from strategies.services import alignments, comments, consultations, frameworks, nodes, references
from tests import factories
from tests.browser.conftest import no_sideways_scroll
from tests.factories import plans as plants


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    list(frameworks.load())
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, head_post)
    for code, framework, item in (("1", "sdg", "2"), ("1.1.1", "master-plans", "3")):
        found = FrameworkItem.objects.get(framework__code=framework, code=item)
        alignments.put(node=made[code], item=found, primary=True, by=planner)
    return plan, made


@pytest.fixture
def opened(draft, planner, officer, development):
    plan, made = draft
    consultation = consultations.open_(
        plan=plan,
        closes=clock.today() + dt.timedelta(20),
        agencies=[development],
        introduction="โปรดให้ความเห็นต่อทุกประเด็น",
        by=planner,
    )
    given = [
        comments.give(consultation=consultation, node=made["1"], text=text, by=officer)
        for text in ("ควรเพิ่มเรื่องน้ำต้นทุน", "ควรเพิ่มตัวชี้วัดรายได้")
    ]
    comments.answer(comment=given[0], outcome="declined", answer="อยู่ในแผนชลประทาน", by=planner)
    return consultation, given


@pytest.fixture
def cluster_plan(cluster, draft, phichit, stranger, planner, nakhonsawan):
    """Two members that say nearly the same for one issue, and a department with two zones."""
    office = factories.agency(cluster, "สำนักงานบริหารยุทธศาสตร์กลุ่มจังหวัด")
    by = factories.user("osm", factories.post(office, "หัวหน้ากลุ่มงาน", "planner"))
    theirs = plants.grown(plants.draft(phichit, stranger), stranger, None)
    plan = plants.draft(cluster, by)
    made = plants.grown(plan, by, None)
    irrigation = factories.agency(nakhonsawan, "โครงการชลประทานนครสวรรค์")
    irrigation.line_ministry = "กรมชลประทาน"
    irrigation.save()
    for code, where in (("3", nakhonsawan), ("4", phichit)):
        zone = AgencyZone.objects.create(
            department="กรมชลประทาน", code=code, name_th=f"สำนักงานชลประทานที่ {code}",
            name_en=f"Regional Irrigation Office {code}", confidence="medium",
        )  # fmt: skip
        zone.provinces.set([where])
    host = factories.post(irrigation, "ผู้อำนวยการ", "agency_head")
    nodes.set_host(node=draft[1]["1.1.1"], host=host, by=planner)
    for member_node in (draft[1]["1.1.1"], theirs["1.1.1"]):
        references.add(node=made["1"], member_node=member_node, by=by)
    return plan, made, by


def test_it_works(any_page, live_server, sign_in, planner, draft, opened, axe):
    plan, made = draft
    sign_in(any_page, planner)
    here = f"{live_server.url}/60/plans/{plan.pk}"
    for address in (
        f"{here}/alignment/",
        f"{here}/alignment/?q=ไม่มีคำนี้",
        f"{here}/alignment/{made['1'].pk}/?q=น้ำ",
        f"{here}/coverage/?framework=sdg",
        f"{here}/consultation/",
        f"{here}/consultation/?show=all",
        f"{here}/consultation/prolong/",
        f"{here}/consultation/comments/{opened[1][1].pk}/answer/",
        f"{here}/consultation/summary/",
        f"{live_server.url}/60/frameworks/",
        f"{live_server.url}/60/frameworks/new/",
        f"{live_server.url}/60/2570/plan/?version={plan.pk}",
    ):
        any_page.goto(address)
        expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
        no_sideways_scroll(any_page)
        axe(any_page)


def test_the_cluster(any_page, live_server, sign_in, cluster_plan, axe):
    plan, made, by = cluster_plan
    sign_in(any_page, by)
    here = f"{live_server.url}/N-L2/plans/{plan.pk}/members/"
    for address in (here, f"{here}{made['2'].pk}/?q=ส่งเสริม"):
        any_page.goto(address)
        expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
        no_sideways_scroll(any_page)
        axe(any_page)


def test_a_member_is_chosen_without_scripts(page_without_js, live_server, sign_in, cluster_plan):
    page = page_without_js
    plan, _made, by = cluster_plan
    sign_in(page, by)
    page.goto(f"{live_server.url}/N-L2/plans/{plan.pk}/members/")
    expect(page.get_by_text("ยังไม่มีจังหวัดใดสนับสนุน")).to_have_count(1)
    page.get_by_role("link", name="เลือกรายการ 2 ท่องเที่ยว").click()
    page.get_by_label("ค้นชื่อรายการหรือชื่อจังหวัด").fill("พิจิตร")
    page.get_by_role("button", name="ค้นหา").click()
    page.get_by_role("button", name="เลือก 2.1.1 ส่งเสริมการผลิต 2").click()
    expect(page.get_by_text("บันทึกการเชื่อมโยงแล้ว")).to_be_visible()
    page.get_by_role("link", name="กลับไปภาพรวมของจังหวัดสมาชิก").click()
    expect(page.get_by_text("ยังไม่มีจังหวัดใดสนับสนุน")).to_have_count(0)


def test_somebody_comments_on_a_phone(page_at, live_server, sign_in, officer, draft, opened, axe):
    page = page_at(360)
    sign_in(page, officer)
    page.goto(f"{live_server.url}/60/plans/{draft[0].pk}/consultation/")
    expect(page.get_by_text("อยู่ในแผนชลประทาน")).to_be_visible()
    page.get_by_role("link", name="แสดงความเห็น 2 ท่องเที่ยว").click()
    page.expect_errors = True
    page.get_by_role("button", name="บันทึกความเห็น").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("โปรดพิมพ์ความเห็น")
    expect(summary).to_be_focused()
    axe(page)
    page.get_by_label("ความเห็น", exact=True).fill("ควรมีเทศกาลตลอดปี")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = page.locator(".comment-words", has_text="ควรมีเทศกาลตลอดปี")
    expect(said).to_be_visible()
    no_sideways_scroll(page)
    page.get_by_role("link", name="ถอนความเห็น ควรมีเทศกาลตลอดปี").click()
    no_sideways_scroll(page)
    page.get_by_role("button", name="ถอนความเห็น").click()
    expect(page.get_by_text("ถอนความเห็นแล้ว")).to_be_visible()
    expect(said).to_have_count(0)


def test_a_decline_wants_its_reason(page, live_server, sign_in, planner, draft, opened):
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/plans/{draft[0].pk}/consultation/")
    page.get_by_role("link", name="ตอบความเห็น ควรเพิ่มตัวชี้วัดรายได้").click()
    page.get_by_label("ไม่รับ พร้อมเหตุผล").check()
    page.expect_errors = True
    page.get_by_role("button", name="บันทึกคำตอบ").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("โปรดให้เหตุผลในคำตอบ")
    expect(page.get_by_label("ไม่รับ พร้อมเหตุผล")).to_be_checked()
    page.get_by_label("คำตอบ").fill("มีอยู่แล้ว")
    page.get_by_role("button", name="บันทึกคำตอบ").click()
    expect(page.get_by_text("บันทึกคำตอบแล้ว")).to_be_visible()


def test_a_second_primary_is_not_offered(page_without_js, live_server, sign_in, planner, draft):
    page = page_without_js
    plan, made = draft
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/plans/{plan.pk}/alignment/{made['1'].pk}/?q=SDGs")
    expect(page.get_by_role("button", name="เป็นข้อหลัก")).to_have_count(0)
    page.get_by_role("button", name="เป็นข้อรอง 6 น้ำสะอาดและสุขอนามัย").click()
    expect(page.get_by_text("บันทึกความสอดคล้องแล้ว")).to_be_visible()
