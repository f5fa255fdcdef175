"""A project from proposal to the end, and what it must have on the way."""

import pytest

from accounts import workflow
from common.errors import NotAllowed, Refused
from kpis.models import Indicator
from projects.models import Project
from projects.services import projects
from projects.transitions import PROJECT
from provinces.models import Area
from tests import factories
from tests.factories import plans as plants


@pytest.fixture
def nodes(nakhonsawan, planner, head_post):
    return plants.adopted(nakhonsawan, planner, head_post)[1]


@pytest.fixture
def district(nakhonsawan) -> Area:
    return Area.objects.create(kind="district", code="6003", name_th="ชุมแสง", province=nakhonsawan)


@pytest.fixture
def proposal(nakhonsawan, officer, development, nodes, district) -> Project:
    return plants.project(
        nakhonsawan, officer, development, node=nodes["1.1.1"], districts=[district]
    )


def test_it_works(proposal, planner, officer):
    projects.screen(project=proposal, by=planner)
    projects.approve(project=proposal, resolution="มติ ก.บ.จ. 3/2569", by=planner)
    projects.start(project=proposal, by=officer)
    projects.finish(project=proposal, by=officer)
    proposal.refresh_from_db()
    assert proposal.status == Project.Status.FINISHED
    moves = workflow.history(proposal)
    assert [move.action for move in moves] == ["finish", "start", "approve", "screen", "propose"]
    assert moves[2].reason == "มติ ก.บ.จ. 3/2569"


def test_without_a_strategy_it_is_not_screened(nakhonsawan, officer, development, planner):
    orphan = plants.project(nakhonsawan, officer, development, whole_area=True)
    with pytest.raises(Refused, match="ต้องอยู่ภายใต้กลยุทธ์หรือแผนงาน") as refused:
        projects.screen(project=orphan, by=planner)
    assert refused.value.faults[0].field == "node"


def test_an_orphan_is_placed_and_then_screened(nakhonsawan, officer, development, planner, nodes):
    orphan = plants.project(nakhonsawan, officer, development, whole_area=True)
    projects.place_under(project=orphan, node=nodes["1.1.1"], by=officer)
    assert projects.screen(project=orphan, by=planner).status == Project.Status.SCREENED


def test_without_a_place_it_is_not_screened(nakhonsawan, officer, development, planner, nodes):
    nowhere = plants.project(nakhonsawan, officer, development, node=nodes["1.1.1"])
    with pytest.raises(Refused) as refused:
        projects.screen(project=nowhere, by=planner)
    assert refused.value.faults[0].field == "districts"


def test_approval_names_its_resolution(proposal, planner):
    projects.screen(project=proposal, by=planner)
    with pytest.raises(Refused) as refused:
        projects.approve(project=proposal, resolution=" ", by=planner)
    assert refused.value.faults[0].field == "reason"


def test_steps_are_not_skipped(proposal, planner):
    with pytest.raises(Refused, match="สถานะปัจจุบันคือ “เสนอ”"):
        projects.approve(project=proposal, resolution="มติ", by=planner)


def test_after_screening_the_proposal_stands(proposal, officer, planner, nodes, district):
    projects.screen(project=proposal, by=planner)
    with pytest.raises(Refused, match="แก้ไขข้อเสนอไม่ได้"):
        projects.place_under(project=proposal, node=nodes["2.1.1"], by=officer)
    with pytest.raises(Refused, match="แก้ไขข้อเสนอไม่ได้"):
        projects.set_places(project=proposal, districts=[district], by=officer)


def test_districts_belong_to_the_area(nakhonsawan, officer, development, phichit):
    elsewhere = Area.objects.create(
        kind="district", code="6601", name_th="เมืองพิจิตร", province=phichit
    )
    with pytest.raises(Refused, match="เมืองพิจิตร ไม่ได้อยู่ในจังหวัดนครสวรรค์"):
        plants.project(nakhonsawan, officer, development, districts=[elsewhere])
    assert not Project.objects.exists()


def test_a_cluster_works_in_districts_of_its_members(cluster, phichit, district):
    office = factories.agency(cluster, "กลุ่มงานบริหารยุทธศาสตร์กลุ่มจังหวัด")
    person = factories.user("cluster", factories.post(office, "เจ้าหน้าที่", "officer"))
    project = plants.project(cluster, person, office, districts=[district])
    assert list(project.districts.all()) == [district]


@pytest.mark.parametrize(
    ("code", "says"),
    [("1.1", "ระดับนี้ไม่ได้"), ("vision", "ระดับนี้ไม่ได้")],
)
def test_only_strategies_and_programmes_take_projects(
    nakhonsawan, officer, development, nodes, code, says
):
    with pytest.raises(Refused, match=says):
        plants.project(nakhonsawan, officer, development, node=nodes[code])


def test_the_plan_covers_the_year_and_is_of_the_area(
    nakhonsawan, officer, development, nodes, phichit, stranger
):
    with pytest.raises(Refused, match="2566–2570 ไม่รวมปี 2571"):
        plants.project(nakhonsawan, officer, development, node=nodes["1.1.1"], fiscal_year=2571)
    place = factories.agency(phichit, "สำนักงานเกษตรจังหวัดพิจิตร")
    other = factories.user("other", factories.post(place, "นักวิชาการ", "officer"))
    with pytest.raises(Refused, match="แผนพื้นที่อื่น"):
        plants.project(phichit, other, place, node=nodes["1.1.1"])


@pytest.mark.parametrize("code", ["", "70/1", "70 1", "70?1"])
def test_a_code_can_stand_in_an_address(nakhonsawan, officer, development, code):
    with pytest.raises(Refused) as refused:
        plants.project(nakhonsawan, officer, development, code)
    assert refused.value.faults[0].field == "code"


def test_a_code_stands_once_in_a_year(proposal, nakhonsawan, officer, development):
    with pytest.raises(Refused, match="รหัสโครงการนี้มีอยู่แล้วในปีงบประมาณ"):
        plants.project(nakhonsawan, officer, development)
    assert plants.project(nakhonsawan, officer, development, fiscal_year=2569)


def test_indicators_are_of_the_same_area(proposal, nakhonsawan, phichit, planner):
    own = Indicator.objects.create(area=nakhonsawan, code="1", name_th="รายได้")
    foreign = Indicator.objects.create(area=phichit, code="1", name_th="รายได้พิจิตร")
    projects.set_indicators(project=proposal, indicators=[own], by=planner)
    with pytest.raises(Refused, match="รายได้พิจิตร"):
        projects.set_indicators(project=proposal, indicators=[own, foreign], by=planner)
    assert list(proposal.indicators.all()) == [own]


def test_cancelling_needs_a_reason_and_keeps_the_project(proposal, planner):
    with pytest.raises(Refused):
        projects.cancel(project=proposal, reason="", by=planner)
    projects.cancel(project=proposal, reason="ซ้ำกับโครงการอื่น", by=planner)
    assert Project.objects.get(pk=proposal.pk).status == Project.Status.CANCELLED


def test_agencies_propose_for_themselves_only(
    nakhonsawan, planner, stranger, other_officer, development, executive
):
    for person in (other_officer, stranger, executive, planner):
        with pytest.raises(NotAllowed):
            plants.project(nakhonsawan, person, development)


def test_the_host_does_not_screen_and_others_do_not_start(
    proposal, officer, head, other_officer, planner, stranger
):
    for person in (officer, head, other_officer, stranger):
        with pytest.raises(NotAllowed):
            projects.screen(project=proposal, by=person)
    projects.screen(project=proposal, by=planner)
    projects.approve(project=proposal, resolution="มติ", by=planner)
    for person in (other_officer, stranger):
        with pytest.raises(NotAllowed):
            projects.start(project=proposal, by=person)


def test_the_buttons_are_read_from_the_table(proposal, planner, officer):
    assert [move.action for move in PROJECT.open_to(planner, proposal)] == ["screen", "cancel"]
    assert PROJECT.open_to(officer, proposal) == []
