"""The tree of a plan is grown and drawn once for the same rows, and anew for any other."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from common import clock
from kpis.models import Card, Criteria, Indicator, Result, Round
from projects import shown as projects
from projects.models import BudgetLine, Project
from provinces.models import Agency, Area
from scorecards import valued
from strategies import drawn, grown, selectors
from strategies.models import PlanLabel, PlanNode, TemplateLevel
from strategies.services import plans
from tests.factories import cards
from tests.factories import plans as plants

KEPT = (grown._kept, projects._kept, valued._newest, valued._rounds)
TOKEN = re.compile(r'(?:csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')


@pytest.fixture(autouse=True)
def _nothing_remembered():
    for store in KEPT:
        store.forget()


@pytest.fixture
def world(nakhonsawan, planner, head_post, development) -> cards.World:
    """A draft with a line and projects under its first strategy, a day before a round closes."""
    with clock.at(dt.date(2027, 6, 29)):
        plan = plants.draft(nakhonsawan, planner)
        made = plants.grown(plan, planner, head_post)
        made["1.1.1"].joint_agencies.add(development)
        world = cards.over(plan, made)
        for code in ("1.1", "1.2"):
            cards.line(world, code, node=made["1.1.1"])
        world.report("1.1", value=Decimal("3.5"))
        world.report("1.1", "9", value=Decimal("4.5"))
        plants.many_projects(nakhonsawan, development, 2, made["1.1.1"], prefix="A")
        yield world


@pytest.fixture
def grew(monkeypatch) -> list[int]:
    """How many roots each tree that was grown had, in turn."""
    said: list[int] = []
    build = grown.trees.build

    def told(*given: Any) -> Any:
        made = build(*given)
        said.append(len(made))
        return made

    monkeypatch.setattr(grown.trees, "build", told)
    return said


def page(client: Any, language: str = "th", **asked: str) -> str:
    """The page of the plan, without what differs each time."""
    client.cookies["django_language"] = language
    code = Area.objects.get(kind="province", name_th="นครสวรรค์").code
    answer = client.get(f"/{code}/2570/plan/", asked)
    assert answer.status_code == 200
    return TOKEN.sub("", answer.content.decode())


def anew(client: Any, language: str = "th", **asked: str) -> str:
    """The same with nothing remembered."""
    for store in KEPT:
        store.forget()
    return page(client, language, **asked)


def test_it_works(world, planner, signed_in, grew):
    client = signed_in(planner)
    first = page(client)
    assert page(client) == first
    assert grew == [2]
    assert anew(client) == first
    assert grew == [2, 2]


def test_it_is_drawn_once_for_the_same_rows(world, planner, nakhonsawan):
    first = drawn.tree(selectors.plan_tree(planner, nakhonsawan, 2570))
    again = drawn.tree(selectors.plan_tree(planner, nakhonsawan, 2570))
    assert again == first
    assert len(selectors.plan_tree(planner, nakhonsawan, 2570).drawn) == 1


def test_it_is_read_each_time(world, planner, signed_in, django_assert_num_queries):
    client = signed_in(planner)
    page(client)
    for _ in range(2):
        with django_assert_num_queries(10):
            client.get("/60/2570/plan/")
        for store in KEPT:
            store.forget()


def change(what: Callable[[], Any], **values: Any) -> Callable[[], Any]:
    return lambda: what().update(**values)


def node(code: str) -> Any:
    return PlanNode.objects.filter(code=code).exclude(level="mission")


def line() -> Any:
    return Criteria.objects.filter(code="1.1")


def one_project() -> Any:
    return Project.objects.filter(code="A-0000")


CHANGES: dict[str, Callable[[], Any]] = {
    "a title": change(lambda: node("1.1.1"), title_th="ชื่อใหม่"),
    "a code": change(lambda: node("1.1.1"), code="1.1.9"),
    "a weight": change(lambda: node("1"), weight=55),
    "the order": change(lambda: node("1"), position=999),
    "a parent": lambda: node("1.1.1").update(parent=node("2.1").get()),
    "a host": change(lambda: node("1.1.1"), host=None),
    "a level": change(lambda: node("1.1.1"), level="programme"),
    "a node retired": change(lambda: node("2.1.1"), retired=True),
    "a node taken away": lambda: node("2.1.1").delete(),
    "a node more": lambda: PlanNode.objects.create(
        plan=node("1").get().plan, parent=node("1.1").get(), level="strategy", title_th="เพิ่ม"
    ),
    "a vision": change(lambda: PlanNode.objects.filter(level="vision"), title_th="วิสัยทัศน์ใหม่"),
    "a joint agency more": lambda: node("2.1.1").get().joint_agencies.set(Agency.objects.all()),
    "no joint agency": lambda: node("1.1.1").get().joint_agencies.clear(),
    "an office's short name": change(Agency.objects.all, short_name="พช."),
    "a post's title": lambda: node("1.1.1").get().host.__class__.objects.update(title_th="หัวหน้า"),
    "the template's word": change(
        lambda: TemplateLevel.objects.filter(level="strategy"), label_th="แนวทาง"
    ),
    "the plan's own word": lambda: PlanLabel.objects.create(
        plan=node("1").get().plan, level="issue", label_th="เรื่องสำคัญ", label_en="Topic"
    ),
    "a project's name": change(one_project, name_th="โครงการชื่อใหม่"),
    "a project's code": change(one_project, code="A-9999"),
    "a project's money": change(BudgetLine.objects.all, allocated=Decimal(7_000_000)),
    "a project cancelled": change(one_project, status="cancelled"),
    "a project moved": lambda: one_project().update(node=node("2.1.1").get()),
    "a project of another year": change(one_project, fiscal_year=2569),
    "a result": change(lambda: Result.objects.filter(round__kind="9"), value=Decimal(2)),
    "a result sent back": change(lambda: Result.objects.filter(round__kind="9"), status="returned"),
    "a line's weight": change(line, weight=Decimal(20)),
    "a line's levels": change(line, levels=[Decimal(x) for x in (1, 2, 3, 4, 9)]),
    "a line's code": change(line, code="1.9"),
    "a line moved": lambda: line().update(node=node("2.1.1").get()),
    "an indicator's name": lambda: Indicator.objects.filter(criteria__in=line()).update(
        name_th="ตัวชี้วัดชื่อใหม่"
    ),
    "the card's rules": change(Card.objects.all, floor=Decimal("0")),
    "the rounds' days": change(lambda: Round.objects.filter(kind="6"), cut_off=dt.date(2027, 7, 1)),
    "the area's code": change(lambda: Area.objects.filter(code="60"), code="69"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_at_once(what, world, planner, signed_in):
    client = signed_in(planner)
    before = page(client)

    assert CHANGES[what]() != 0

    found = page(client)
    assert found == anew(client)
    if what != "the card's rules":  # which every score here is above
        assert found != before


ENGLISH: dict[str, Callable[[], Any]] = {
    "a title": change(lambda: node("1.1.1"), title_en="A new title"),
    "an office": change(Agency.objects.all, name_en="Community Development"),
    "a project": change(one_project, name_en="A new project"),
    "an indicator": change(Indicator.objects.all, name_en="A new indicator"),
    "the template's word": change(
        lambda: TemplateLevel.objects.filter(level="strategy"), label_en="Approach"
    ),
}


@pytest.mark.parametrize("what", ENGLISH)
def test_a_change_of_english_words_shows_at_once(what, world, planner, signed_in):
    client = signed_in(planner)
    before, thai = page(client, "en"), page(client)
    ENGLISH[what]()
    found = page(client, "en")
    assert found != before
    assert found == anew(client, "en")
    assert page(client) == thai


def test_the_day_counts(world, planner, signed_in):
    """When a round closes, what is awaited becomes what is missing, with no row changed."""
    client, pages = signed_in(planner), []
    for day in (29, 30, 29):
        with clock.at(dt.date(2027, 6, day) + dt.timedelta(days=day == 30)):
            pages.append(page(client))
            assert pages[-1] == anew(client)
    assert pages[0] == pages[2] != pages[1]


def test_languages_years_and_searches_have_their_own(world, planner, signed_in):
    client = signed_in(planner)

    def every() -> list[str]:
        found = [page(client, language, q=q) for language in ("th", "en") for q in ("", "1.1.1")]
        return [*found, client.get("/60/2569/plan/").content.decode()[-2000:]]

    first = every()
    assert len(set(first)) == 5
    assert every() == first


def test_a_revision_shows_at_once(world, planner, signed_in):
    """From then on what hangs on the one version is asked for in the other one, too."""
    client = signed_in(planner)
    plans.submit(plan=world.plan, by=planner)
    plans.adopt(plan=world.plan, resolution="มติ", on=dt.date(2026, 8, 21), by=planner)
    page(client)
    newer = plans.revise(plan=world.plan, title="ฉบับทบทวน", by=planner)
    for version in (world.plan.pk, newer.pk):
        found = page(client, version=str(version))
        assert found == anew(client, version=str(version))
        assert "A-0000" in found
    PlanNode.objects.filter(plan=newer, code="1.1.1").update(retired=True)
    found = page(client, version=str(newer.pk))
    assert found == anew(client, version=str(newer.pk))
    assert "A-0000" in found


def test_what_is_kept_stays_as_it_is(world, planner, signed_in, nakhonsawan):
    client = signed_in(planner)
    before = selectors.plan_tree(planner, nakhonsawan, 2570)
    told = repr(before.roots)
    for language in ("th", "en"):
        for q in ("", "การผลิต", "A-0001"):
            page(client, language, q=q)
    client.get(f"/60/plans/{world.plan.pk}/edit/")
    client.get("/api/v1/areas/60/plans/2570/")
    after = selectors.plan_tree(planner, nakhonsawan, 2570)
    assert after.roots is before.roots
    assert repr(after.roots) == told


def test_who_may_not_see_the_area_reaches_nothing_that_is_kept(world, planner, stranger, signed_in):
    page(signed_in(planner))
    assert signed_in(stranger).get("/60/2570/plan/").status_code == 404
