"""Cards, frozen cards and books after a revision was adopted between two rounds."""

import json

import pytest

from reports.book.source import Source
from scorecards import gather
from scorecards.models import Snapshot
from scorecards.services import snapshots
from strategies.services import nodes, plans
from tests.factories import revised as stand


def groups(world, code):
    card = gather.card(world.area, world.year, world.rounds[code])
    return {
        group.title_th: [line.id for line in card.lines if line.group == group]
        for group in card.groups
    }


def frozen(world, code, planner):
    made = snapshots.freeze(
        area=world.area, year=world.year, round=world.rounds[code], kind="round", by=planner
    )
    return json.loads(made.content)


def test_each_round_is_grouped_by_the_version_in_force_at_its_cut_off(revised):
    assert groups(revised.world, "6") == {
        "เกษตรมูลค่าสูง": ["1.1", "1.2"], "ท่องเที่ยว": ["2.1", "2.2"],
    }  # fmt: skip
    assert groups(revised.world, "9") == {
        "เกษตรปลอดภัย": ["1.1", "1.2", "2.2"], "ท่องเที่ยว": ["2.1"],
    }  # fmt: skip


def test_a_revision_that_is_not_adopted_changes_nothing(hung, planner):
    before = groups(hung.world, "9")
    newer = plans.revise(plan=hung.world.plan, title="ฉบับทบทวน", by=planner)
    copied = newer.nodes.get(identity=hung.made["1"].identity)
    nodes.rename(node=copied, title_th="ยังไม่เห็นชอบ", by=planner)
    assert groups(hung.world, "9") == before


def test_a_frozen_card_holds_the_plan_in_force_at_the_cut_off_and_all_that_hangs_on_it(
    revised, planner
):
    first, second = (frozen(revised.world, code, planner)["card"] for code in ("6", "9"))
    assert (first["plan"]["version"], second["plan"]["version"]) == (1, 2)
    for card in (first, second):
        nodes = {node["id"] for node in card["plan"]["nodes"]}
        assert {line["node"] for line in card["lines"].values()} <= nodes
        assert {project["node"] for project in card["projects"]} <= nodes
        assert len(card["projects"]) == 4
    assert second["lines"]["1.2"]["node"] == revised.node("1.1").pk  # its strategy was given up
    assert second["lines"]["2.2"]["node"] == revised.node("2.1.2").pk


@pytest.mark.parametrize(
    ("code", "projects"),
    [
        ("6", {"1": ["70-1.1.1", "70-1.1.2"], "2": ["70-2.1.1", "70-2.1.2"], "": []}),
        ("9", {"1": ["70-1.1.1", "70-1.1.2", "70-2.1.2"], "2": ["70-2.1.1"], "": []}),
    ],
)
def test_the_chapters_of_the_book_have_their_projects(revised, planner, code, projects):
    source = Source(frozen(revised.world, code, planner))
    found = {issue: [one["code"] for one in source.projects_of(issue)] for issue in ("1", "2", "")}
    assert found == projects
    for group in source.card["groups"]:
        node = source.issue(group["code"])
        assert node["title_th"] == group["title_th"]


def test_what_was_frozen_before_stays_to_the_byte(hung, planner):
    frozen(hung.world, "6", planner)
    before = Snapshot.objects.get().content
    stand.adopt(hung, planner)
    frozen_then = Snapshot.objects.get()
    assert frozen_then.content == before
    assert snapshots.verify(frozen_then).sound
    groups_before = json.loads(before)["card"]["groups"]
    assert frozen(hung.world, "6", planner)["card"]["groups"] == groups_before


def test_a_card_takes_one_query_more_where_its_plan_was_revised(revised, django_assert_num_queries):
    rounds = list(revised.world.rounds.values())
    with django_assert_num_queries(3):
        gather.cards(rounds)


def test_the_live_page_shows_the_words_of_the_version_in_force(revised, planner, signed_in):
    client = signed_in(planner)
    for code, shown in (("6", "เกษตรมูลค่าสูง"), ("9", "เกษตรปลอดภัย")):
        page = client.get(revised.world.url(f"scorecard/{code}/?sort=plan"))
        assert page.context["card"].groups[0].title == shown
