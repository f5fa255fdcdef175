"""The reference data: complete, dated, and loaded again without harm."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Change
from common import slots
from common.registry import Slot
from provinces import selectors
from provinces.models import Area, ClusterMembership, DistrictStatus
from strategies.models import PlanTemplate
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
IN_2548 = dt.date(2005, 3, 31)


def load() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_it_works():
    told = load()
    assert "provinces: 77 added, 0 corrected, 0 as they were" in told
    kinds = {kind: Area.objects.filter(kind=kind).count() for kind in Area.Kind.values}
    assert kinds == {"nation": 1, "province": 77, "cluster": 18, "district": 15}


def test_a_second_run_changes_nothing():
    load()
    assert "Nothing to change." in load()


def test_what_differs_is_corrected_and_what_was_added_by_hand_stays():
    load()
    Area.objects.filter(code="38").update(name_en="Bung Kan")
    Area.objects.create(
        kind="district", code="6101", name_th="เมืองอุทัยธานี", province=Area.objects.get(code="61")
    )
    assert "provinces: 0 added, 1 corrected, 76 as they were" in load()
    assert Area.objects.get(code="38").name_en == "Bueng Kan"
    assert Area.objects.filter(code="6101").exists()


def test_every_province_but_bangkok_is_in_one_cluster_with_a_centre_of_its_own():
    load()
    today = ClusterMembership.objects.on(TODAY)
    assert today.count() == 76
    assert not today.filter(province__code="10").exists()
    assert today.filter(is_centre=True).values("cluster").distinct().count() == 18


def test_bueng_kan_is_38_and_spellings_are_found():
    load()
    assert Area.objects.get(code="38").iso == "TH-38"
    assert Area.objects.get(aliases__contains=["Lopburi"]).name_th == "ลพบุรี"


@pytest.mark.parametrize(
    ("day", "members"),
    [
        (dt.date(2003, 11, 16), 0),
        (IN_2548, 4),
        (dt.date(2012, 1, 1), 0),  # no source: not claimed
        (dt.date(2017, 11, 17), 4),
    ],
)
def test_the_cluster_of_nakhon_sawan_is_dated_only_as_far_as_known(day, members):
    load()
    assert ClusterMembership.objects.on(day).filter(cluster__code="N-L2").count() == members


def test_two_districts_were_king_amphoe_in_2548():
    load()
    districts = Area.objects.filter(province__code="60").prefetch_related("statuses")
    then = [place.full_th for place in selectors.places(districts, IN_2548)]
    assert len(then) == 15
    assert then[-2:] == ["กิ่งอำเภอแม่เปิน", "กิ่งอำเภอชุมตาบง"]
    now = [place.full_th for place in selectors.places(districts, TODAY)]
    assert now[-2:] == ["อำเภอแม่เปิน", "อำเภอชุมตาบง"]
    assert DistrictStatus.objects.filter(kind="king_amphoe").count() == 2


def test_a_cluster_works_in_the_districts_of_its_members():
    load()
    own = selectors.district_ids(Area.objects.get(code="60"), TODAY)
    assert len(own) == 15
    assert selectors.district_ids(Area.objects.get(code="N-L2"), TODAY) == own


def test_templates_of_three_eras_have_six_levels_in_two_languages():
    load()
    assert [template.code for template in PlanTemplate.objects.all()] == [
        "2547-2551",
        "2552-2560",
        "2561-2570",
    ]
    for template in PlanTemplate.objects.prefetch_related("levels"):
        levels = list(template.levels.all())
        assert len(levels) == 6
        assert all(level.label_th and level.label_en for level in levels)
    issue = PlanTemplate.objects.get(code="2547-2551").levels.get(level="issue")
    assert (issue.label_th, issue.weighted, issue.needs_host) == ("ยุทธศาสตร์", True, True)


def test_it_names_itself_in_the_trail(monkeypatch):
    slot = Slot("data")
    slot.fill(lambda: [_first_agency()])
    monkeypatch.setattr(slots, "reference_data", slot)
    call_command("load_reference", verbosity=0)
    assert Change.objects.get(subject="provinces.agency").url == "command:load_reference"
    factories.agency(Area.objects.get(code="60"), "หน่วยงานที่สอง")
    assert Change.objects.filter(subject="provinces.agency").first().url == ""


def _first_agency():
    factories.agency(factories.province("60", "นครสวรรค์"), "หน่วยงานแรก")
    return slots.Loaded("agencies", 1, 0, 0)
