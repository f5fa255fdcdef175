"""The editor of a plan's tree: by keyboard, mouse, finger, form, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from strategies.models import PlanNode
from strategies.services import moves, nodes, plans
from tests.browser.conftest import no_sideways_scroll
from tests.factories import plans as plants


@pytest.fixture
def draft(nakhonsawan, planner, head_post, agriculture):
    """A revision with a change of every kind."""
    plan, _made = plants.adopted(nakhonsawan, planner, head_post)
    newer = plans.revise(plan=plan, title="แผนพัฒนาจังหวัด ฉบับทบทวน", by=planner)
    newer.made = {f"{node.level} {node.code}".strip(): node for node in newer.nodes.all()}
    nodes.rename(node=newer.made["issue 1"], title_th="เกษตรมูลค่าสูงและปลอดภัย", by=planner)
    nodes.set_joint(node=newer.made["issue 2"], joint_agencies=[agriculture], by=planner)
    nodes.add(
        plan=newer, level="strategy", title_th="ใหม่", parent=newer.made["objective 2.1"], by=planner
    )
    moves.retire(node=newer.made["strategy 1.1.1"], by=planner, reason="ซ้ำซ้อน")
    newer.at = f"/60/plans/{newer.pk}/"
    return newer


@pytest.fixture
def editor(live_server, sign_in, planner, draft):
    """Open the editor in a page."""

    def open_in(page):
        sign_in(page, planner)
        page.goto(f"{live_server.url}{draft.at}edit/")
        return page

    return open_in


def row(page, node):
    return page.locator(f"#node-{node.pk} > .edit-row")


def manage(page, node):
    row(page, node).locator("summary").click()


def step(page, node, label):
    return row(page, node).get_by_role("button", name=label)


def test_it_works(any_page, live_server, sign_in, planner, draft, axe):
    page = any_page
    sign_in(page, planner)
    issue = draft.made["issue 1"]
    pages = (
        "/60/plans/",
        "/60/plans/new/",
        *(f"{draft.at}{name}/" for name in (
            "edit", "about", "labels", "submit", "compare", "import", "renumber",
            f"nodes/{issue.pk}", f"nodes/{issue.pk}/move", f"nodes/{issue.pk}/retire",
        )),
    )  # fmt: skip
    for address in pages:
        page.goto(live_server.url + address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        no_sideways_scroll(page)
        axe(page)


def test_a_node_is_moved_by_keyboard_and_keeps_the_focus(page_at, editor, draft, axe):
    page = editor(page_at(1200))
    issue = draft.made["issue 2"]
    manage(page, issue)
    step(page, issue, "เลื่อนขึ้น").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="ลำดับที่ 2 จาก 3")).to_have_count(1)
    expect(step(page, issue, "เลื่อนขึ้น")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="ลำดับที่ 1 จาก 3")).to_have_count(1)
    expect(step(page, issue, "เลื่อนลง")).to_be_focused()
    axe(page)
    first = PlanNode.objects.filter(plan=draft, parent=issue.parent).first()
    assert first == issue


@pytest.mark.parametrize("width", [360, 1200])
def test_what_was_saved_is_seen_beside_its_entry(page_at, editor, draft, width):
    page = editor(page_at(width))
    last = draft.made["strategy 2.1.1"]
    page.goto(f"{page.url.removesuffix('edit/')}nodes/{last.pk}/")
    page.get_by_role("button", name="บันทึก").click()
    expect(page).to_have_url(re.compile(f"#node-{last.pk}$"))
    expect(page.locator(".messages")).to_be_in_viewport(ratio=1)
    expect(row(page, last).locator(".plan-title")).to_be_in_viewport(ratio=1)
    message = page.locator(".messages").bounding_box()
    assert row(page, last).bounding_box()["y"] >= message["y"] + message["height"]


def test_links_in_lists_are_large_enough(any_page, live_server, sign_in, planner, draft):
    page = any_page
    sign_in(page, planner)
    for address in ("/60/plans/", f"{draft.at}edit/", f"{draft.at}alignment/", "/60/2570/plan/"):
        page.goto(live_server.url + address)
        links = page.locator("main li > a, main td > a:only-child, main p > a.lone")
        for box in (link.bounding_box() for link in links.all() if link.is_visible()):
            assert box["height"] >= 24, address


def drag(page, node, target):
    """With the mouse, from the handle of one node onto the row of another."""
    row(page, target).evaluate("row => window.scrollTo(0, row.offsetTop - 80)")
    grip = row(page, node).locator(".edit-grip").bounding_box()
    goal = row(page, target).bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 12)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, grip["y"] + 20, steps=4)
    page.mouse.move(goal["x"] + 40, goal["y"] + goal["height"] / 2, steps=15)
    page.mouse.move(goal["x"] + 40, goal["y"] + goal["height"] / 2 - 2, steps=3)
    page.wait_for_timeout(150)
    page.mouse.up()


def test_a_node_is_dragged_with_the_mouse(page_at, editor, draft):
    page = editor(page_at(1200))
    moved, onto = draft.made["issue 2"], draft.made["issue 1"]
    with page.expect_response(lambda answer: "/move/" in answer.url) as answer:
        drag(page, moved, onto)
    assert answer.value.status == 200
    expect(page.get_by_role("status").filter(has_text="อยู่ภายใต้")).to_have_count(1)
    issues = list(PlanNode.objects.filter(plan=draft, level="issue").values_list("pk", flat=True))
    assert issues == [moved.pk, onto.pk]


def test_a_node_is_dropped_only_where_its_level_may_stand(page_at, editor, draft):
    page = editor(page_at(1200))
    node, onto = draft.made["objective 2.1"], draft.made["issue 1"]
    with page.expect_response(lambda answer: "/move/" in answer.url) as answer:
        drag(page, node, onto)
    assert answer.value.status == 200
    expect(page.locator(f"#node-{onto.pk} #node-{node.pk}")).to_have_count(1)
    node.refresh_from_db()
    assert node.parent == onto


def test_a_node_is_dragged_with_a_finger(browser, live_server, sign_in, planner, draft):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    sign_in(page, planner)
    page.goto(f"{live_server.url}{draft.at}edit/")
    moved, onto = draft.made["issue 2"], draft.made["issue 1"]
    row(page, onto).scroll_into_view_if_needed()
    page.evaluate("window.scrollBy(0, 200)")
    grip = row(page, moved).locator(".edit-grip").bounding_box()
    goal = row(page, onto).bounding_box()
    touch = context.new_cdp_session(page)

    def finger(kind, x, y):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = grip["x"] + 8, grip["y"] + 12
    finger("touchStart", x, y)
    goal_y = goal["y"] + goal["height"] / 2
    for part in range(1, 21):
        finger("touchMove", x + 20, y + (goal_y - y) * part / 20)
        page.wait_for_timeout(15)
    with page.expect_response(lambda answer: "/move/" in answer.url) as answer:
        finger("touchEnd", x, goal_y)
    assert answer.value.status in (200, 409)
    issues = list(PlanNode.objects.filter(plan=draft, level="issue").values_list("pk", flat=True))
    context.close()
    assert issues == [moved.pk, onto.pk]


def test_everything_works_without_scripts(page_without_js, editor, draft):
    page = editor(page_without_js)
    issue = draft.made["issue 2"]
    manage(page, issue)
    step(page, issue, "เลื่อนขึ้น").click()
    expect(page.locator(".messages")).to_contain_text("ลำดับที่ 2 จาก 3")
    expect(step(page, issue, "เลื่อนขึ้น")).to_be_visible()
    row(page, issue).get_by_role("link", name="เพิ่มวัตถุประสงค์").click()
    page.get_by_label("ชื่อ", exact=True).fill("เป้าใหม่")
    page.get_by_label("เจ้าภาพ").select_option(index=1)
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator(".messages")).to_contain_text("เป้าใหม่")
    goal = PlanNode.objects.get(title_th="เป้าใหม่")
    assert goal.parent == issue
    assert goal.host is not None


def test_a_host_is_found_by_typing(page_at, editor, draft, axe):
    page = editor(page_at(360))
    issue = draft.made["issue 1"]
    manage(page, issue)
    row(page, issue).get_by_role("link", name="แก้ไข").click()
    box = page.locator(".autocomplete__input")
    expect(page.get_by_label("เจ้าภาพ")).to_have_value("สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์ – พัฒนาการจังหวัด")
    box.fill("ไม่มีตำแหน่งนี้")
    page.get_by_role("button", name="บันทึก").click()
    expect(box).to_have_js_property("validationMessage", "ไม่พบรายการที่ตรงกัน")
    box.fill("วิเคราะห์")
    page.get_by_role("option", name="นักวิเคราะห์นโยบายและแผน").first.click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator(".messages")).to_be_visible()
    issue.refresh_from_db()
    assert issue.host.title_th == "นักวิเคราะห์นโยบายและแผน"


def test_changed_words_are_marked_and_said(page_at, live_server, sign_in, planner, draft):
    page = page_at(1200)
    sign_in(page, planner)
    page.goto(f"{live_server.url}{draft.at}compare/")
    expect(page.locator("ins").first).to_have_text("[เพิ่ม: และปลอดภัย]")
    expect(page.get_by_text("ซ้ำซ้อน")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".compare-removed")).to_be_visible()


def test_a_workbook_goes_out_and_comes_in(page_at, live_server, sign_in, planner, draft, axe):
    page = page_at(1200)
    sign_in(page, planner)
    page.goto(f"{live_server.url}{draft.at}import/")
    with page.expect_download() as download:
        page.get_by_role("link", name="ไฟล์ที่ส่งออกจากหน้าแผน").click()
    nodes.rename(node=draft.made["issue 2"], title_th="เปลี่ยนไปแล้ว", by=planner)
    page.locator("input[type=file]").set_input_files(download.value.path())
    page.get_by_role("button", name="ส่งไฟล์เพื่อตรวจ").click()
    expect(page.get_by_text("เปลี่ยนไปแล้ว → ท่องเที่ยว")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="ยืนยันการนำเข้า").click()
    expect(page.locator(".messages")).to_contain_text("นำเข้าแผนจากไฟล์แล้ว")
    draft.made["issue 2"].refresh_from_db()
    assert draft.made["issue 2"].title_th == "ท่องเที่ยว"
