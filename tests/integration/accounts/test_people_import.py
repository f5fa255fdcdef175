"""Agencies and posts in and out of a spreadsheet: tried out, confirmed, whole or not at all."""

import io

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Post, WorkflowMove
from accounts.people import intake
from provinces.models import Agency
from tests import factories

HEAD = ["รหัส", "ชื่อ", "ภาคส่วน", "โทรศัพท์", "อีเมล", "ตำแหน่ง", "บทบาท"]
ADDRESS = "/60/agencies/import/"


def table(*rows: list[object], head: list[str] = HEAD) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for number, row in enumerate([head, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("posts.xlsx", buffer.getvalue())


NEW = ["N-1", "สำนักงานสถิติจังหวัด", "ราชการส่วนกลางในพื้นที่", "056 1", "", "สถิติจังหวัด", "หัวหน้าหน่วยงาน"]
SAME = ["N-1", "", "", "", "", "นักวิชาการสถิติ", "officer"]


def send(client, *rows, **given):
    return client.post(ADDRESS, {"file": table(*rows, **given)})


def faults(page) -> list[tuple[str, str]]:
    return [(fault.field, str(fault)) for fault in page.context["faults"]]


def test_it_works(signed_in, planner):
    client = signed_in(planner)
    page = send(client, NEW, SAME)
    assert page.context["tried"].lines == [
        ("new", "สำนักงานสถิติจังหวัด", ""),
        ("new", "สำนักงานสถิติจังหวัด", "สถิติจังหวัด"),
        ("new", "สำนักงานสถิติจังหวัด", "นักวิชาการสถิติ"),
    ]
    assert not Agency.objects.filter(code="N-1").exists()
    assert not WorkflowMove.objects.filter(by=planner).exists()
    done = client.post(ADDRESS, {"key": page.context["key"]})
    assert done["Location"] == "/60/agencies/"
    agency = Agency.objects.get(code="N-1")
    assert {post.title_th: post.roles for post in agency.posts.all()} == {
        "สถิติจังหวัด": ["agency_head"],
        "นักวิชาการสถิติ": ["officer"],
    }
    assert WorkflowMove.objects.filter(by=planner, action="create").count() == 3


def test_what_is_written_reads_back_as_the_same_register(signed_in, planner, head, officer):
    client = signed_in(planner)
    written = client.get("/60/agencies.xlsx")
    assert "attachment" in written["Content-Disposition"]
    file = SimpleUploadedFile("agencies.xlsx", written.content)
    page = client.post(ADDRESS, {"file": file})
    assert page.status_code == 200
    assert page.context["tried"].number == 0


def test_a_cell_that_looks_like_a_formula_stays_text(signed_in, planner, nakhonsawan):
    factories.agency(nakhonsawan, "=1+1")
    client = signed_in(planner)
    rows = intake.read(client.get("/60/agencies.xlsx").content)
    assert "=1+1" in [row.cells["name_th"] for row in rows]


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (["X-9", "", "", "", "", "หัวหน้า", ""], "แถว 3 คอลัมน์ A", "ไม่รู้จักหน่วยงานรหัส “X-9”"),
        (["N-2", "ใหม่", "ภาคที่ไม่มี", "", "", "", ""], "แถว 3 คอลัมน์ C", "ไม่รู้จักภาคส่วน “ภาคที่ไม่มี”"),
        (["N-1", "", "", "", "", "อื่น", "ผู้วิเศษ"], "แถว 3 คอลัมน์ G", "ไม่รู้จักบทบาท “ผู้วิเศษ”"),
        (["N-1", "อีกชื่อ", "", "", "", "อื่น", ""], "แถว 3 คอลัมน์ B", "ไม่ตรงกับหน่วยงานเดียวกันที่แถว 2"),
        (["N-1", "", "", "", "", "สถิติจังหวัด", ""], "แถว 3 คอลัมน์ F", "อยู่ในตารางแล้ว"),
        (["N-2", "ใหม่", "local", "", "ไม่ใช่อีเมล", "", ""], "แถว 3 คอลัมน์ E", "อีเมล"),
        (["", "ใหม่", "local", "", "", "", ""], "แถว 3 คอลัมน์ A", "โปรดกรอกรหัสหน่วยงาน"),
        (["N-2", "x" * 300, "local", "", "", "", ""], "แถว 3 คอลัมน์ B", "200"),
    ],
)
def test_a_fault_names_row_and_column_and_nothing_is_stored(signed_in, planner, row, place, words):
    page = send(signed_in(planner), NEW, row)
    assert page.status_code == 422
    assert [where for where, _ in faults(page)] == [place]
    assert words in faults(page)[0][1]
    assert not Agency.objects.filter(code__startswith="N-").exists()
    assert not Post.objects.filter(title_th="สถิติจังหวัด").exists()


def test_a_file_that_is_no_table_is_refused_at_its_box(signed_in, planner):
    client = signed_in(planner)
    for file in (
        SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("a.csv", "รหัส,ชื่อ".encode()),
        SimpleUploadedFile("a.xlsx", b""),
        table(head=["อะไร", "ไม่รู้"]),
        table(),
    ):
        page = client.post(ADDRESS, {"file": file})
        assert page.status_code == 422
        assert page.context["form"].errors["file"]
    assert client.post(ADDRESS, {}).status_code == 422


def test_too_many_changes_are_refused(signed_in, planner, monkeypatch):
    monkeypatch.setattr(intake, "MOST_CHANGES", 2)
    page = send(signed_in(planner), NEW, SAME)
    assert "เกิน 2 รายการ" in page.context["form"].errors["file"][0]
    rows = [[f"N-{n}"] for n in range(10_001)]
    page = send(signed_in(planner), *rows)
    assert "10,000" in page.context["form"].errors["file"][0]


def test_an_upload_belongs_to_who_sent_it_and_to_the_register_as_shown(
    signed_in, planner, second_planner, nakhonsawan
):
    client = signed_in(planner)
    key = send(client, NEW).context["key"]
    assert signed_in(second_planner).post(ADDRESS, {"key": key}).status_code == 422
    factories.agency(nakhonsawan, "สำนักงานสถิติจังหวัด")
    Agency.objects.filter(name_th="สำนักงานสถิติจังหวัด").update(code="N-1")
    page = client.post(ADDRESS, {"key": key})
    assert page.status_code == 422
    assert not Post.objects.filter(title_th="สถิติจังหวัด").exists()


def test_who_keeps_no_register_imports_nothing(signed_in, officer, stranger):
    assert signed_in(officer).get(ADDRESS).status_code == 403
    assert send(signed_in(officer), NEW).status_code == 403
    assert send(signed_in(stranger), NEW).status_code == 404
    assert not Agency.objects.filter(code="N-1").exists()


# -- The faults as a file -------------------------------------------------------------------------
WRONG = ["X-9", "", "", "", "", "หัวหน้า", ""]


def link_of(page) -> str:
    return page.context["faults_url"]


def test_all_faults_can_be_downloaded(signed_in, planner):
    client = signed_in(planner)
    page = send(client, *[WRONG] * 300)
    assert page.content.decode().count("ไม่รู้จักหน่วยงาน") < 300
    answer = client.get(link_of(page))
    assert f'href="{link_of(page)}"' in page.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(
        values_only=True
    )
    assert head == ("แผ่นงาน", "แถว", "คอลัมน์", "สิ่งที่ต้องแก้")
    assert len(rows) == 300
    assert rows[0][:3] == ("Sheet1", 2, "A")
    assert "ไม่รู้จักหน่วยงานรหัส “X-9”" in rows[0][3]


def test_the_faults_are_for_who_sent_the_file(
    signed_in, planner, second_planner, officer, stranger
):
    address = link_of(send(signed_in(planner), WRONG))
    gone = signed_in(second_planner).get(address)
    assert gone.status_code == 422
    assert "หมดอายุแล้ว" in gone.content.decode()
    assert signed_in(officer).get(address).status_code == 403
    assert signed_in(stranger).get(address).status_code == 404


def test_a_file_without_faults_offers_none(signed_in, planner):
    page = send(signed_in(planner), NEW)
    assert "faults.xlsx" not in page.content.decode()
