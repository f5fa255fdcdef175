"""The plan page: a tree that reads the same with 3 and with 300 rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from strategies import selectors
from strategies.services import nodes, plans
from tests.factories import plans as plants


@pytest.fixture
def plan(nakhonsawan, planner, head_post, development):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    plan.made = made
    plants.many_projects(nakhonsawan, development, 2, made["1.1.1"], prefix="A")
    return plan


URL = "/60/2570/plan/"


def test_it_works(plan, planner, signed_in):
    page = signed_in(planner).get(URL).content.decode()
    for text in (
        "แผนพัฒนาจังหวัด",
        "เมืองน่าอยู่",
        "พัฒนาคน",
        "1.1.1",
        "ส่งเสริมการผลิต 1",
        "พัฒนาการจังหวัด",
        "มติ ก.บ.จ. 1/2569",
        "น้ำหนักรวมของประเด็นการพัฒนา 100",
        "/60/2570/projects/A-0000/",
    ):
        assert text in page


def test_a_joint_agency_without_a_short_name_is_named_in_full(
    nakhonsawan, planner, head_post, agriculture, signed_in
):
    made = plants.grown(plants.draft(nakhonsawan, planner), planner, head_post)
    made["1.1.1"].joint_agencies.add(agriculture)
    type(agriculture).objects.filter(pk=agriculture.pk).update(short_name="")
    page = signed_in(planner).get(URL).content.decode()
    assert f"หน่วยงานร่วม: {agriculture.name_th}<" in page


def test_every_year_of_the_plan_shows_it_with_the_projects_of_that_year(plan, planner, signed_in):
    page = signed_in(planner).get("/60/2566/plan/").content.decode()
    assert "ส่งเสริมการผลิต 1" in page
    assert "A-0000" not in page


def test_a_year_without_a_plan_says_where_there_is_one(plan, planner, signed_in):
    page = signed_in(planner).get("/60/2580/plan/").content.decode()
    assert "ยังไม่มีแผนที่ครอบคลุมปีงบประมาณ พ.ศ. 2580" in page
    assert "/60/2570/plan/?version=" in page


def test_an_area_without_any_plan_says_what_comes_next(nakhonsawan, planner, signed_in):
    page = signed_in(planner).get(URL).content.decode()
    assert "เมื่อเริ่มร่างแผนแล้วจะปรากฏที่หน้านี้" in page


def test_weights_that_are_not_100_are_an_error_text(nakhonsawan, planner, head_post, signed_in):
    draft = plants.draft(nakhonsawan, planner)
    made = plants.grown(draft, planner, head_post)
    nodes.set_weight(node=made["2"], weight=35, by=planner)
    page = signed_in(planner).get(URL).content.decode()
    assert "น้ำหนักรวมของประเด็นการพัฒนา 95 ต้องเป็น 100" in page


def test_search_marks_the_hit_and_keeps_what_stands_above(plan, planner, signed_in):
    page = signed_in(planner).get(URL, {"q": "การผลิต 2"}).content.decode()
    assert "<mark>การผลิต 2</mark>" in page
    assert "ท่องเที่ยว" in page
    assert "ส่งเสริม<mark>การผลิต 1" not in page
    assert "1.1.1" not in page


def test_search_that_finds_nothing_says_so_and_escapes(plan, planner, signed_in):
    page = signed_in(planner).get(URL, {"q": "<b>ไม่มี\x00"}).content.decode()
    assert "ไม่พบ" in page
    assert "<b>ไม่มี" not in page


def test_english_words_come_from_the_template(plan, planner, signed_in):
    client = signed_in(planner)
    client.cookies["django_language"] = "en"
    page = client.get(URL).content.decode()
    assert "Provincial plan" in page
    assert "Issue 1" in page
    assert "Development goal (vision)" in page


@pytest.mark.parametrize("version", ["x", "-1", "999999999999999999999", "๑"])
def test_a_strange_version_shows_the_one_in_force(plan, planner, signed_in, version):
    assert signed_in(planner).get(URL, {"version": version}).status_code == 200


def test_the_same_queries_with_3_and_with_300(
    planner, signed_in, nakhonsawan, development, head_post
):
    plan = plants.draft(nakhonsawan, planner)
    plan.made = plants.grown(plan, planner, head_post)
    plants.many_projects(nakhonsawan, development, 2, plan.made["1.1.1"], prefix="A")
    client = signed_in(planner)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    strategies = plants.many_nodes(plan, plan.made["1.1"], 240, head_post)
    for node in strategies[:3]:
        node.joint_agencies.add(development)
    Project.objects.bulk_create(
        Project(
            area=nakhonsawan,
            fiscal_year=2570,
            code=f"C-{n}",
            name_th="โครงการ",
            host_agency=development,
            node=strategies[n % 240],
        )
        for n in range(300)
    )
    with CaptureQueriesContext(connection) as many:
        page = client.get(URL).content.decode()
    assert "302 โครงการในปี 2570" in page
    assert len(many) == len(few)


def test_many_projects_are_counted_with_a_link_and_found_by_search(
    plan, planner, signed_in, nakhonsawan, development
):
    plants.many_projects(nakhonsawan, development, selectors.LISTED + 1, plan.made["2.1.1"])
    page = signed_in(planner).get(URL).content.decode()
    assert "B-0007" not in page
    assert f"/60/2570/projects/?issue={plan.made['2.1.1'].pk}" in page
    found = signed_in(planner).get(URL, {"q": "B-0007"}).content.decode()
    assert "/60/2570/projects/B-0007/" in found


def test_the_selector_asks_few_queries(plan, planner, nakhonsawan, django_assert_max_num_queries):
    assert planner.authority.roles
    with django_assert_max_num_queries(8):
        page = selectors.plan_tree(planner, nakhonsawan, 2570)
    assert page.project_count == 2


def test_everybody_of_the_province_may_read(plan, officer, executive, inspector, signed_in):
    for person in (officer, executive, inspector):
        assert signed_in(person).get(URL).status_code == 200


def test_the_stranger_and_the_administrator_find_nothing(plan, stranger, signed_in, client):
    assert signed_in(stranger).get(URL).status_code == 404
    assert client.get(URL).status_code == 302


def test_a_draft_leads_who_may_edit_to_its_editor(
    nakhonsawan, planner, officer, head_post, signed_in
):
    draft = plants.draft(nakhonsawan, planner, years=(2571, 2575))
    plants.grown(draft, planner, head_post)
    editor = f'href="/60/plans/{draft.pk}/edit/"'
    address = f"/60/2571/plan/?version={draft.pk}"
    assert editor in signed_in(planner).get(address).content.decode()
    assert editor not in signed_in(officer).get(address).content.decode()
    plans.submit(plan=draft, by=planner)
    assert editor not in signed_in(planner).get(address).content.decode()


def test_pages_of_a_version_stand_under_the_years_of_the_plan(
    nakhonsawan, planner, head_post, signed_in
):
    draft = plants.draft(nakhonsawan, planner, years=(2571, 2575))
    made = plants.grown(draft, planner, head_post)
    desk, at = signed_in(planner), f"/60/plans/{draft.pk}/"
    for more in ("edit/", "about/", f"nodes/{made['1'].pk}/", "consultation/", "alignment/"):
        page = desk.get(at + more).content.decode()
        assert "แผนปี 2571–2575" in page, more
    assert f"/60/2571/plan/?version={draft.pk}" in desk.get(f"{at}edit/").content.decode()
    assert (plants.draft(nakhonsawan, planner, years=(2580, 2580))).years == "2580"


def test_versions_are_listed_by_their_own_names(plan, planner, signed_in):
    desk = signed_in(planner)
    assert "แผนและฉบับทั้งหมด" in desk.get(URL).content.decode()
    plans.revise(plan=plan, title="แผนฉบับทบทวน", by=planner)
    listed = desk.get("/60/plans/").content.decode()
    assert listed.count("แผนฉบับทบทวน") == 1
    assert listed.count("<span>แผนพัฒนาจังหวัด</span>") == 1
