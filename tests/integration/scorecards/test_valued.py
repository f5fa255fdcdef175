"""The value of a card is worked out once for the same figures, and anew for any other."""

import copy
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from common import clock
from kpis.models import Criteria, Indicator, Result, Round
from provinces.models import Agency, Area
from scorecards import content, gather, valued
from scorecards.canonical import canonical
from scorecards.score import score
from scorecards.selectors.scorecard import card_content, rounds_of
from tests.factories import cards


@pytest.fixture(autouse=True)
def _nothing_remembered():
    valued._cards.forget()
    valued._newest.forget()
    valued._rounds.forget()


@pytest.fixture
def world(nakhonsawan, after_the_round) -> cards.World:
    """A card with a line of every method, reported in the six and the nine months' round."""
    made = cards.world(nakhonsawan, 2570)
    cards.line(made, "1.1", target=Decimal(4), baseline=[["2569", "1"]])
    cards.line(made, "1.2", levels=None, method="milestone", milestones=cards.STEPS)
    cards.line(made, "2.1", levels=None, method="composite", parts=cards.parts("2.1"))
    for code in ("6", "9"):
        made.report("1.1", code, "submitted", value=Decimal("3.5"))
        made.report("1.2", code, "submitted", steps=[1, 2])
        made.report("2.1", code, "submitted", parts={"2.1.1": {"value": "75"}})
    return made


@pytest.fixture
def worked_out(monkeypatch) -> list[str]:
    """The codes of the rounds whose value was worked out, in turn."""
    said: list[str] = []

    def build(scored: Any, previous: Any) -> Any:
        said.append(scored.gathered.round.code)
        return made(scored, previous)

    made = content.build
    monkeypatch.setattr(content, "build", build)
    return said


def shown(user: Any, code: str = "9") -> str:
    """The card's value as the page gets it."""
    rounds = rounds_of(type(user).objects.get(pk=user.pk), "60", 2570)
    return canonical(card_content(rounds, next(one for one in rounds if one.code == code)))


def anew(world: cards.World, code: str = "9") -> str:
    """The same from the tables, with nothing remembered."""
    rounds = list(Round.objects.filter(pk__in=[one.pk for one in world.rounds.values()]))
    order = ("6", "9", "12")
    one, before = (
        next((x for x in rounds if x.code == wanted), None)
        for wanted in (code, (None, *order)[order.index(code)])
    )
    found = gather.cards([x for x in (one, before) if x])
    previous = score(found[before.pk]) if before else None
    return canonical(content.build(score(found[one.pk]), previous))


def test_it_works(world, planner, worked_out):
    first = shown(planner)
    assert shown(planner) == first == anew(world)
    assert worked_out == ["9", "9"]  # once for the page and once for the comparison


def test_it_is_read_each_time(world, planner, django_assert_num_queries):
    rounds = rounds_of(planner, "60", 2570)
    for _ in range(2):
        with django_assert_num_queries(2):
            card_content(rounds, rounds[1])


def change(what: Callable[..., Any], **values: Any) -> Callable[[], int]:
    return lambda: what().update(**values)


def of_round(kind: str) -> Any:
    return Result.objects.filter(round__kind=kind)


CHANGES: dict[str, Callable[[], Any]] = {
    "a result": change(lambda: of_round("9").filter(criteria__code="1.1"), value=2),
    "a result of the round before": change(
        lambda: of_round("6").filter(criteria__code="1.1"), value=2
    ),
    "steps": change(lambda: Result.objects.filter(steps__isnull=False), steps=[1, 2, 3]),
    "a part's result": change(
        lambda: Result.objects.filter(parts__isnull=False), parts={"2.1.1": {"value": "80"}}
    ),
    "a state": lambda: of_round("9").update(
        status="certified", certified_by=User.objects.get(username="certified_by-60")
    ),
    "a result sent back": change(lambda: of_round("9"), status="returned"),
    "a statement": change(lambda: of_round("9"), statement="แก้แล้ว"),
    "a weight": change(lambda: Criteria.objects.filter(code="1.1"), weight=20),
    "a level": change(lambda: Criteria.objects.filter(code="1.1"), levels=[1, 2, 3, 4, 6]),
    "a code": change(lambda: Criteria.objects.filter(code="1.1"), code="1.10"),
    "a baseline": change(lambda: Criteria.objects.filter(code="1.1"), baseline=[["2569", "2"]]),
    "a name": change(lambda: Indicator.objects.filter(name_th="ตัวชี้วัด 1.1"), name_th="ชื่อใหม่"),
    "an English name": change(lambda: Indicator.objects.filter(name_th="ตัวชี้วัด 1.1"), name_en="New"),
    "the area's name": change(lambda: Area.objects.filter(code="60"), name_en="Paknampho"),
    "a round's day": change(lambda: Round.objects.filter(kind="9"), closes=dt.date(2027, 7, 9)),
    "the round before moved": change(
        lambda: Round.objects.filter(kind="6"), cut_off=dt.date(2027, 3, 30)
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_at_once(what, world, planner):
    before = shown(planner)

    assert CHANGES[what]() > 0

    assert shown(planner) == anew(world)
    if what != "the round before moved":  # which the value does not tell
        assert shown(planner) != before


def test_the_rules_of_the_card_count(world, planner):
    before = shown(planner)
    type(world.card).objects.update(places=2)
    assert shown(planner) == anew(world) != before


def test_1_and_1_0_are_not_the_same_writing(world, planner):
    """Python takes 1, 1.0 and true for equal; what was typed is shown as it was typed."""
    seen = set()
    for written in (1, 1.0, True):
        Criteria.objects.filter(code="1.1").update(baseline=[["2569", written]])
        assert shown(planner) == anew(world)
        seen.add(shown(planner))
    assert len(seen) == 3


def test_a_renamed_person_or_office_shows_at_once(world, planner, officer_post):
    Indicator.objects.update(collector=officer_post)
    before = shown(planner)
    Agency.objects.filter(pk=officer_post.agency_id).update(short_name="พช.", name_en="CDD")
    named = shown(planner)
    type(planner).objects.filter(username__startswith="entered").update(name="ชื่อใหม่")
    assert len({before, named, shown(planner)}) == 3
    assert shown(planner) == anew(world)


def test_the_day_counts(world, planner):
    """When a round closes, what is awaited becomes what is missing, with no row changed."""
    Result.objects.filter(round__kind="9").update(status="returned")
    closes = world.rounds["9"].closes
    states = []
    for day in (closes, closes + dt.timedelta(days=1), closes):
        with clock.at(day):
            assert shown(planner) == anew(world)
            states.append('"state":"not_reported"' in shown(planner))
    assert states == [False, True, False]


def test_each_round_has_its_own(world, planner):
    values = [shown(planner, code) for code in ("6", "9", "6", "9")]
    assert values[:2] == values[2:]
    assert values[0] != values[1]
    assert values[0] == anew(world, "6")


def test_a_round_without_lines_has_none(nakhonsawan, planner, after_the_round):
    made = cards.world(nakhonsawan, 2570)
    rounds = rounds_of(planner, "60", 2570)
    assert card_content(rounds, rounds[0]) is None
    cards.line(made, "1.1")
    assert card_content(rounds, rounds[0]) is not None


def test_readers_leave_it_as_it_is(world, planner, signed_in):
    client = signed_in(planner)
    client.get(world.url("scorecard/9/"))
    rounds = rounds_of(planner, "60", 2570)
    value = card_content(rounds, rounds[1])
    before = copy.deepcopy(value)
    for language in ("th", "en"):
        client.cookies["django_language"] = language
        for rest in ("", "?sort=plan", "?show=low", "?sort=plan&show=missing"):
            assert client.get(world.url(f"scorecard/9/{rest}")).status_code == 200
    assert client.get("/api/v1/areas/60/scorecards/2570/9/").status_code == 200
    assert client.post(world.url("scorecard/9/freeze/"), {"kind": "meeting"}).status_code == 302
    assert card_content(rounds, rounds[1]) is value
    assert value == before


def test_readers_of_a_language_and_an_order_get_theirs(world, planner, signed_in):
    client, seen = signed_in(planner), []
    for _ in range(2):
        for language in ("th", "en"):
            client.cookies["django_language"] = language
            for rest in ("", "?sort=plan", "?show=low"):
                page = client.get(world.url(f"scorecard/9/{rest}"))
                card = page.context["card"]
                seen.append((card.sort, card.show, card.round_label, len(card.lines)))
    assert seen[:6] == seen[6:]
    assert len(set(seen)) == 6


def test_of_each_card_only_the_latest_value_is_kept(world, planner, worked_out):
    first = shown(planner)
    Criteria.objects.filter(code="1.1").update(weight=20)
    shown(planner)
    Criteria.objects.filter(code="1.1").update(weight=10)
    assert shown(planner) == first
    assert len(worked_out) == 3
    assert len(valued._cards) == 1


def test_a_figure_of_a_round_leaves_the_round_before_as_it_is(world, planner, monkeypatch):
    said, made = [], gather.made

    def told(rounds: Any, *given: Any) -> Any:
        said.extend(one.code for one in rounds)
        return made(rounds, *given)

    monkeypatch.setattr(gather, "made", told)
    shown(planner)
    of_round("9").filter(criteria__code="1.1").update(value=2)
    shown(planner)
    of_round("6").filter(criteria__code="1.1").update(value=2)
    shown(planner)
    assert said == ["9", "6", "9", "6"]


def test_the_newest_round_is_scored_once_for_the_same_figures(world, django_assert_num_queries):
    rounds = list(Round.objects.select_related("area").order_by("cut_off", "pk"))
    with django_assert_num_queries(4):
        first = valued.newest(rounds, clock.today())
        again = valued.newest(rounds, clock.today())
    assert first is not None
    assert again is first
    assert first.round.code == "9"
    Result.objects.filter(round=world.rounds["9"], criteria=world.criteria["1.1"]).update(value=5)
    anew = valued.newest(rounds, clock.today())
    assert anew.scored.result.total > first.scored.result.total
