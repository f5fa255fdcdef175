"""The page of a district: everything that is done there, whoever does it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.services import budgets, projects
from projects.services.budgets import Money
from provinces.models import DistrictStatus
from tests import factories
from tests.factories import plans

PAGE = "/6001/2570/district/"


@pytest.fixture
def district(nakhonsawan):
    return factories.district(nakhonsawan, "6001", "เมืองนครสวรรค์", "Mueang Nakhon Sawan")


@pytest.fixture
def district_officer(district):
    return factories.district_officer(district)


@pytest.fixture
def done_there(nakhonsawan, district, development, agriculture, officer, other_officer):
    """Of two agencies each one in the district, one for the whole province, one elsewhere."""
    here = plans.project(
        nakhonsawan, officer, development, "P1", name_th="ถนน", districts=[district]
    )
    plans.project(
        nakhonsawan, other_officer, agriculture, "P2", name_th="คลอง", districts=[district]
    )
    plans.project(nakhonsawan, officer, development, "P3", name_th="ทั่วถึง", whole_area=True)
    far = factories.district(nakhonsawan, "6002", "โกรกพระ")
    plans.project(nakhonsawan, officer, development, "P4", name_th="ไกลออกไป", districts=[far])
    money = [Money("province", "operating", Decimal(3_000_000))]
    budgets.set_lines(project=here, lines=money, by=officer)
    return here


def test_it_works(signed_in, district_officer, done_there):
    page = signed_in(district_officer).get(PAGE)
    said = page.content.decode()
    assert [row.code for row in page.context["page"].rows] == ["P1", "P2", "P3"]
    assert "2 โครงการระบุอำเภอนี้ จาก 2 หน่วยงาน งบประมาณรวม 3.00 ล้านบาท" in said
    assert "และอีก 1 โครงการทำทั้งจังหวัด" in said
    assert "อำเภอเมืองนครสวรรค์" in said
    assert "ไกลออกไป" not in said


def test_what_is_cancelled_or_of_another_year_is_not_counted(
    signed_in, planner, officer, district_officer, done_there, nakhonsawan, development, district
):
    projects.PROJECT.apply("cancel", done_there, by=planner, reason="งบไม่พอ")
    plans.project(nakhonsawan, officer, development, "P5", fiscal_year=2569, districts=[district])
    page = signed_in(district_officer).get(PAGE).context["page"]
    assert [row.code for row in page.rows] == ["P2", "P3"]
    assert page.years == (2569, 2570)


def test_a_year_without_projects_says_so(signed_in, district_officer):
    said = signed_in(district_officer).get(PAGE).content.decode()
    assert "ยังไม่มีโครงการในอำเภอนี้ในปีงบประมาณ พ.ศ. 2570" in said


def test_a_district_is_called_what_it_was_in_that_year(signed_in, planner, district):
    DistrictStatus.objects.create(district=district, kind="king_amphoe")
    assert "กิ่งอำเภอเมืองนครสวรรค์" in signed_in(planner).get(PAGE).content.decode()


def test_who_sees_the_province_sees_its_districts(
    signed_in, planner, officer, inspector, stranger, district, client
):
    for user in (planner, officer, inspector):
        assert signed_in(user).get(PAGE).status_code == 200
    assert signed_in(stranger).get(PAGE).status_code == 404
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("address", ["/60/2570/district/", "/9999/2570/district/"])
def test_a_province_is_no_district(signed_in, planner, district, address):
    assert signed_in(planner).get(address).status_code == 404


def test_as_many_queries_with_many_projects(
    signed_in, district_officer, done_there, nakhonsawan, development
):
    client = signed_in(district_officer)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    few = counted()
    assert few <= 12
    plans.many_projects(nakhonsawan, development, 300)
    assert counted() == few
