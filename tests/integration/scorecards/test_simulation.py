"""“ถ้า…”: other results, the total at once, a link that carries them, and nothing stored."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.models import Criteria
from scorecards import assumptions
from scorecards.assumptions import Assumed, Key
from tests.factories import cards
from tests.meta.walk import everything_stored

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(world):
    return world.url("scorecard/6/simulate/")


@pytest.fixture
def boxes(page, planner, signed_in):
    """The form as it is shown, so that a test changes what it means to change."""

    def typed(**changes) -> dict:
        shown = signed_in(planner).get(page).context["page"]
        found = {}
        for line in shown.lines:
            for box in line.boxes:
                found[f"s{box.name}" if box.kind == "steps" else f"x{box.name}"] = (
                    list(box.steps) if box.kind == "steps" else box.text
                )
        return found | changes

    return typed


def pk(world, code: str) -> int:
    return world.criteria[code].pk


def test_it_works(world, page, boxes, planner, signed_in):
    client = signed_in(planner)
    shown = client.get(page).context["page"]
    assert (shown.total, shown.change, shown.link) == (Decimal("3.4578"), 0, "")
    line = world.criteria["1.1"]
    best = line.levels[-1]
    answer = client.post(page, boxes(**{f"x{line.pk}": str(best)}))
    after = answer.context["page"]
    changed = [one for one in after.lines if one.change]
    assert [(one.code, one.after) for one in changed] == [("1.1", 5)]
    share = line.weight / 100 * (5 - changed[0].before)
    assert abs(after.change - share) < Decimal("0.0002")
    assert after.link.startswith(f"{line.pk}v")


def test_the_same_by_htmx_as_a_fragment(world, page, boxes, planner, signed_in):
    typed = boxes(**{f"x{pk(world, '1.1')}": "9999"})
    whole = signed_in(planner).post(page, typed)
    part = signed_in(planner).post(page, typed, headers=HTMX)
    assert part.context["page"].total == whole.context["page"].total
    text = part.content.decode()
    assert "<html" not in text
    assert f'id="change-{pk(world, "1.1")}" hx-swap-oob="true"' in text
    assert 'id="levers" hx-swap-oob="true"' in text


def test_the_link_opens_the_same_figures(world, page, boxes, planner, signed_in):
    client = signed_in(planner)
    done = client.post(page, boxes(**{f"x{pk(world, '1.1')}": "9999"})).context["page"]
    again = client.get(f"{page}?if={done.link}").context["page"]
    assert (again.total, again.link) == (done.total, done.link)
    assert [one.after for one in again.lines] == [one.after for one in done.lines]


@pytest.mark.parametrize(("state", "score"), [("n", None), ("d", None), ("r", Decimal(1))])
def test_states(world, page, boxes, planner, signed_in, state, score):
    number = pk(world, "1.1")
    after = signed_in(planner).post(page, boxes(**{f"t{number}": state})).context["page"]
    (line,) = [one for one in after.lines if one.pk == number]
    assert line.after == score
    assert after.link == f"{number}{state}"


def test_steps_and_parts(nakhonsawan, after_the_round, planner, signed_in):
    world = cards.world(nakhonsawan, 2570, status="agreed")
    stairs = cards.line(
        world, "1.1", weight="50", levels=None, method="milestone", milestones=cards.STEPS
    )
    parts = [
        {"id": f"1.2-{n}", "name": f"ส่วน {n}", "weight": "0.5", "method": "interpolate",
         "levels": cards.PART_LEVELS} for n in (1, 2)
    ]  # fmt: skip
    both = cards.line(world, "1.2", weight="50", levels=None, method="composite", parts=parts)
    world.report("1.1", "6", steps=[1, 2])
    world.report("1.2", "6", parts={"1.2-1": {"value": "80"}, "1.2-2": {"value": "80"}})
    page = world.url("scorecard/6/simulate/")
    typed = {f"s{stairs.pk}": ["1", "2", "3", "4"], f"x{both.pk}p0": "80", f"x{both.pk}p1": "100"}
    shown = signed_in(planner).post(page, typed).context["page"]
    assert [(one.before, one.after) for one in shown.lines] == [(2, 4), (3, 4)]
    assert shown.link == f"{stairs.pk}s1234~{both.pk}p1v100"
    assert signed_in(planner).get(f"{page}?if={shown.link}").context["page"].total == 4
    levers = [(row.code, row.part, row.missing, row.gain) for row in shown.levers]
    assert levers == [("1.1", "", 1, Decimal("0.5")), ("1.2", "ส่วน 1", 10, Decimal("0.25"))]


def test_an_empty_box_means_the_present(world, page, boxes, planner, signed_in):
    after = signed_in(planner).post(page, boxes(**{f"x{pk(world, '1.1')}": " "})).context["page"]
    assert (after.total, after.link) == (Decimal("3.4578"), "")


@pytest.mark.parametrize("typed", ["มาก", "1e5", "9" * 17, "1.123456789", "NaN"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_read_is_named_and_kept(
    world, page, boxes, planner, signed_in, typed, headers
):
    number = pk(world, "1.1")
    answer = signed_in(planner).post(page, boxes(**{f"x{number}": typed}), headers=headers)
    assert answer.status_code == (200 if headers else 422)
    (fault,) = answer.context["faults"]
    assert (fault.field, str(fault)[:4]) == (f"x{number}", "1.1:")
    text = answer.content.decode().replace("&quot;", '"')
    assert f'id="id_x{number}_error"' in text
    assert f">{str(fault)[5:]}</p>" in text, "the sentence stands at its box"
    assert f'<a href="#id_x{number}">1.1</a>' in text, "the panel leads there"
    assert answer.context["page"].total == Decimal("3.4578")
    if not headers:
        assert f'value="{typed}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("link", "passed_over"),
    [
        ("", 0),
        ("nonsense", 1),
        ("1v1~2v2~3v3", 3),
        ("{line}s12", 1),
        ("{line}v1e9", 1),
        ("{line}p0v1", 1),
        ("{line}x", 1),
        ("{line}v<script>", 1),
        ("~~~", 0),
        ("1v1~" * 5000, 400),
    ],
)
def test_a_link_is_checked_and_bounded(world, page, planner, signed_in, link, passed_over):
    answer = signed_in(planner).get(page, {"if": link.format(line=pk(world, "1.1"))})
    assert answer.status_code == 200
    assert answer.context["page"].passed_over == passed_over
    assert answer.context["page"].total == Decimal("3.4578")
    if passed_over:
        assert "ไม่ตรงกับบัญชีนี้" in answer.content.decode()


def test_nothing_is_stored(world, page, boxes, planner, signed_in):
    client, typed = signed_in(planner), boxes(**{f"x{pk(world, '1.1')}": "1"})
    before = everything_stored()
    client.get(page)
    client.post(page, typed)
    client.post(page, typed, headers=HTMX)
    client.get(f"{page}?if={pk(world, '1.1')}v1")
    assert everything_stored() == before


def test_levers_stand_in_the_order_of_what_a_unit_brings(page, planner, signed_in):
    answer = signed_in(planner).get(page)
    rows = answer.context["page"].levers
    per_unit = [row.per_unit for row in rows if row.per_unit is not None]
    assert per_unit == sorted(per_unit, reverse=True)
    assert "÷ จำนวนที่ยังขาด" in answer.content.decode()


def test_a_line_without_criteria_takes_no_assumption(
    nakhonsawan, after_the_round, planner, signed_in
):
    world = cards.world(nakhonsawan, 2570)
    line = cards.line(world, "1.1", levels=None)
    page = world.url("scorecard/6/simulate/")
    shown = signed_in(planner).get(f"{page}?if={line.pk}v3~{line.pk}n").context["page"]
    assert (shown.lines[0].boxes, shown.lines[0].after_state) == ((), "no_criteria")
    assert shown.passed_over == 2


def test_a_year_without_a_card_says_so(nakhonsawan, after_the_round, planner, signed_in):
    cards.rounds(nakhonsawan, 2570)
    page = "/60/2570/scorecard/6/simulate/"
    assert "ยังไม่มีตัวชี้วัด" in signed_in(planner).get(page).content.decode()
    assert signed_in(planner).post(page, {}).status_code == 200


def test_in_english(page, planner, signed_in):
    client = signed_in(planner)
    client.cookies["django_language"] = "en"
    text = client.get(page).content.decode()
    assert "where one more unit of work raises the total most" in text.lower()


@pytest.mark.parametrize("who", ["officer", "executive", "inspector"])
def test_who_sees_the_scorecard_may_try(page, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 200


def test_outside_the_scope_it_is_not_found(page, signed_in, stranger):
    assert signed_in(stranger).get(page).status_code == 404
    assert signed_in(stranger).post(page, {}).status_code == 404


@pytest.mark.parametrize("number", [3, 100])
def test_a_fixed_number_of_queries(
    nakhonsawan, after_the_round, planner, signed_in, number, django_assert_max_num_queries
):
    world = cards.world(nakhonsawan, 2570)
    for one in range(number):
        cards.line(world, f"1.{one}", weight="1")
    client = signed_in(planner)
    with django_assert_max_num_queries(10):
        client.get(world.url("scorecard/6/simulate/"))
    with django_assert_max_num_queries(10):
        client.post(world.url("scorecard/6/simulate/"), {}, headers=HTMX)
    assert Criteria.objects.count() == number


FIGURES = st.decimals(-(10**15), 10**15, places=8)
ONE = st.one_of(
    FIGURES.map(lambda value: Assumed(value=value)),
    st.sets(st.integers(1, 5)).map(lambda steps: Assumed(steps=tuple(sorted(steps)))),
    st.sampled_from(["not_due", "not_applicable", "not_reported"]).map(lambda s: Assumed(state=s)),
)


@given(st.integers(1, 10**8), st.none() | st.integers(0, 99), ONE)
def test_every_assumption_reads_back_from_its_link(line, part, one):
    key = Key(line, part)
    match = assumptions._PIECE.fullmatch(assumptions.to_link({key: one}))
    assert match is not None
    assert (int(match["line"]), match["part"]) == (line, None if part is None else str(part))
    assert assumptions._of_match(match) == one


@pytest.mark.parametrize("by", ["the button", "htmx"])
def test_each_wrong_box_says_what_is_wrong_and_the_others_count(
    world, page, boxes, planner, signed_in, by
):
    wrong, many, right = (f"x{pk(world, code)}" for code in ("1.1", "1.2", "1.3"))
    typed = boxes(**{wrong: "abc", many: "1,2,3", right: "9999"})
    answer = signed_in(planner).post(page, typed, headers=HTMX if by == "htmx" else {})
    text, shown = answer.content.decode(), answer.context["page"]
    faults = {f"x{box.name}": box.fault for _code, box in shown.wrong}
    assert faults.keys() == {wrong, many}
    for box, fault in faults.items():
        assert f'id="id_{box}_error"' in text
        assert f">{fault}</p>" in text
        assert f'href="#id_{box}"' in text
    assert next(one.after for one in shown.lines if one.code == "1.3") == 5
    if by == "the button":
        assert answer.status_code == 422
        assert text.count('aria-invalid="true"') == 2
        assert 'value="abc"' in text
