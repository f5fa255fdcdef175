"""Importing on the screen: upload, look, choose columns, confirm; all or nothing."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from django.core.cache import cache

from accounts import workflow
from common.errors import Refused
from kpis.models import Card, Criteria, Indicator
from kpis.services import imports
from kpis.services.imports import _cache_key
from tests.integration.kpis.card_fixtures import (
    add,
    card,
    otop,
    sheet,
    stars,
    upload,
    url,
)
from tests.unit.kpis.sheets import saved, workbook

__all__ = ["card", "otop", "stars"]
RICE = ["1.1", "ผลผลิตข้าวนาปีเฉลี่ยต่อไร่", "กก./ไร่", 8, 600, 560, 580, 600, 620, 640]
START = url("card", "import")


@pytest.fixture
def client(signed_in, planner, nakhonsawan):
    return signed_in(planner)


def sent(client, data: bytes | None = None):
    """Upload and follow to the preview."""
    return client.post(START, {"file": upload(data)}, follow=True)


def text(page) -> str:
    return page.content.decode()


def confirm(client, page, **options):
    key = page.context["key"]
    typed = {"fingerprint": page.context["preview"].fingerprint, **options}
    return client.post(url("card", "import", key, "confirm"), typed)


def test_it_works(client, planner):
    page = sent(client)
    assert page.status_code == 200
    assert Card.objects.count() == Criteria.objects.count() == Indicator.objects.count() == 0
    assert "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP" in text(page)
    assert "ตารางเขียนว่าปี 2548" in text(page)
    assert confirm(client, page).status_code == 302
    one, two = Criteria.objects.order_by("code").select_related("indicator")
    assert (one.code, one.weight, one.target, one.has_criteria) == ("1", 5, 15, False)
    assert (two.code, two.weight, two.target, two.indicator.unit) == ("2", 3, 30, "ผลิตภัณฑ์")
    assert [move.action for move in workflow.history(one.card)] == ["import", "open"]
    assert "ยังไม่กำหนดเกณฑ์" in text(client.get(url("card")))


def test_importing_again_changes_nothing(client):
    confirm(client, sent(client))
    page = sent(client)
    assert "ใหม่ 0 · เปลี่ยน 0 · ไม่เปลี่ยน 2" in text(page)
    assert "ไม่มีอะไรต้องบันทึก" in text(page)
    confirm(client, page)
    assert (Criteria.objects.count(), Indicator.objects.count()) == (2, 2)
    assert workflow.history(Card.objects.get()).count() == 2


def test_old_and_new_are_shown(client, otop):
    row = ["2.1", otop.indicator.name_th, "ร้อยละ", 6.5, 15, 5, 10, 15, 20, 25]
    page = sent(client, sheet(row))
    shifts = page.context["page"].rows[0].shifts
    assert [(s.label, s.before, s.after) for s in shifts] == [
        ("น้ำหนัก", "5", "6.5"),
        ("เกณฑ์ระดับ 1–5", "–", "5 / 10 / 15 / 20 / 25"),
    ]
    confirm(client, page)
    otop.refresh_from_db()
    assert (otop.weight, otop.levels) == (pytest.approx(6.5), [5, 10, 15, 20, 25])


def test_empty_cells_change_nothing(client, planner, stars):
    levels = list(stars.levels)
    row = ["2.2", stars.indicator.name_th, None, 95, None, None, None, None, None, None]
    assert "ไม่เปลี่ยน 1" in text(sent(client, sheet(row)))
    stars.refresh_from_db()
    assert stars.levels == levels


def test_one_fault_and_nothing_is_stored(client):
    page = sent(client, sheet(RICE, ["1.2", "อื่น", "คน", "มาก", 1]))
    assert "แผ่น “ตัวชี้วัด” แถว 3 คอลัมน์ D: พบ “มาก” คาดว่าเป็นตัวเลข เช่น 5" in text(page)
    assert "ยืนยันนำเข้า" not in text(page)
    refused = confirm(client, page)
    assert refused.status_code == 422
    assert "แถว 3 คอลัมน์ D" in text(refused)
    assert Card.objects.count() == Criteria.objects.count() == Indicator.objects.count() == 0


def test_a_fault_while_storing_takes_everything_back(client, monkeypatch):
    page = sent(client, sheet(RICE, ["1.2", "อื่น", "คน", 5, 1]))
    real = imports.cards.add_line

    def second_fails(**options):
        if options["code"] == "1.2":
            raise Refused("ไม่สำเร็จ")
        return real(**options)

    monkeypatch.setattr(imports.cards, "add_line", second_fails)
    assert confirm(client, page).status_code == 422
    assert Card.objects.count() == Criteria.objects.count() == Indicator.objects.count() == 0


def test_columns_can_be_chosen(client):
    data = workbook(["ก", "ข", "ค"], ["อัตราหนึ่ง", 5, 100], ["อัตราสอง", 3, 200])
    page = sent(client, data)
    assert "ไม่พบคอลัมน์ชื่อตัวชี้วัด" in text(page)
    key = page.context["key"]
    chosen = {
        "sheet": "ตัวชี้วัด", "first_row": "2",
        "column-A": "name", "column-B": "weight", "column-C": "target",
    }  # fmt: skip
    page = client.post(url("card", "import", key), chosen, follow=True)
    assert page.context["page"].new == 2
    confirm(client, page)
    assert list(Criteria.objects.values_list("indicator__name_th", "weight", "target")) == [
        ("อัตราหนึ่ง", 5, 100),
        ("อัตราสอง", 3, 200),
    ]


def test_a_column_can_be_left_out(client):
    page = sent(client, sheet(RICE))
    chosen = {f"column-{c.letter}": c.column.value for c in page.context["preview"].reading.columns}
    chosen |= {f"column-{letter}": "" for letter in "FGHIJ"}
    chosen |= {"sheet": "ตัวชี้วัด", "first_row": "2"}
    page = client.post(url("card", "import", page.context["key"]), chosen, follow=True)
    confirm(client, page)
    assert Criteria.objects.get().levels is None


def test_another_sheet_can_be_chosen(client):
    book = openpyxl.load_workbook(io.BytesIO(sheet(RICE)))
    other = book.create_sheet("ปีอื่น")
    other.append(["ตัวชี้วัด", "น้ำหนัก"])
    other.append(["อัตราสาม", 7])
    page = sent(client, saved(book))
    wrong = client.post(url("card", "import", page.context["key"]), {"sheet": "ไม่มี"})
    assert wrong.status_code == 422
    typed = {"sheet": "ปีอื่น", "first_row": "2"}
    page = client.post(url("card", "import", page.context["key"]), typed, follow=True)
    assert [row.line.name for row in page.context["page"].rows] == ["อัตราสาม"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ไฟล์ว่างเปล่า"),
        ("ลำดับ,ตัวชี้วัด".encode(), ".csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (saved(openpyxl.Workbook()), "ว่างเปล่า"),
    ],
)
def test_wrong_files_are_told(client, data, said):
    page = client.post(START, {"file": upload(data)})
    assert page.status_code == 422
    assert said in text(page)
    assert client.post(START, {}).status_code == 422


def test_too_large_a_file(client, settings):
    settings.SHEET_MAX_BYTES = 1000
    page = client.post(START, {"file": upload()})
    assert page.status_code == 422
    assert "ใหญ่เกิน" in text(page)


# -- The upload on its way ------------------------------------------------------------------------


def test_an_expired_upload_says_so(client):
    page = sent(client)
    key = page.context["key"]
    cache.delete(_cache_key(key))
    for gone in (
        client.get(url("card", "import", key)),
        client.post(url("card", "import", key, "confirm")),
    ):
        assert gone.status_code == 422
        assert "หมดเวลาแล้ว" in text(gone)
    assert Criteria.objects.count() == 0


def test_an_upload_belongs_to_its_person_area_and_year(client, signed_in, second_planner):
    page = sent(client)
    key = page.context["key"]
    assert re.fullmatch(r"[\w-]{32}", key)
    other = signed_in(second_planner)
    assert "หมดเวลาแล้ว" in text(other.get(url("card", "import", key)))
    assert other.post(url("card", "import", key, "confirm")).status_code == 422
    assert client.get(f"/60/2569/card/import/{key}/").status_code == 422
    assert Criteria.objects.count() == 0


def test_a_card_that_changed_meanwhile_is_shown_again(client, planner, otop):
    page = sent(client, sheet(["2.1", otop.indicator.name_th, "ร้อยละ", 6, 15]))
    otop.weight = 7
    otop.save()
    refused = confirm(client, page)
    assert refused.status_code == 422
    assert "โปรดตรวจรายการอีกครั้ง" in text(refused)
    otop.refresh_from_db()
    assert otop.weight == 7


def test_confirming_twice_says_it_is_stored(client, django_capture_on_commit_callbacks):
    page = sent(client)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, page)
    again = (confirm(client, page), client.get(url("card", "import", page.context["key"])))
    for told in again:
        assert told.status_code == 200
        assert "ไฟล์นี้นำเข้าไปแล้ว" in text(told)
        assert f'<p><a href="{url("card")}">' in text(told)
        assert "หมดเวลา" not in text(told)
    assert Criteria.objects.count() == 2
    assert workflow.history(Card.objects.get()).count() == 2


def test_two_clicks_at_one_moment_are_told_the_same(client, monkeypatch):
    page = sent(client)
    key = _cache_key(page.context["key"])

    def second(**options):
        cache.set(key, replace(cache.get(key), data=b"", stored=True))
        raise Refused("ข้อมูลในบัญชีเปลี่ยนไป")

    monkeypatch.setattr(imports, "confirm", second)
    assert "ไฟล์นี้นำเข้าไปแล้ว" in text(confirm(client, page))


def test_who_may_not(signed_in, planner, officer, stranger, nakhonsawan):
    page = sent(signed_in(planner))
    key = page.context["key"]
    for path in (START, url("card", "import", key)):
        assert signed_in(officer).get(path).status_code == 403
        assert signed_in(stranger).get(path).status_code == 404
    for path in (START, url("card", "import", key, "confirm")):
        assert signed_in(officer).post(path, {"file": upload()}).status_code == 403
        assert signed_in(stranger).post(path, {"file": upload()}).status_code == 404
    assert Criteria.objects.count() == 0


# -- What an import means -------------------------------------------------------------------------


def test_an_indicator_of_the_register_is_taken_up(client, planner, card, nakhonsawan):
    known = add(
        imports.cards.open(area=nakhonsawan, fiscal_year=2569, by=planner),
        planner,
        "9.9",
        "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP",
    )
    confirm(client, sent(client))
    assert Criteria.objects.get(card=card, code="1").indicator == known.indicator
    assert Indicator.objects.count() == 2


def test_hosts_become_owners(client, development, officer_post, head_post):
    header = ["ตัวชี้วัด", "น้ำหนัก", "เจ้าภาพ"]
    page = sent(client, workbook(header, ["อัตราหนึ่ง", 5, "สนง.พัฒนาชุมชนจังหวัด"]))
    confirm(client, page)
    made = Indicator.objects.get()
    assert (made.collector, made.supervisor) == (officer_post, head_post)


def test_two_lines_can_swap_their_numbers(client, otop, stars):
    rows = [["2.2", otop.indicator.name_th, None, 5], ["2.1", stars.indicator.name_th, None, 95]]
    confirm(client, sent(client, sheet(*rows)))
    otop.refresh_from_db()
    stars.refresh_from_db()
    assert (otop.code, stars.code) == ("2.2", "2.1")


def test_many_rows_are_shown_by_pages(client):
    rows = [[f"1.{n}", f"ตัวชี้วัด {n}", "คน", 0] for n in range(130)]
    page = sent(client, sheet(*rows))
    assert len(page.context["page"].rows) == 100
    second = client.get(url("card", "import", page.context["key"]) + "?page=2")
    assert len(second.context["page"].rows) == 30
