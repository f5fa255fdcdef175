"""The header: area switch, year switch, menu, sample strip."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts import frames
from common import slots
from common.registry import Slot
from common.slots import AreaYear, MenuEntry


@pytest.fixture
def years(monkeypatch):
    """The area has a card of made-up figures in 2548 and a real one in 2570."""
    slot = Slot("years")
    slot.fill(lambda area: [AreaYear(2548, is_sample=True), AreaYear(2570)])
    monkeypatch.setattr(slots, "area_years", slot)


@pytest.fixture
def menu(monkeypatch):
    slot = Slot("menu")
    slot.fill(
        lambda user, area, year: [
            MenuEntry("ภาพรวม", f"/{area.code}/{year}/"),
            MenuEntry("แผน", f"/{area.code}/{year}/plan/"),
        ]
    )
    monkeypatch.setattr(slots, "area_menu", slot)


@pytest.fixture
def shown():
    """The frame as a page shows it: `shown(user, path, area=…, year=…)`."""

    def render(user, path="/", **context):
        request = RequestFactory().get(path)
        request.user = user
        return " ".join(render_to_string("base.html", context, request).split())

    return render


def test_it_works(shown, planner, nakhonsawan, cluster, years, menu):
    page = shown(planner, "/60/2570/plan/", area=nakhonsawan, year=2570)
    assert "จังหวัดนครสวรรค์" in page
    assert 'href="/N-L2/"' in page
    assert 'href="/60/2548/"' in page
    assert '<a href="/60/2570/plan/" aria-current="page">แผน</a>' in page


def test_a_page_below_an_entry_marks_it(shown, planner, nakhonsawan, years, menu):
    page = shown(planner, "/60/2570/plan/nodes/5/", area=nakhonsawan, year=2570)
    assert '<a href="/60/2570/plan/" aria-current="true">แผน</a>' in page


def test_a_page_without_a_year_takes_the_latest_of_the_area(
    shown, planner, nakhonsawan, years, menu
):
    page = shown(planner, "/60/committees/", area=nakhonsawan)
    assert 'href="/60/2570/plan/"' in page


def test_sample_figures_say_so_on_every_page(shown, planner, nakhonsawan, years):
    warning = "ชื่อและตัวเลขในหน้านี้สร้างขึ้นเพื่อสาธิต"
    assert warning in shown(planner, area=nakhonsawan, year=2548)
    assert warning not in shown(planner, area=nakhonsawan, year=2570)
    assert warning in shown(planner, area=nakhonsawan, year=2570, is_sample=True)


def test_the_demo_says_which_day_it_lives_on(shown, planner, settings):
    settings.DEMO_TODAY = dt.date(2026, 4, 20)
    assert "20 เม.ย. 2569" in shown(planner)


def test_errors_stand_in_the_title(shown, planner):
    assert "<title>ผิดพลาด:" in shown(planner, faults=["น้ำหนักรวมต้องเป็น 100"])


def test_someone_who_is_not_signed_in_sees_no_areas(shown, nakhonsawan, years, menu):
    page = shown(AnonymousUser(), "/verify/")
    assert "areabar" not in page
    assert "เข้าสู่ระบบ" in page


def test_the_frame_asks_for_areas_once(
    shown, planner, nakhonsawan, years, menu, django_assert_num_queries
):
    planner.authority.areas()
    with django_assert_num_queries(1):
        shown(planner, "/60/2570/plan/", area=nakhonsawan, year=2570)


class PlanTree:
    """What the resolver says of the plan's page."""

    url_name = "plan_tree"


def test_the_year_switch_stays_on_pages_that_every_year_has(planner, nakhonsawan, years):
    frame = frames.frame(user=planner, area=nakhonsawan, year=2570, match=PlanTree())
    assert [link.url for link in frame.years] == ["/60/2570/plan/", "/60/2548/plan/"]
