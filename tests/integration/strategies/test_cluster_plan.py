"""A cluster's plan and its members': references, gaps, duplicates and zones."""

import datetime as dt

import pytest

from accounts import workflow
from common import clock
from common.errors import NotAllowed, Refused
from provinces.models import AgencyZone, ClusterMembership
from provinces.services import zones
from strategies.clusters import selectors
from strategies.models import NodeReference
from strategies.services import nodes, plans, references
from tests import factories
from tests.factories import plans as plants

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(nakhonsawan, planner, head_post):
    """Nakhon Sawan's adopted plan."""
    return plants.adopted(nakhonsawan, planner, head_post)[1]


@pytest.fixture
def theirs(phichit, stranger):
    """Phichit's draft."""
    return plants.grown(plants.draft(phichit, stranger), stranger, None)


@pytest.fixture
def plan(cluster, cluster_planner):
    return plants.draft(cluster, cluster_planner)


@pytest.fixture
def made(plan, cluster_planner):
    return plants.grown(plan, cluster_planner, None)


def test_it_works(plan, made, ours, theirs, cluster_planner):
    references.add(node=made["1"], member_node=ours["1.1.1"], by=cluster_planner)
    references.add(node=made["1.1.1"], member_node=ours["2.1.1"], by=cluster_planner)
    references.add(node=made["1"], member_node=theirs["1.1.1"], by=cluster_planner)
    page = selectors.cluster_page(cluster_planner, plan)
    assert [member.name for member in page.members] == ["นครสวรรค์", "พิจิตร"]
    assert [[cell.count for cell in row.cells] for row in page.rows] == [[2, 1], [0, 0]]
    assert [[one.name for one in row.missing] for row in page.gaps] == [["นครสวรรค์", "พิจิตร"]]
    assert workflow.history(made["1"])[0].reason == "พิจิตร 1.1.1 ส่งเสริมการผลิต 1"


def test_the_same_words_of_two_provinces_are_shown(plan, made, ours, theirs, cluster_planner):
    references.add(node=made["1"], member_node=ours["1.1.1"], by=cluster_planner)
    references.add(node=made["1"], member_node=theirs["1.1.1"], by=cluster_planner)
    references.add(node=made["2"], member_node=ours["1.1.1"], by=cluster_planner)
    page = selectors.cluster_page(cluster_planner, plan)
    assert [(one.one.province.name, one.percent) for one in page.alike] == [("นครสวรรค์", 100)]
    assert [[issue.code for issue in one.issues] for one in page.twice] == [["1", "2"]]


def test_a_node_of_a_province_that_is_no_member_is_refused(made, cluster_planner):
    elsewhere = factories.province("50", "เชียงใหม่")
    office = factories.agency(elsewhere, "สำนักงานจังหวัดเชียงใหม่")
    theirs = factories.user("north", factories.post(office, "นักวิเคราะห์", "planner"))
    north = plants.grown(plants.draft(elsewhere, theirs), theirs, None)
    with pytest.raises(Refused, match="จังหวัดเชียงใหม่ไม่ได้เป็นสมาชิกของกลุ่มจังหวัดภาคเหนือตอนล่าง 2"):
        references.add(node=made["1"], member_node=north["1"], by=cluster_planner)


def test_membership_is_asked_on_the_day(made, theirs, cluster_planner, phichit):
    ClusterMembership.objects.filter(province=phichit).update(valid_to=dt.date(2027, 1, 31))
    with clock.at(dt.date(2027, 1, 31)):
        references.add(node=made["1"], member_node=theirs["1"], by=cluster_planner)
    with clock.at(dt.date(2027, 2, 1)), pytest.raises(Refused, match="ในวันนี้"):
        references.add(node=made["2"], member_node=theirs["1"], by=cluster_planner)


def test_only_the_plan_in_force_or_the_newest_counts(
    made, ours, cluster_planner, planner, nakhonsawan
):
    newer = plans.revise(plan=ours["1"].plan, title="ฉบับทบทวน", by=planner)
    copied = newer.nodes.get(identity=ours["1"].identity)
    with pytest.raises(Refused, match="ไม่ใช่ฉบับที่ใช้อยู่หรือฉบับล่าสุด"):
        references.add(node=made["1"], member_node=copied, by=cluster_planner)
    later = plants.draft(made["1"].plan.area, cluster_planner, years=(2571, 2575))
    of_later = plants.grown(later, cluster_planner, None)
    with pytest.raises(Refused, match="ไม่ใช่ฉบับที่ใช้อยู่หรือฉบับล่าสุด"):
        references.add(node=of_later["1"], member_node=ours["1"], by=cluster_planner)


def test_a_reference_is_made_once_and_taken_back(made, ours, cluster_planner):
    references.add(node=made["1"], member_node=ours["1"], by=cluster_planner)
    with pytest.raises(Refused, match="เชื่อมโยงกับประเด็นของกลุ่มจังหวัดไว้แล้ว"):
        references.add(node=made["1"], member_node=ours["1"], by=cluster_planner)
    references.remove(node=made["1"], member_node=ours["1"], by=cluster_planner)
    with pytest.raises(Refused, match="ไม่พบรายการที่เชื่อมโยงนี้"):
        references.remove(node=made["1"], member_node=ours["1"], by=cluster_planner)


def test_what_cannot_refer_or_be_referred_to(made, ours, cluster_planner, planner, nakhonsawan):
    with pytest.raises(Refused, match="เลือกได้เฉพาะประเด็น"):
        references.add(node=made["vision"], member_node=ours["1"], by=cluster_planner)
    with pytest.raises(Refused, match="เลือกได้เฉพาะประเด็น"):
        references.add(node=made["1"], member_node=ours["vision"], by=cluster_planner)
    draft = plants.grown(plants.draft(nakhonsawan, planner, years=(2571, 2575)), planner, None)
    with pytest.raises(Refused, match="เฉพาะในแผนกลุ่มจังหวัด"):
        references.add(node=draft["1"], member_node=ours["1"], by=planner)


def test_only_the_planner_of_the_cluster_refers(made, ours, planner, stranger):
    for person in (planner, stranger):
        with pytest.raises(NotAllowed):
            references.add(node=made["1"], member_node=ours["1"], by=person)


def test_an_adopted_version_keeps_its_references_and_a_revision_takes_them_along(
    plan, made, ours, cluster_planner, head_post
):
    references.add(node=made["1"], member_node=ours["1"], by=cluster_planner)
    for code in ("1", "2", "1.1", "2.1", "1.1.1", "2.1.1"):
        nodes.set_host(node=made[code], host=head_post, by=cluster_planner)
    plans.submit(plan=plan, by=cluster_planner)
    adopted = plans.adopt(
        plan=plan, resolution="มติ ก.บ.ก. 1/2569", on=plants.ADOPTED_ON, by=cluster_planner
    )
    made["1"].refresh_from_db()
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        references.remove(node=made["1"], member_node=ours["1"], by=cluster_planner)
    newer = plans.revise(plan=adopted, title="ฉบับทบทวน", by=cluster_planner)
    copied = NodeReference.objects.get(node__plan=newer)
    assert (copied.node.identity, copied.member_node) == (made["1"].identity, ours["1"])


def test_a_member_reads_counts_but_no_names_of_another(plan, made, ours, theirs, cluster_planner,
                                                       stranger):  # fmt: skip
    references.add(node=made["1"], member_node=ours["1.1.1"], by=cluster_planner)
    references.add(node=made["1"], member_node=theirs["1.1.1"], by=cluster_planner)
    page = selectors.cluster_page(stranger, plan)
    nakhonsawan, phichit = page.rows[0].cells
    assert (nakhonsawan.count, nakhonsawan.servings) == (1, ())
    assert [one.node for one in phichit.servings] == [theirs["1.1.1"]]
    assert page.alike == ()


@pytest.fixture
def irrigation(nakhonsawan, phichit):
    """Irrigation cuts through the two provinces; health does not."""
    for department, code, provinces in (
        ("กรมชลประทาน", "3", [nakhonsawan]),
        ("กรมชลประทาน", "4", [phichit]),
        ("กระทรวงสาธารณสุข", "3", [nakhonsawan, phichit]),
    ):
        zone = AgencyZone.objects.create(
            department=department, code=code, name_th=f"เขต {code}", confidence="medium"
        )
        zone.provinces.set(provinces)
    agency = factories.agency(nakhonsawan, "โครงการชลประทานนครสวรรค์", sector="central_state")
    agency.line_ministry = "กรมชลประทาน กระทรวงเกษตรและสหกรณ์"
    agency.save()
    return agency


def test_zones_that_cut_through_the_cluster_are_shown(
    plan, made, nakhonsawan, planner, irrigation, cluster_planner
):
    director = factories.post(irrigation, "ผู้อำนวยการโครงการชลประทาน", "agency_head")
    health = factories.agency(nakhonsawan, "สำนักงานสาธารณสุขจังหวัด")
    health.line_ministry = "สำนักงานปลัดกระทรวงสาธารณสุข"
    health.save()
    ours = plants.grown(plants.draft(nakhonsawan, planner), planner, director)
    nodes.set_host(node=ours["1"], host=director, joint_agencies=[health], by=planner)
    references.add(node=made["1"], member_node=ours["1"], by=cluster_planner)
    page = selectors.cluster_page(cluster_planner, plan)
    assert [(one.department, one.fits) for one in page.zones] == [
        ("กรมชลประทาน", False), ("กระทรวงสาธารณสุข", True),
    ]  # fmt: skip
    (one,) = page.mismatches
    assert [[member.name for member in share.members] for share in one.shares] == [
        ["นครสวรรค์"], ["พิจิตร"],
    ]  # fmt: skip


def test_the_shipped_zones_load_and_load_again(nakhonsawan, phichit):
    first, second = list(zones.load()), list(zones.load())
    assert first[0].added == 6
    assert [(one.added, one.corrected) for one in second] == [(0, 0), (0, 0)]
    health = AgencyZone.objects.get(department="สำนักงานปลัดกระทรวงสาธารณสุข")
    assert set(health.provinces.values_list("code", flat=True)) == {"60", "66"}


def page_of(plan, more=""):
    return f"/N-L2/plans/{plan.pk}/members/{more}"


def test_nodes_are_searched_and_chosen_on_the_page(
    signed_in, plan, made, ours, theirs, cluster_planner
):
    client = signed_in(cluster_planner)
    page = page_of(plan, f"{made['1'].pk}/")
    found = client.get(page, {"q": "ส่งเสริมการผลิต"}).content.decode()
    assert "นครสวรรค์: 1.1.1 ส่งเสริมการผลิต 1" in found
    assert "พิจิตร: 2.1.1 ส่งเสริมการผลิต 2" in found
    assert client.post(page, {"member_node": ours["1.1.1"].pk}).status_code == 302
    again = client.post(page, {"member_node": ours["1.1.1"].pk})
    assert again.status_code == 422
    assert "ไว้แล้ว" in again.content.decode()
    shown = client.get(page_of(plan)).content.decode()
    assert "1.1.1 ส่งเสริมการผลิต 1" in shown
    assert "ยังไม่มีรายการของ" in shown
    client.post(page, {"member_node": ours["1.1.1"].pk, "as": "clear"})
    assert not NodeReference.objects.exists()
    assert client.post(page, {"member_node": "x"}).status_code == 404


def test_a_member_cannot_name_nodes_that_it_does_not_see(signed_in, plan, made, ours, stranger):
    client = signed_in(stranger)
    assert client.get(page_of(plan)).status_code == 200
    page = page_of(plan, f"{made['1'].pk}/")
    assert client.post(page, {"member_node": ours["1"].pk}).status_code == 403
    assert "เกษตรมูลค่าสูง" not in client.get(page, {"q": "นครสวรรค์"}).content.decode().replace(
        made["1"].title_th, ""
    )


def test_the_overview_leads_to_the_members_and_back(
    signed_in, plan, made, cluster_planner, planner
):
    page = f"/N-L2/plans/{plan.pk}/members/"
    client = signed_in(cluster_planner)
    assert f'href="{page}"' in client.get("/N-L2/2570/").content.decode()
    members = client.get(page).content.decode()
    assert 'href="/N-L2/2570/"' in members
    assert 'href="/60/2570/plan/"' in members
    assert "/members/" not in signed_in(planner).get("/60/2570/").content.decode()


def test_a_province_has_no_such_page(signed_in, ours, planner):
    assert signed_in(planner).get(f"/60/plans/{ours['1'].plan_id}/members/").status_code == 404


@pytest.mark.parametrize("size", [0, 300])
def test_queries_do_not_grow(
    signed_in, plan, made, theirs, cluster_planner, head_post, size, django_assert_max_num_queries
):
    many = plants.many_nodes(theirs["1"].plan, theirs["1.1"], size, head_post)
    NodeReference.objects.bulk_create(
        NodeReference(node=made["1"], member_node=one, by=cluster_planner) for one in many
    )
    client = signed_in(cluster_planner)
    for more in ("", f"{made['1'].pk}/?q=กลยุทธ์"):
        with django_assert_max_num_queries(14):
            assert client.get(page_of(plan, more)).status_code == 200
