"""The register of an area's indicators: list, filters, entry, by hand, retire, as a workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts import workflow
from common import clock
from common.errors import NotAllowed, Refused
from kpis.models import Indicator
from kpis.selectors.register import Filters, register
from kpis.services import cards, indicators
from strategies.models import Plan, PlanNode, PlanTemplate, TemplateLevel
from strategies.services import nodes, plans
from tests import factories
from tests.factories import plans as plants
from tests.integration.kpis.card_fixtures import add, card, otop, stars
from tests.integration.kpis.reporting import IN_TIME

__all__ = ["card", "otop", "stars"]
LIST = reverse("indicator_register", args=["60"])
NEW = reverse("register_create", args=["60"])


@pytest.fixture(autouse=True)
def in_time():
    with clock.at(IN_TIME):
        yield


@pytest.fixture
def node(nakhonsawan) -> PlanNode:
    template = PlanTemplate.objects.create(
        code="t", name_th="ก", name_en="A", first_year=2561, last_year=2580
    )
    TemplateLevel.objects.create(
        template=template, level="issue", label_th="ประเด็น", label_en="Issue", order=1,
        takes_indicators=True,
    )  # fmt: skip
    plan = Plan.objects.create(
        area=nakhonsawan, template=template, title="แผน", first_year=2566, last_year=2570
    )
    return PlanNode.objects.create(plan=plan, level="issue", code="2", title_th="ชุมชน")


def entry(one: Indicator, name: str = "register_entry") -> str:
    return reverse(name, args=["60", one.pk])


def codes(page) -> list[str]:
    return [one.code for one in page.context["register"].page]


def test_it_works(signed_in, planner, officer_post, head_post, node):
    form = {
        "name_th": "รายได้เฉลี่ยของครัวเรือน", "unit": "บาท", "kind": "node", "nodes": [node.pk],
        "collector": officer_post.pk, "supervisor": head_post.pk, "dimension": "ประสิทธิผล",
    }  # fmt: skip
    answer = signed_in(planner).post(NEW, form)
    made = Indicator.objects.get()
    assert answer.url == entry(made)
    assert (made.code, made.collector, made.supervisor) == ("I-001", officer_post, head_post)
    assert list(made.nodes.all()) == [node]
    page = signed_in(planner).get(answer.url).content.decode()
    assert "รายได้เฉลี่ยของครัวเรือน" in page
    assert "2 ชุมชน" in page


def test_the_list_shows_host_criteria_and_year(signed_in, planner, otop, stars):
    page = signed_in(planner).get(LIST)
    assert codes(page) == ["R-2.1", "R-2.2"]
    assert "สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์" in page.content.decode()
    assert "2570" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ดาว", ["R-2.2"]),
        ("q=ผลิตภัณฑ์ 4-5", ["R-2.2"]),
        ("q=otop", ["R-2.1", "R-2.2"]),
        ("q=r-2.1", ["R-2.1"]),
        ("q=ไม่มีคำนี้", []),
        ("kind=agreement", ["A-1"]),
        ("gap=no_collector", ["A-1", "R-2.2"]),
        ("gap=no_criteria", ["A-1", "R-2.1"]),
        ("gap=retired", ["R-9"]),
        ("gap=anything", ["A-1", "R-2.1", "R-2.2", "R-9"]),
        ("node=x&agency=y", []),
        ("dimension=ประสิทธิผล", ["A-1"]),
    ],
)
def test_filters(signed_in, planner, otop, stars, nakhonsawan, development, query, found):
    indicators.create(
        area=nakhonsawan, by=planner, code="A-1", name_th="คำรับรอง", kind="agreement",
        agency=development, dimension="ประสิทธิผล",
    )  # fmt: skip
    old = indicators.create(area=nakhonsawan, by=planner, code="R-9", name_th="เลิกแล้ว")
    indicators.retire(indicator=old, reason="ไม่วัดแล้ว", by=planner)
    assert codes(signed_in(planner).get(f"{LIST}?{query}")) == found


def test_filters_by_agency_and_node(signed_in, planner, otop, stars, development, node):
    indicators.update(indicator=stars.indicator, by=planner, nodes=[node])
    assert codes(signed_in(planner).get(f"{LIST}?agency={development.pk}")) == ["R-2.1"]
    assert codes(signed_in(planner).get(f"{LIST}?node={node.pk}")) == ["R-2.2"]


@pytest.mark.parametrize("number", [3, 60])
def test_the_list_asks_a_fixed_number_of_queries(
    signed_in, planner, nakhonsawan, number, django_assert_max_num_queries
):
    for one in range(number):
        Indicator.objects.create(area=nakhonsawan, code=f"X-{one:03d}", name_th=f"ตัวที่ {one}")
    client = signed_in(planner)
    with django_assert_max_num_queries(11):
        assert client.get(LIST).status_code == 200


def test_an_empty_register_says_what_to_do(signed_in, planner, nakhonsawan):
    assert "ยังไม่มีตัวชี้วัดในทะเบียน" in signed_in(planner).get(LIST).content.decode()


def test_all_fields_are_edited(signed_in, planner, otop, development, head_post):
    form = {"name_th": "ชื่อใหม่", "kind": "agreement", "agency": development.pk,
            "formula": "ก ÷ ข", "supervisor": head_post.pk, "collector": ""}  # fmt: skip
    answer = signed_in(planner).post(entry(otop.indicator, "register_edit"), form)
    assert answer.status_code == 302
    otop.indicator.refresh_from_db()
    now = otop.indicator
    assert (now.name_th, now.kind, now.agency, now.formula) == (
        "ชื่อใหม่", "agreement", development, "ก ÷ ข",
    )  # fmt: skip
    assert (now.supervisor, now.collector) == (head_post, None)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name_th": " "}, "name_th"),
        ({"code": "R-2.1"}, "code"),
        ({"kind": "node", "agency": "own"}, "agency"),
        ({"kind": "area", "nodes": "own"}, "nodes"),
        ({"agency": "elsewhere", "kind": "agreement"}, "agency"),
        ({"kind": "none"}, "kind"),
        ({"kind": "agreement"}, "agency"),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(
    signed_in, planner, otop, development, node, stranger, form, field
):
    own = {"agency": development.pk, "nodes": node.pk}
    theirs = stranger.tenures.get().post.agency_id
    typed = {"name_th": "ชื่อ", "kind": "node", "definition": "ยังอยู่"}
    typed |= {k: own[k] if v == "own" else theirs if v == "elsewhere" else v
              for k, v in form.items()}  # fmt: skip
    page = signed_in(planner).post(NEW, typed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "ยังอยู่" in page.content.decode()
    assert Indicator.objects.count() == 1


def test_all_faults_show_at_once_each_at_its_field(signed_in, planner, node):
    typed = {"name_th": "", "kind": "agreement", "nodes": node.pk, "unit": "ก" * 61}
    page = signed_in(planner).post(NEW, typed)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"name_th", "agency", "nodes", "unit"}
    html = page.content.decode()
    for name in ("name_th", "agency", "unit"):
        assert f'href="#id_{name}"' in html
    assert "โปรดเลือกหน่วยงานที่ทำคำรับรอง" in html


def test_entries_stand_under_their_version_and_issue_with_the_chosen_first(
    signed_in, planner, otop, nakhonsawan, head_post
):
    over = plants.draft(nakhonsawan, planner, code="2547-2551", years=(2547, 2551))
    plants.grown(over, planner, head_post)
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    newer = plans.revise(plan=plan, title="ฉบับทบทวน", by=planner)
    indicators.update(indicator=otop.indicator, by=planner, nodes=[made["2.1"]])
    page = signed_in(planner).get(f"{LIST}{otop.indicator_id}/edit/")
    groups = [(heading, [label for _pk, label in options])
              for heading, options in page.context["form"].fields["nodes"].choices]  # fmt: skip
    assert groups == [
        ("เลือกไว้แล้ว", ["2.1 รายได้เพิ่ม 2"]),
        (str(plan), ["เมืองน่าอยู่"]),
        (f"1 เกษตรมูลค่าสูง · {plan}", ["1.1 รายได้เพิ่ม 1", "1.1.1 ส่งเสริมการผลิต 1"]),
        (f"2 ท่องเที่ยว · {plan}", ["2.1.1 ส่งเสริมการผลิต 2"]),
    ]
    nodes.add(plan=newer, level="objective", title_th="เพิ่งร่าง", by=planner, host=head_post,
              parent=newer.nodes.get(code="1", level="issue"))  # fmt: skip
    html = signed_in(planner).get(NEW).content.decode()
    assert html.count("รายได้เพิ่ม 2") == 1
    assert "1 เกษตรมูลค่าสูง · ฉบับทบทวน" in html
    assert "data-sift" in html


def test_who_has_no_agency_from_before_is_still_corrected(planner, otop):
    old = otop.indicator
    Indicator.objects.filter(pk=old.pk).update(kind="agreement")
    indicators.update(indicator=old, by=planner, name_th="ชื่อใหม่")
    with pytest.raises(Refused, match="ต้องมีหน่วยงานเจ้าของ"):
        indicators.update(indicator=old, by=planner, kind="agreement", agency=None)


def test_a_node_of_another_areas_plan_is_refused(planner, phichit, node, nakhonsawan):
    other = Plan.objects.create(
        area=phichit, template=node.plan.template, title="แผน", first_year=2566, last_year=2570
    )
    theirs = PlanNode.objects.create(plan=other, level="issue", code="1", title_th="ที่อื่น")
    with pytest.raises(Refused, match="แผนของพื้นที่อื่น"):
        indicators.create(area=nakhonsawan, by=planner, name_th="ก", nodes=[theirs])


@pytest.mark.parametrize(
    ("name", "label"), [("collector", "ผู้จัดเก็บข้อมูล"), ("supervisor", "ผู้กำกับดูแลตัวชี้วัด")]
)
def test_posts_of_other_areas_are_refused(planner, nakhonsawan, stranger, name, label):
    theirs = stranger.tenures.get().post
    made = indicators.create(area=nakhonsawan, by=planner, name_th="ก")
    for verb, subject in (
        (indicators.create, {"area": nakhonsawan, "name_th": "ข"}),
        (indicators.update, {"indicator": made}),
    ):
        with pytest.raises(Refused, match=f"{label}: .+ ไม่ใช่ตำแหน่งของจังหวัดนครสวรรค์") as refused:
            verb(by=planner, **subject, **{name: theirs})
        assert [fault.field for fault in refused.value.faults] == [name]
    assert Indicator.objects.get().collector is None


def test_posts_of_districts_and_of_a_clusters_members_are_welcome(
    planner, nakhonsawan, phichit, stranger, cluster
):
    district = factories.district(nakhonsawan, "6001", "เมืองนครสวรรค์")
    there = factories.post(factories.agency(district, "เกษตรอำเภอ"), "เกษตรอำเภอ", "officer")
    assert indicators.create(area=nakhonsawan, by=planner, name_th="ก", collector=there).pk
    office = factories.agency(cluster, "สำนักงานบริหารกลุ่มจังหวัด")
    of_cluster = factories.user("cluster", factories.post(office, "นักวิเคราะห์", "planner"))
    member = stranger.tenures.get().post
    made = indicators.create(area=cluster, by=of_cluster, name_th="ข", supervisor=member)
    assert made.supervisor == member


def test_agencies_are_offered_in_the_order_of_the_dictionary(planner, nakhonsawan):
    for name in ("ขวด", "ไก่", "กบ"):
        post = factories.post(factories.agency(nakhonsawan, name), name, "officer")
        indicators.create(area=nakhonsawan, by=planner, name_th=name, collector=post)
    offered = register(nakhonsawan, Filters(), None).choices.agencies
    assert [one.name_th for one in offered] == ["กบ", "ไก่", "ขวด"]


def test_retiring_keeps_the_past_and_can_be_taken_back(signed_in, planner, nakhonsawan):
    one = indicators.create(area=nakhonsawan, by=planner, name_th="ก")
    client = signed_in(planner)
    assert client.post(entry(one, "register_retire"), {"reason": ""}).status_code == 422
    assert client.post(entry(one, "register_retire"), {"reason": "ซ้ำกัน"}).status_code == 302
    one.refresh_from_db()
    assert one.retired_on == IN_TIME
    assert workflow.history(one)[0].reason == "ซ้ำกัน"
    assert "เลิกใช้ตั้งแต่" in client.get(entry(one)).content.decode()
    assert client.post(entry(one, "register_restore")).status_code == 302
    one.refresh_from_db()
    assert one.retired_on is None
    with pytest.raises(Refused, match="ยังใช้อยู่"):
        indicators.restore(indicator=one, by=planner)


def test_what_stands_on_a_card_is_not_retired(signed_in, planner, otop):
    page = signed_in(planner).post(entry(otop.indicator, "register_retire"), {"reason": "x"})
    assert page.status_code == 422
    assert "อยู่ในบัญชีปีงบประมาณ 2570" in page.content.decode()
    otop.indicator.refresh_from_db()
    assert otop.indicator.retired_on is None


def test_a_retired_indicator_comes_onto_no_card(card, planner, nakhonsawan):
    one = indicators.create(area=nakhonsawan, by=planner, name_th="ก")
    indicators.retire(indicator=one, reason="ซ้ำ", by=planner)
    from tests.integration.kpis.test_card_services import FULL

    one.refresh_from_db()
    with pytest.raises(Refused, match="เลิกใช้แล้ว"):
        cards.add_line(card=card, indicator=one, definition=FULL, code="9", by=planner)


def test_the_workbook_holds_what_the_filters_let_through(signed_in, planner, otop, stars):
    answer = signed_in(planner).get(reverse("register_export", args=["60"]) + "?q=ดาว")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert rows[0][:2] == ("รหัสทะเบียน", "ชื่อตัวชี้วัด")
    assert [row[0] for row in rows[1:]] == ["R-2.2"]


def test_years_before_the_system_stand_on_the_page(signed_in, planner, card):
    line = add(card, planner, "3.1", "ของเดิม")
    line.baseline = [[2568, "12.5"], [2569, "14"]]
    line.save()
    years = signed_in(planner).get(entry(line.indicator)).context["entry"]
    assert [(y, str(v)) for y, v in years.baseline] == [(2569, "14"), (2568, "12.5")]
    assert [row.place.year for row in years.years] == [2570]


@pytest.mark.parametrize("who", ["officer", "executive", "inspector"])
def test_others_read_and_do_not_write(signed_in, request, who, otop):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 200
    assert client.get(entry(otop.indicator)).status_code == 200
    assert client.post(NEW, {"name_th": "x", "kind": "node"}).status_code == 403
    assert client.post(entry(otop.indicator, "register_edit"), {"name_th": "x"}).status_code == 403
    assert client.post(entry(otop.indicator, "register_retire"), {"reason": "x"}).status_code == 403
    assert client.post(entry(otop.indicator, "register_restore")).status_code == 403
    assert "เพิ่มตัวชี้วัด" not in client.get(LIST).content.decode()
    with pytest.raises(NotAllowed):
        indicators.retire(indicator=otop.indicator, reason="x", by=request.getfixturevalue(who))


def test_a_stranger_finds_nothing(signed_in, stranger, otop):
    client = signed_in(stranger)
    for path in (LIST, NEW, entry(otop.indicator), entry(otop.indicator, "register_edit")):
        assert client.get(path).status_code == 404
