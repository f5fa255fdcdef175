"""The faults of an imported table as a file: sheet, row, column and what to do."""

import io

import openpyxl
import pytest

from kpis.models import Criteria
from tests.integration.kpis.card_fixtures import sheet, upload, url
from tests.integration.kpis.test_import_screen import RICE, START

WRONG = ["1.2", "อื่น", "คน", "มาก", 1]


@pytest.fixture
def client(signed_in, planner, nakhonsawan):
    return signed_in(planner)


def sent(client, *rows):
    return client.post(START, {"file": upload(sheet(*rows))}, follow=True)


def address(page) -> str:
    return url("card", "import", page.context["key"]) + "faults.xlsx"


def test_it_works(client):
    page = sent(client, RICE, *([str(n), f"ตัวชี้วัด {n}", "คน", "มาก", 1] for n in range(2, 152)))
    assert f'href="{address(page)}"' in page.content.decode()
    answer = client.get(address(page))
    assert answer["Content-Disposition"].startswith("attachment")
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(
        values_only=True
    )
    assert head == ("แผ่นงาน", "แถว", "คอลัมน์", "สิ่งที่ต้องแก้")
    assert len(rows) >= 150  # the page itself shows a hundred
    assert ("ตัวชี้วัด", 3, "D", "พบ “มาก” คาดว่าเป็นตัวเลข เช่น 5") in rows
    assert not Criteria.objects.exists()


def test_in_english(client):
    page = sent(client, RICE, WRONG)
    client.cookies["django_language"] = "en"
    (_head, *rows) = openpyxl.load_workbook(
        io.BytesIO(client.get(address(page)).content)
    ).active.iter_rows(values_only=True)
    assert [row[3] for row in rows if row[2] == "D"] == ["found “มาก”, expected a number such as 5"]


def test_what_a_cell_says_is_never_calculated(client):
    page = sent(client, RICE, ["1.2", "อื่น", "คน", "=1+1 มาก", 1])
    rows = openpyxl.load_workbook(io.BytesIO(client.get(address(page)).content)).active
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} <= {"s", "n"}


def test_who_may_not(client, signed_in, second_planner, officer, stranger):
    place = address(sent(client, RICE, WRONG))
    assert signed_in(second_planner).get(place).status_code == 422
    assert signed_in(officer).get(place).status_code == 403
    assert signed_in(stranger).get(place).status_code == 404


def test_a_table_without_faults_offers_none(client):
    assert "faults.xlsx" not in sent(client, RICE).content.decode()
