"""The read API: the screens' figures, the screens' scope, a fixed number of queries."""

import json
from decimal import Decimal

import pytest
from django.conf import settings

from kpis.models import Criteria, Result
from scorecards.services import snapshots
from tests.factories import cards
from tests.factories import plans as plants

PATHS = (
    "areas/60/",
    "areas/60/plans/2570/",
    "areas/60/indicators/2570/",
    "areas/60/scorecards/2570/6/",
)


@pytest.fixture
def snapshot(world, planner):
    return snapshots.freeze(
        area=world.area, year=2570, round=world.rounds["6"], kind="round", by=planner
    )


def get(client, path: str, **query):
    return client.get(f"/api/v1/{path}", query)


def test_areas(world, cluster, planner, signed_in):
    found = get(signed_in(planner), "areas/").json()
    assert {area["code"] for area in found["results"]} == {"60", "N-L2"}
    assert get(signed_in(planner), "areas/", kind="cluster").json()["count"] == 1
    assert get(signed_in(planner), "areas/60/").json() == {
        "code": "60", "kind": "province", "name_th": "นครสวรรค์", "name_en": "Nakhon Sawan",
        "iso": "", "province": None,
    }  # fmt: skip


def test_plan_tree(world, planner, signed_in):
    plan = get(signed_in(planner), "areas/60/plans/2570/").json()
    assert plan["vision"] == "วิสัยทัศน์ทดสอบ"
    issue = plan["nodes"][0]
    assert (issue["code"], issue["score"]) == ("1", "3.5867")
    assert [line["code"] for line in issue["children"][0]["indicators"]] == [
        "1.1",
        "1.2",
        "1.3",
        "1.4",
    ]


def test_joint_agencies_of_a_node_are_a_list_of_names(
    nakhonsawan, planner, head_post, development, signed_in
):
    made = plants.grown(plants.draft(nakhonsawan, planner), planner, head_post)
    made["1.1.1"].joint_agencies.add(development)
    plan = get(signed_in(planner), "areas/60/plans/2570/").json()
    strategy = plan["nodes"][0]["children"][0]["children"][0]
    assert strategy["joint_agencies"] == [development.short_name]
    assert plan["nodes"][0]["joint_agencies"] == []


def test_no_plan_is_not_found(world, planner, signed_in):
    assert get(signed_in(planner), "areas/60/plans/2560/").status_code == 404


def test_indicators_with_criteria_and_results(world, planner, signed_in):
    found = get(signed_in(planner), "areas/60/indicators/2570/").json()
    line = next(line for line in found if line["code"] == "2.1")
    assert [Decimal(x) for x in line["levels"]] == [4000, 4250, 4500, 4750, 5000]
    assert [(r["round"], Decimal(r["value"]), r["status"]) for r in line["results"]] == [
        ("6", 4610, "verified")
    ]


def test_unverified_results_are_for_those_who_may_read_them(
    world, planner, other_officer, signed_in
):
    Result.objects.filter(criteria__code="2.1").update(status="certified", statement="ยังไม่เผยแพร่")
    path = "areas/60/indicators/2570/"
    assert "ยังไม่เผยแพร่" in get(signed_in(planner), path).content.decode()
    assert "ยังไม่เผยแพร่" not in get(signed_in(other_officer), path).content.decode()


def test_scorecard_with_explanations(world, planner, signed_in):
    card = get(signed_in(planner), "areas/60/scorecards/2570/6/").json()
    assert (card["total"], card["reported"], card["due"]) == ("3.4578", 16, 16)
    line = next(line for line in card["lines"] if line["id"] == "2.1")
    assert (line["score"], line["state"]) == ("3.4400", "scored")
    assert "เกณฑ์ระดับ 3" in line["explain"]["th"]
    assert "level 3" in line["explain"]["en"]
    assert card["groups"][0]["score"] == "3.5867"


def test_the_engine_reads_what_the_api_gives(world, planner, signed_in):
    from kpis.scoring import parse_card, result_data, score_card

    card = get(signed_in(planner), "areas/60/scorecards/2570/6/").json()
    given = {"rules": card["rules"], "lines": [line["input"] for line in card["lines"]]}
    assert result_data(score_card(parse_card(given)))["total"] == card["total"]


def test_snapshots(snapshot, planner, signed_in):
    client = signed_in(planner)
    listed = get(client, "snapshots/", area="60", fiscal_year=2570, round="6").json()
    assert [row["reference"] for row in listed["results"]] == ["60/2570-1"]
    assert get(client, "snapshots/", round="12").json()["count"] == 0
    assert get(client, "snapshots/", round="m3").json()["count"] == 0

    one = get(client, f"snapshots/{snapshot.pk}/").json()
    assert one["card"]["total"] == "3.4578"
    assert one["verification"] == {"unchanged": True, "recomputed": True, "same_engine": True}

    content = get(client, f"snapshots/{snapshot.pk}/card.json")
    assert content.content.decode() == snapshot.content
    assert json.loads(snapshot.content)["format"] == "prasan-snapshot/1"


@pytest.mark.parametrize("path", PATHS)
def test_outside_the_scope_nothing_is_found(world, stranger, signed_in, path):
    page = get(signed_in(stranger), path)
    assert page.status_code == 404
    assert page["Content-Type"] == "application/json"


def test_snapshots_outside_the_scope_are_not_found(snapshot, stranger, signed_in):
    client = signed_in(stranger)
    assert get(client, "snapshots/").json()["results"] == []
    assert get(client, f"snapshots/{snapshot.pk}/").status_code == 404
    assert get(client, f"snapshots/{snapshot.pk}/card.json").status_code == 404


@pytest.mark.parametrize("path", [*PATHS, "areas/", "snapshots/", "snapshots/1/"])
def test_without_signing_in_it_says_so_as_json(world, client, path):
    page = get(client, path)
    assert page.status_code == 403
    assert "detail" in page.json()


@pytest.mark.parametrize("path", [*PATHS, "snapshots/"])
def test_it_is_read_only(world, planner, signed_in, path):
    for verb in ("post", "put", "patch", "delete"):
        assert getattr(signed_in(planner), verb)(f"/api/v1/{path}").status_code == 405


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "แผนที่ได้รับความเห็นชอบแล้วให้เริ่มฉบับทบทวน"),
        ("en", "begin a revision of an adopted version"),
    ],
)
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_a_plan_says_where_it_is_worked_on(world, planner, signed_in, verb, language, said):
    client = signed_in(planner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = getattr(client, verb)("/api/v1/areas/60/plans/2570/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("round_code", ["m3", "7", "12x"])
def test_unknown_rounds_are_not_found(world, planner, signed_in, round_code):
    assert get(signed_in(planner), f"areas/60/scorecards/2570/{round_code}/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "joke"},
        {"fiscal_year": "x"},
        {"fiscal_year": "1e400"},
        {"round": "m²"},
        {"area": "\x00"},
        {"limit": "9" * 30},
        {"offset": "9" * 30},
    ],
)
def test_bad_filters_are_answered(world, planner, signed_in, query):
    assert get(signed_in(planner), "snapshots/", **query).status_code in (200, 400)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("count", [3, 60])
def test_queries_do_not_grow(
    nakhonsawan, planner, signed_in, django_assert_max_num_queries, path, count
):
    made = cards.world(nakhonsawan, 2570)
    post = cards.collector(nakhonsawan)
    for n in range(count):
        cards.line(made, f"1.{n}", weight="0.3", collector=post)
        made.report(f"1.{n}", value=Decimal(3))
    client = signed_in(planner)
    with django_assert_max_num_queries(12):
        assert get(client, path).status_code == 200
    assert Criteria.objects.count() == count


def test_the_list_of_snapshots_does_not_grow(
    world, planner, signed_in, django_assert_max_num_queries
):
    for _ in range(6):
        snapshots.freeze(
            area=world.area, year=2570, round=world.rounds["6"], kind="round", by=planner
        )
    client = signed_in(planner)
    with django_assert_max_num_queries(8):
        assert len(get(client, "snapshots/").json()["results"]) == 6
