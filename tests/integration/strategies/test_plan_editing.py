"""The screens on which a plan is worked on, from a new plan to the resolution."""

import io
import re
from decimal import Decimal

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategies.models import Plan, PlanNode
from strategies.services import moves, nodes, plans
from strategies.sheet_ground import ground
from strategies.sheets.write import write
from tests.factories import plans as plants
from tests.integration.strategies.editing import *  # noqa: F403 - fixtures
from tests.integration.strategies.editing import page

PDF = b"%PDF-1.7\nresolution\n%%EOF\n"


def test_it_works(nakhonsawan, planner, signed_in, head_post):
    desk = signed_in(planner)
    given = {
        "template": plants.template().pk, "title": "แผนใหม่", "first_year": "2571",
        "last_year": "๒๕๗๕",
    }  # fmt: skip
    made = desk.post("/60/plans/new/", given, follow=True)
    plan = Plan.objects.get()
    assert (plan.first_year, plan.last_year) == (2571, 2575)
    assert "เพิ่มเป้าหมายการพัฒนา (วิสัยทัศน์)" in made.content.decode()
    at = f"/60/plans/{plan.pk}/"
    desk.post(f"{at}nodes/new/?level=vision", {"title_th": "เมืองน่าอยู่"})
    vision = plan.nodes.get()
    desk.post(
        f"{at}nodes/new/?level=issue&under={vision.pk}",
        {"title_th": "เกษตร", "weight": "100", "host": head_post.pk},
    )
    issue = plan.nodes.get(level="issue")
    assert (issue.parent, issue.code, issue.weight, issue.host) == (vision, "1", 100, head_post)
    desk.post(f"{at}submit/")
    given = {"committee": "ก.บ.จ.", "number": "3/2570", "adopted_on_day": "1",
             "adopted_on_month": "9", "adopted_on_year": "2570"}  # fmt: skip
    paper = SimpleUploadedFile("มติ.pdf", PDF)
    read = desk.post(f"{at}adopt/", {**given, "file": paper}, follow=True).content.decode()
    plan.refresh_from_db()
    assert plan.status == Plan.Status.ADOPTED
    assert "มติ ก.บ.จ. ครั้งที่ 3/2570" in read
    assert f"/evidence/{plan.resolution_id}/" in read
    assert desk.get(f"/evidence/{plan.resolution_id}/").status_code == 200


def test_the_editor_says_what_is_missing(draft, desk, planner):
    nodes.edit(
        node=draft.made["1"], title_th="เกษตรมูลค่าสูง", code="1", weight=Decimal("59.99"), by=planner
    )
    text = page(desk, f"{draft.at}edit/")
    assert "น้ำหนักรวมของประเด็นการพัฒนา 99.99 ต้องเป็น 100" in text
    assert "สิ่งที่ยังขาด" in text
    row = text.split(f'id="node-{draft.made["1"].pk}"')[1].split("<ol")[0]
    for lack in ("ไม่มีเจ้าภาพ", "ไม่มีตัวชี้วัด", "ไม่มีโครงการ"):
        assert lack in row


def test_what_a_project_of_the_version_before_supports_is_not_missing(
    nakhonsawan, planner, head_post, officer, development, signed_in
):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    plants.project(nakhonsawan, officer, development, node=made["1.1.1"])
    newer = plans.revise(plan=plan, title="ทบทวน", by=planner)
    node = newer.nodes.get(identity=made["1.1.1"].identity)
    text = page(signed_in(planner), f"/60/plans/{newer.pk}/edit/")
    assert "ไม่มีโครงการ" not in text.split(f'id="node-{node.pk}"')[1].split("</li><li id")[0]
    read = page(signed_in(planner), "/60/2570/plan/", version=newer.pk)
    assert "ส่งเสริมเมล็ดพันธุ์ดี" in read


def test_search_in_thai_narrows_the_editor(draft, desk):
    text = page(desk, f"{draft.at}edit/", q="การผลิต 2")
    assert "<mark>การผลิต 2</mark>" in text
    assert "ส่งเสริมการผลิต 1" not in text
    assert "edit-step" not in text
    assert "ไม่พบ “ประปา”" in page(desk, f"{draft.at}edit/", q="ประปา")


def test_the_same_queries_with_8_and_with_250_nodes(draft, desk, head_post):
    desk.get(f"{draft.at}edit/")
    with CaptureQueriesContext(connection) as few:
        desk.get(f"{draft.at}edit/")
    plants.many_nodes(draft, draft.made["1.1"], 242, head_post)
    with CaptureQueriesContext(connection) as many:
        desk.get(f"{draft.at}edit/")
    assert len(many) == len(few)


def test_each_list_says_which_levels_may_be_dropped_in_it(draft, desk):
    text = page(desk, f"{draft.at}edit/")
    assert '<ol class="edit-tree edit-top" data-under="" data-takes="vision">' in text
    for name, takes in (("vision", "mission issue"), ("1.1", "strategy"), ("1.1.1", "programme")):
        assert f'data-under="{draft.made[name].pk}" data-takes="{takes}"' in text
    assert f'data-under="{draft.made["1"].pk}" data-takes="objective strategy programme"' in text


def test_a_step_says_where_the_node_went_and_keeps_the_focus(draft, desk):
    pk = draft.made["2"].pk
    response = desk.post(f"{draft.at}move/", {"step": f"{pk}:up"}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert text.lstrip().startswith('<div id="plan-editor"')
    assert "“2 ท่องเที่ยว” อยู่ภายใต้ “เมืองน่าอยู่” ลำดับที่ 2 จาก 3" in text
    assert text.count("data-focus") == 1
    assert f'value="{pk}:up" autofocus data-focus' in text


def test_a_drop_that_the_template_forbids_brings_the_tree_back_with_the_sentence(draft, desk):
    drop = {"node": draft.made["1.1"].pk, "under": draft.made["vision"].pk, "before": ""}
    response = desk.post(f"{draft.at}move/", drop, headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "วัตถุประสงค์ต้องอยู่ภายใต้ ประเด็นการพัฒนา" in response.content.decode()
    assert PlanNode.objects.get(pk=draft.made["1.1"].pk).parent == draft.made["1"]


def test_a_move_by_form(draft, desk):
    node, goal = draft.made["1.1.1"], draft.made["2.1"]
    text = page(desk, f"{draft.at}nodes/{node.pk}/move/")
    offered = text.split('name="parent"')[1].split("</select>")[0]
    assert re.findall(r"<option[^>]*>([^<]*)", offered) == [
        "ประเด็นการพัฒนา 1 เกษตรมูลค่าสูง", "วัตถุประสงค์ 1.1 รายได้เพิ่ม 1",
        "ประเด็นการพัฒนา 2 ท่องเที่ยว", "วัตถุประสงค์ 2.1 รายได้เพิ่ม 2",
    ]  # fmt: skip
    desk.post(f"{draft.at}nodes/{node.pk}/move/", {"parent": goal.pk, "place": "first"})
    assert goal.children.first() == node
    bad = desk.post(f"{draft.at}nodes/{node.pk}/move/", {"parent": draft.made["vision"].pk})
    assert bad.status_code == 422


def test_a_level_that_the_template_does_not_let_stand_there_has_no_form(draft, desk):
    under = draft.made["1.1.1"].pk
    assert desk.get(f"{draft.at}nodes/new/?level=issue&under={under}").status_code == 404
    assert desk.get(f"{draft.at}nodes/new/?level=mission").status_code == 404


def test_a_wrong_form_keeps_what_was_typed(draft, desk):
    node = draft.made["1"]
    given = {"title_th": "ชื่อที่พิมพ์", "code": "2", "weight": "100.01"}
    response = desk.post(f"{draft.at}nodes/{node.pk}/", given)
    assert response.status_code == 422
    text = response.content.decode()
    assert "ต้องไม่เกิน 100" in text
    assert "ชื่อที่พิมพ์" in text
    response = desk.post(f"{draft.at}nodes/{node.pk}/", given | {"weight": "60"})
    assert "รหัสนี้มีอยู่แล้วในระดับเดียวกันของแผน" in response.content.decode()


def test_a_conflict_shows_both_versions_and_saving_again_uses_mine(draft, desk, second_planner):
    node = draft.made["1"]
    nodes.rename(node=node, title_th="ของคนแรก", by=second_planner)
    mine = {"title_th": "ของฉัน", "code": "1", "weight": "60", "edition": "1"}
    response = desk.post(f"{draft.at}nodes/{node.pk}/", mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "ของคนแรก" in text
    assert "ของฉัน</textarea>" in text.replace("\n", "")
    assert 'name="edition" value="2"' in text
    desk.post(f"{draft.at}nodes/{node.pk}/", mine | {"edition": "2"})
    node.refresh_from_db()
    assert node.title_th == "ของฉัน"


def test_retiring_says_first_what_hangs_on_it(draft, desk):
    text = page(desk, f"{draft.at}nodes/{draft.made['1'].pk}/retire/")
    assert "ยังมีรายการในแผน 1 รายการอยู่ภายใต้รายการนี้" in text
    assert desk.post(f"{draft.at}nodes/{draft.made['1'].pk}/retire/").status_code == 409
    desk.post(f"{draft.at}nodes/{draft.made['1.1.1'].pk}/retire/")
    assert not PlanNode.objects.filter(pk=draft.made["1.1.1"].pk).exists()


def test_a_refusal_without_a_box_names_none(draft, desk):
    drop = {"node": draft.made["1.1"].pk, "under": draft.made["vision"].pk, "before": ""}
    text = desk.post(f"{draft.at}move/", drop).content.decode()
    assert "วัตถุประสงค์ต้องอยู่ภายใต้ ประเด็นการพัฒนา" in text
    assert "parent:" not in text


def test_the_plans_own_words_are_shown_everywhere(draft, desk):
    desk.post(f"{draft.at}labels/", {"strategy_th": "กลยุทธ์", "strategy_en": "Strategy"})
    assert "แม่แบบเรียกว่า แนวทางการพัฒนา" in page(desk, f"{draft.at}labels/")
    assert "เพิ่มกลยุทธ์" in page(desk, f"{draft.at}edit/")
    assert "กลยุทธ์</span>" in page(desk, "/60/2570/plan/")
    api = desk.get("/api/v1/areas/60/plans/2570/").json()
    assert api["nodes"][0]["children"][0]["children"][0]["label"] == "กลยุทธ์"
    response = desk.post(f"{draft.at}labels/", {"strategy_th": "พันธกิจ"})
    assert response.status_code == 422
    assert "ใช้เรียกอีกระดับหนึ่งแล้ว" in response.content.decode()


def test_submission_lists_every_fault(draft, desk, planner):
    nodes.edit(node=draft.made["2"], title_th="ท่องเที่ยว", code="2", weight=40, by=planner)
    response = desk.post(f"{draft.at}submit/")
    assert response.status_code == 422
    text = response.content.decode()
    assert "ยังเสนอไม่ได้ โปรดแก้ไข 1 เรื่อง" in text
    assert f"#node-{draft.made['2'].pk}" in text


def test_a_submitted_plan_goes_back_with_a_reason(draft, desk, planner):
    plans.submit(plan=draft, by=planner)
    assert desk.get(f"{draft.at}edit/").status_code == 409
    assert desk.post(f"{draft.at}return/", {"reason": " "}).status_code == 422
    desk.post(f"{draft.at}return/", {"reason": "แก้น้ำหนัก"})
    draft.refresh_from_db()
    assert draft.status == Plan.Status.DRAFT


def test_two_plans_of_one_year_are_not_both_adopted(draft, desk, planner, head_post, nakhonsawan):
    plans.submit(plan=draft, by=planner)
    plans.adopt(plan=draft, resolution="มติ", on=plants.ADOPTED_ON, by=planner)
    other = plants.draft(nakhonsawan, planner, years=(2570, 2572))
    plants.grown(other, planner, head_post)
    plans.submit(plan=other, by=planner)
    given = {"committee": "ก.บ.จ.", "number": "1/2570", "adopted_on_day": "1",
             "adopted_on_month": "9", "adopted_on_year": "2570"}  # fmt: skip
    response = desk.post(f"/60/plans/{other.pk}/adopt/", given)
    assert response.status_code == 422
    assert "โปรดจัดทำเป็นฉบับแก้ไขของแผนนั้น" in response.content.decode()


def test_versions_are_listed_and_compared(nakhonsawan, planner, head_post, signed_in, officer):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    desk = signed_in(planner)
    desk.post(f"/60/plans/{plan.pk}/revise/", {"title": "ฉบับทบทวน"})
    newer = Plan.objects.get(version=2)
    node = newer.nodes.get(identity=made["1.1.1"].identity)
    nodes.rename(node=node, title_th="ส่งเสริมการแปรรูป 1", by=planner)
    moves.retire(node=newer.nodes.get(code="2.1.1"), by=planner, reason="ซ้ำซ้อน")
    text = page(signed_in(officer), f"/60/plans/{newer.pk}/compare/")
    assert "เปลี่ยนคำ 1" in text
    assert "นำออก 1" in text
    assert "ซ้ำซ้อน" in text
    assert "<ins>" in text
    assert "ไม่เปลี่ยน 6</span>" in text
    assert "ไม่เปลี่ยน 4 รายการ" in text
    both = page(desk, f"/60/plans/{plan.pk}/compare/", **{"with": newer.pk})
    assert "เปลี่ยนคำ 1" in both
    listed = page(desk, "/60/plans/")
    assert "เปรียบเทียบกับฉบับที่ 1" in listed
    assert "จัดทำฉบับแก้ไข" not in listed
    assert "แก้ไขแผน" not in page(signed_in(officer), "/60/plans/")


def test_one_version_has_nothing_to_compare_with(draft, desk):
    assert "แผนนี้มีฉบับเดียว" in page(desk, f"{draft.at}compare/", **{"with": "x"})


def test_a_workbook_is_previewed_then_confirmed_once(draft, desk, planner):
    data = write(ground(draft), "แผน")
    nodes.rename(node=draft.made["1"], title_th="ชื่ออื่น", by=planner)
    upload = SimpleUploadedFile("plan.xlsx", data)
    seen = desk.post(f"{draft.at}import/", {"file": upload})
    text = seen.content.decode()
    assert "จะบันทึก 1 รายการ" in text
    assert "ชื่ออื่น → เกษตรมูลค่าสูง" in text
    assert draft.nodes.get(code="1", level="issue").title_th == "ชื่ออื่น"
    key = text.split('name="key" value="')[1].split('"')[0]
    desk.post(f"{draft.at}import/", {"key": key})
    assert draft.nodes.get(code="1", level="issue").title_th == "เกษตรมูลค่าสูง"
    again = desk.post(f"{draft.at}import/", {"key": key})
    assert again.status_code == 422
    assert "หมดอายุแล้ว" in again.content.decode()


def test_the_preview_says_what_the_weights_would_total(draft, desk, planner):
    data = write(ground(draft), "แผน")
    nodes.set_weight(node=draft.made["1"], weight=Decimal(50), by=planner)
    seen = desk.post(f"{draft.at}import/", {"file": SimpleUploadedFile("plan.xlsx", data)})
    text = " ".join(seen.content.decode().split())
    assert "น้ำหนักรวมของประเด็นการพัฒนา 100 </p>" in text
    data = write(ground(draft), "แผน")
    nodes.set_weight(node=draft.made["1"], weight=Decimal(60), by=planner)
    seen = desk.post(f"{draft.at}import/", {"file": SimpleUploadedFile("plan.xlsx", data)})
    assert "น้ำหนักรวมของประเด็นการพัฒนา 90 ต้องเป็น 100" in seen.content.decode()


def test_a_file_that_is_no_workbook_says_so(draft, desk):
    upload = SimpleUploadedFile("plan.xlsx", b"code,title\n")
    response = desk.post(f"{draft.at}import/", {"file": upload})
    assert response.status_code == 422
    assert "ไม่ใช่ .xlsx" in response.content.decode()


def test_all_faults_of_a_file_are_downloaded_by_who_sent_it(
    draft, desk, second_planner, officer, signed_in
):
    book = openpyxl.load_workbook(io.BytesIO(write(ground(draft), "แผน")))
    for row in range(300):
        book.active.append([f"unknown-{row}"])
    buffer = io.BytesIO()
    book.save(buffer)
    upload = SimpleUploadedFile("plan.xlsx", buffer.getvalue())
    seen = desk.post(f"{draft.at}import/", {"file": upload})
    assert seen.status_code == 422
    address = seen.context["faults_url"]
    assert f'href="{address}"' in seen.content.decode()
    answer = desk.get(address)
    assert answer["Cache-Control"] == "no-store"
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(
        values_only=True
    )
    assert head == ("แผ่นงาน", "แถว", "คอลัมน์", "สิ่งที่ต้องแก้")
    assert len({row[1] for row in rows}) == 300
    assert rows[0][:3] == (book.active.title, book.active.max_row - 299, "A")
    gone = signed_in(second_planner).get(address)
    assert gone.status_code == 422
    assert "หมดอายุแล้ว" in gone.content.decode()
    assert signed_in(officer).get(address).status_code == 403


def test_a_colleague_does_not_confirm_my_file(draft, desk, second_planner, signed_in, planner):
    data = write(ground(draft), "แผน")
    nodes.rename(node=draft.made["1"], title_th="ชื่ออื่น", by=planner)
    text = desk.post(
        f"{draft.at}import/", {"file": SimpleUploadedFile("plan.xlsx", data)}
    ).content.decode()
    key = text.split('name="key" value="')[1].split('"')[0]
    response = signed_in(second_planner).post(f"{draft.at}import/", {"key": key})
    assert response.status_code == 422
    assert draft.nodes.get(code="1", level="issue").title_th == "ชื่ออื่น"


def test_readers_export_but_do_not_edit(draft, officer, stranger, signed_in):
    reader = signed_in(officer)
    assert reader.get(f"/60/plans/{draft.pk}.xlsx").status_code == 200
    for place in ("edit/", "import/", "labels/", "about/", "submit/"):
        assert reader.get(f"{draft.at}{place}").status_code == 403
    assert signed_in(stranger).get(f"{draft.at}edit/").status_code == 404
