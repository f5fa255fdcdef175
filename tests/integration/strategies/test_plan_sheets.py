"""The tree as a workbook: out, in again, and exactly what was previewed in between."""

import io
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import workflow
from common.errors import NotAllowed, Refused
from strategies.models import PlanNode
from strategies.services import moves, nodes, plan_sheets, plans
from strategies.sheet_ground import ground
from strategies.sheets import write as sheet
from strategies.sheets.tree import HEADS
from tests.factories import plans as plants


@pytest.fixture
def draft(nakhonsawan, planner, head_post, agriculture):
    plan = plants.draft(nakhonsawan, planner)
    plan.made = plants.grown(plan, planner, head_post)
    nodes.set_joint(node=plan.made["1"], joint_agencies=[agriculture], by=planner)
    return plan


def exported(plan):
    return plan_sheets.read(sheet.write(ground(plan), "แผน"))


def table(plan):
    """The cells of the workbook, to be changed by hand: a dict for each entry, by its title."""
    return {row["title_th"]: dict(row) for row in sheet.rows(ground(plan))}


def typed(rows, columns=tuple(HEADS)):
    """These cells as an office would save them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("แผน")
    for column, name in enumerate(columns):
        page.write_string(0, column, str(HEADS[name]))
        for at, row in enumerate(rows, start=1):
            cell = row.get(name)
            if isinstance(cell, int | Decimal):
                page.write_number(at, column, float(cell))
            elif cell:
                page.write_string(at, column, cell)
    book.close()
    return plan_sheets.read(buffer.getvalue())


def everything(plan):
    """What stands in a version, without what only the database counts."""
    return [
        (entry.identity, entry.parent, entry.level, entry.code, entry.title_th, entry.title_en,
         entry.host, entry.joint, entry.weight, entry.order)
        for entry in ground(plan).entries
    ]  # fmt: skip


def test_it_works(draft, planner, head_post, agriculture):
    cells = table(draft)
    cells["เกษตรมูลค่าสูง"] |= {"title_th": "เกษตรปลอดภัย", "weight": 55}
    cells["ท่องเที่ยว"] |= {"weight": 45, "joint": agriculture.short_name}
    cells["ส่งเสริมการผลิต 1"] |= {"parent": "2.1", "code": "2.1.2", "order": 2}
    cells["ส่งเสริมการผลิต 2"] |= {"retire": "x"}
    new = {"level": "แนวทางการพัฒนา", "code": "1.1.1", "title_th": "ตลาดใหม่", "parent": "1.1"}
    rows = typed([*cells.values(), new])
    seen = plan_sheets.preview(plan=draft, rows=rows, by=planner)
    told = {(c.kind, c.entry.title_th): c.what for c in seen.changes}
    assert told == {
        ("changed", "เกษตรปลอดภัย"): ("title_th", "weight"),
        ("changed", "ท่องเที่ยว"): ("joint", "weight"),
        ("changed", "ส่งเสริมการผลิต 1"): ("code", "parent"),
        ("new", "ตลาดใหม่"): (),
        ("retired", "ส่งเสริมการผลิต 2"): (),
    }
    assert draft.nodes.filter(title_th="เกษตรมูลค่าสูง").exists()
    plan_sheets.store(plan=draft, rows=rows, by=planner, fingerprint=seen.fingerprint)
    moved = draft.nodes.get(title_th="ส่งเสริมการผลิต 1")
    assert (moved.parent.code, moved.code, moved.host) == ("2.1", "2.1.2", head_post)
    assert draft.nodes.get(title_th="ตลาดใหม่").parent.code == "1.1"
    assert not draft.nodes.filter(title_th="ส่งเสริมการผลิต 2").exists()
    assert workflow.history(draft)[0].reason == "เพิ่ม 1 เปลี่ยน 3 นำออก 1"


def test_out_and_in_again_changes_nothing(draft, planner):
    seen = plan_sheets.preview(plan=draft, rows=exported(draft), by=planner)
    assert (seen.changes, seen.ready) == ((), False)
    before = everything(draft)
    plan_sheets.store(plan=draft, rows=exported(draft), by=planner)
    assert everything(draft) == before


def test_an_english_workbook_is_read_on_a_thai_page(draft, planner):
    from django.utils import translation

    with translation.override("en"):
        data = sheet.write(ground(draft), "Plan")
    seen = plan_sheets.preview(plan=draft, rows=plan_sheets.read(data), by=planner)
    assert seen.changes == ()


def test_the_identity_is_hidden_and_locked(draft):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(sheet.write(ground(draft), "แผน"))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'hidden="1"' in page
    assert "<sheetProtection" in page


def test_rows_that_are_left_out_stay(draft, planner):
    cells = table(draft)
    seen = plan_sheets.preview(plan=draft, rows=typed([cells["ท่องเที่ยว"]]), by=planner)
    assert (seen.changes, seen.kept) == ((), 7)


def test_columns_that_are_left_out_stay(draft, planner):
    cells = table(draft)["เกษตรมูลค่าสูง"] | {"title_th": "อื่น"}
    rows = typed([cells], columns=("identity", "level", "title_th"))
    plan_sheets.store(plan=draft, rows=rows, by=planner)
    node = draft.nodes.get(title_th="อื่น")
    assert (node.weight, node.code, node.joint_agencies.count()) == (Decimal(60), "1", 1)


def test_codes_are_swapped(draft, planner):
    cells = table(draft)
    cells["เกษตรมูลค่าสูง"]["code"], cells["ท่องเที่ยว"]["code"] = "2", "1"
    for title, parent in (("รายได้เพิ่ม 1", "2"), ("รายได้เพิ่ม 2", "1")):
        cells[title]["parent"] = parent
    seen = plan_sheets.store(plan=draft, rows=typed(cells.values()), by=planner)
    assert [change.what for change in seen.changes] == [("code",), ("code",)]
    assert draft.nodes.get(title_th="ท่องเที่ยว").code == "1"


def test_a_code_that_only_becomes_free_is_refused_at_its_row(draft, planner):
    cells = table(draft)
    cells["ส่งเสริมการผลิต 1"]["code"] = "2.1.1"
    cells["ส่งเสริมการผลิต 2"]["retire"] = "x"
    for verb in (plan_sheets.preview, plan_sheets.store):
        with pytest.raises(Refused, match="ของรายการที่นำออกในไฟล์เดียวกัน") as refused:
            verb(plan=draft, rows=typed(cells.values()), by=planner)
        assert [fault.field for fault in refused.value.faults] == ["แถว 6 คอลัมน์ C"]


def test_a_chain_to_a_code_that_only_becomes_free_is_refused_too(draft, planner):
    nodes.add(
        plan=draft, parent=draft.made["2.1"], level="strategy", title_th="ท้ายสาย", code="2.1.2",
        by=planner,
    )  # fmt: skip
    cells = table(draft)
    cells["ส่งเสริมการผลิต 1"]["code"] = "2.1.1"
    cells["ส่งเสริมการผลิต 2"]["code"] = "2.1.2"
    cells["ท้ายสาย"]["retire"] = "x"
    with pytest.raises(Refused, match="ของรายการที่นำออกในไฟล์เดียวกัน"):
        plan_sheets.store(plan=draft, rows=typed(cells.values()), by=planner)
    assert draft.nodes.get(title_th="ส่งเสริมการผลิต 1").code == "1.1.1"


def test_a_new_order_is_told_once(draft, planner):
    cells = table(draft)
    cells["ท่องเที่ยว"]["order"], cells["เกษตรมูลค่าสูง"]["order"] = 2, 3
    seen = plan_sheets.store(plan=draft, rows=typed(cells.values()), by=planner)
    assert sum("order" in change.what for change in seen.changes) == 1
    titles = list(draft.nodes.filter(level="issue").values_list("title_th", flat=True))
    assert titles == ["ท่องเที่ยว", "เกษตรมูลค่าสูง"]


@pytest.mark.parametrize(
    ("title", "cells", "place", "says"),
    [
        ("เกษตรมูลค่าสูง", {"title_th": ""}, "แถว 4 คอลัมน์ D", "โปรดกรอกชื่อ"),
        ("เกษตรมูลค่าสูง", {"level": "ภารกิจ"}, "แถว 4 คอลัมน์ B", "ไม่รู้จักระดับ"),
        ("เกษตรมูลค่าสูง", {"level": "พันธกิจ"}, "แถว 4 คอลัมน์ B", "เปลี่ยนระดับ"),
        ("เกษตรมูลค่าสูง", {"weight": "100.01"}, "แถว 4 คอลัมน์ J", "0 ถึง 100"),
        ("เกษตรมูลค่าสูง", {"weight": "มาก"}, "แถว 4 คอลัมน์ J", "ไม่ใช่ตัวเลข"),
        ("เกษตรมูลค่าสูง", {"weight": "1.00001"}, "แถว 4 คอลัมน์ J", "ทศนิยม"),
        ("รายได้เพิ่ม 1", {"weight": 5}, "แถว 5 คอลัมน์ J", "ไม่มีน้ำหนัก"),
        ("ส่งเสริมการผลิต 1", {"code": "2.1.1"}, "แถว 6 คอลัมน์ C", "รหัสนี้มีอยู่แล้ว"),
        ("เกษตรมูลค่าสูง", {"agency": "ไม่มี"}, "แถว 4 คอลัมน์ G", "ไม่พบหน่วยงาน “ไม่มี”"),
        ("เกษตรมูลค่าสูง", {"post": "ไม่มี"}, "แถว 4 คอลัมน์ H", "ไม่พบตำแหน่ง “ไม่มี”"),
        ("เกษตรมูลค่าสูง", {"post": ""}, "แถว 4 คอลัมน์ H", "ทั้งหน่วยงานและตำแหน่ง"),
        ("เกษตรมูลค่าสูง", {"joint": "ก; ข"}, "แถว 4 คอลัมน์ I", "ไม่พบหน่วยงาน “ก”"),
        ("รายได้เพิ่ม 1", {"parent": "9"}, "แถว 5 คอลัมน์ F", "ไม่พบรายการ “9”"),
        ("รายได้เพิ่ม 1", {"parent": "1.1.1"}, "แถว 5 คอลัมน์ F", "ต้องอยู่ภายใต้"),
        ("รายได้เพิ่ม 1", {"parent": ""}, "แถว 5 คอลัมน์ F", "ต้องอยู่ภายใต้"),
        ("รายได้เพิ่ม 1", {"order": "หนึ่ง"}, "แถว 5 คอลัมน์ K", "ไม่ใช่ตัวเลข"),
        ("รายได้เพิ่ม 1", {"order": "1.5"}, "แถว 5 คอลัมน์ K", "จำนวนเต็ม"),
        ("รายได้เพิ่ม 1", {"retire": "x"}, "แถว 6 คอลัมน์ F", "อยู่ภายใต้รายการที่นำออก"),
        ("รายได้เพิ่ม 1", {"retire": "ไม่แน่"}, "แถว 5 คอลัมน์ L", "ใส่ x"),
        ("รายได้เพิ่ม 1", {"identity": "ปลอม"}, "แถว 5 คอลัมน์ A", "ไม่รู้จักรหัสประจำรายการ"),
        ("รายได้เพิ่ม 1", {"code": "1" * 21}, "แถว 5 คอลัมน์ C", "ยาวเกิน 20"),
    ],
)
def test_each_fault_names_its_row_and_column_and_nothing_is_stored(
    draft, planner, title, cells, place, says
):
    told = table(draft)
    told[title] |= cells
    before = everything(draft)
    with pytest.raises(Refused) as refused:
        plan_sheets.store(plan=draft, rows=typed(told.values()), by=planner)
    faults = {(fault.field, str(fault.message)) for fault in refused.value.faults}
    assert any(where == place and says in said for where, said in faults), faults
    assert everything(draft) == before


def test_faults_are_told_in_the_order_of_the_rows(draft, planner):
    told = table(draft)
    told["ส่งเสริมการผลิต 2"] |= {"title_th": ""}
    told["รายได้เพิ่ม 1"] |= {"parent": "9", "code": "1" * 21}
    told["เกษตรมูลค่าสูง"] |= {"weight": "มาก", "code": "1" * 21}
    with pytest.raises(Refused) as refused:
        plan_sheets.preview(plan=draft, rows=typed(told.values()), by=planner)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (4, "C"), (4, "J"), (5, "C"), (5, "F"), (9, "D"),
    ]  # fmt: skip


def test_circles_are_refused(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner, code="2552-2560")
    plants.grown(plan, planner, head_post)
    rows = [
        {"level": "strategy", "code": "a", "title_th": "ก", "parent": "b"},
        {"level": "programme", "code": "b", "title_th": "ข", "parent": "a"},
    ]
    with pytest.raises(Refused):
        plan_sheets.store(plan=plan, rows=typed(rows), by=planner)
    assert not plan.nodes.filter(title_th="ก").exists()


def test_an_entry_twice_is_refused(draft, planner):
    cells = table(draft)
    rows = typed([cells["ท่องเที่ยว"], cells["ท่องเที่ยว"]])
    with pytest.raises(Refused, match="อยู่ในตารางแล้วที่แถว 2"):
        plan_sheets.preview(plan=draft, rows=rows, by=planner)


def test_a_new_code_does_not_take_the_entries_below_away(draft, planner):
    cells = table(draft)
    cells["เกษตรมูลค่าสูง"]["code"] = "7"
    seen = plan_sheets.preview(plan=draft, rows=typed(cells.values()), by=planner)
    assert [change.what for change in seen.changes] == [("code",)]


def test_what_hangs_on_an_entry_keeps_it(draft, planner, officer, development, nakhonsawan):
    plants.project(nakhonsawan, officer, development, node=draft.made["1.1.1"])
    cells = table(draft)
    cells["ส่งเสริมการผลิต 1"]["retire"] = "x"
    with pytest.raises(Refused, match="โครงการ 1 รายการ") as refused:
        plan_sheets.store(plan=draft, rows=typed(cells.values()), by=planner)
    (fault,) = refused.value.faults
    assert (fault.field, fault.row) == ("แถว 6", 6)


def test_a_branch_of_a_revision_is_retired_whole(nakhonsawan, planner, head_post):
    plan, _made = plants.adopted(nakhonsawan, planner, head_post)
    newer = plans.revise(plan=plan, title="ทบทวน", by=planner)
    cells = table(newer)
    for title in ("ท่องเที่ยว", "รายได้เพิ่ม 2", "ส่งเสริมการผลิต 2"):
        cells[title]["retire"] = "x"
    plan_sheets.store(plan=newer, rows=typed(cells.values()), by=planner)
    assert newer.nodes.count() == 5
    assert PlanNode.with_retired.filter(plan=newer, retired=True).count() == 3


def test_what_changed_meanwhile_is_looked_at_again(draft, planner):
    cells = table(draft)
    cells["ท่องเที่ยว"]["title_th"] = "ท่องเที่ยวชุมชน"
    rows = typed(cells.values())
    seen = plan_sheets.preview(plan=draft, rows=rows, by=planner)
    nodes.rename(node=draft.made["2"], title_th="ของคนอื่น", by=planner)
    with pytest.raises(Refused, match="แผนเปลี่ยนไป"):
        plan_sheets.store(plan=draft, rows=rows, by=planner, fingerprint=seen.fingerprint)


def test_an_adopted_plan_takes_no_workbook(nakhonsawan, planner, head_post):
    plan, _made = plants.adopted(nakhonsawan, planner, head_post)
    for verb in (plan_sheets.preview, plan_sheets.store):
        with pytest.raises(Refused, match="แก้ไขไม่ได้"):
            verb(plan=plan, rows=exported(plan), by=planner)


def test_only_planners_of_the_area_bring_one(draft, officer, stranger):
    for person in (officer, stranger):
        with pytest.raises(NotAllowed):
            plan_sheets.preview(plan=draft, rows=exported(draft), by=person)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["up", "down", "in", "out", "rename", "weight", "add", "retire", "number"]),
        st.integers(0, 20),
        st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E2E), min_size=1, max_size=5),
    ),
    max_size=8,
)
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def edit(plan, what, at, text, by):
    """One edit of whatever stands at a place; refusals are part of the game."""
    standing = list(plan.nodes.all())
    node = standing[at % len(standing)]
    try:
        if what == "rename":
            nodes.rename(node=node, title_th=text, by=by)
        elif what == "weight":
            nodes.set_weight(node=node, weight=Decimal(at), by=by)
        elif what == "add":
            nodes.add(plan=plan, level="strategy", title_th=text, parent=node, by=by)
        elif what == "retire":
            moves.retire(node=node, by=by)
        elif what == "number":
            moves.renumber(plan=plan, by=by)
        else:
            moves.step(node=node, direction=what, by=by)
    except Refused:
        return


@FEW
@given(edits=EDITS)
def test_any_edits_of_a_revision_leave_the_adopted_version_and_come_back_whole(
    edits, nakhonsawan, planner, head_post
):
    plan = nakhonsawan.plans.filter(status="adopted").first()
    if plan is None:
        plan, _made = plants.adopted(nakhonsawan, planner, head_post)
    before = (list(plan.nodes.values()), everything(plan))
    newer = plan.revisions.first() or plans.revise(plan=plan, title="ทบทวน", by=planner)
    for what, at, text in edits:
        edit(newer, what, at, text, planner)
    assert (list(plan.nodes.values()), everything(plan)) == before
    assert plan_sheets.preview(plan=newer, rows=exported(newer), by=planner).changes == ()
