"""The order of a plan's tree: moves keep every node, codes follow the order."""

from hypothesis import given
from hypothesis import strategies as st

from strategies import ordering
from strategies.ordering import Place

TREE = [
    Place(1, None, "vision", 1),
    Place(2, 1, "issue", 2),
    Place(3, 2, "objective", 3),
    Place(4, 1, "issue", 4),
    Place(5, 1, "mission", 5),
]


def test_it_works():
    moved = ordering.moved(TREE, 4, 1, before=2)
    assert [place.pk for place in moved] == [1, 4, 2, 3, 5]
    assert ordering.codes(moved, without=["vision"]) == {1: "", 4: "1", 2: "2", 3: "2.1", 5: "1"}


def test_siblings_of_several_levels_share_the_numbers_below_a_code():
    tree = [
        Place(1, None, "vision", 0), Place(2, 1, "mission", 0), Place(3, 1, "issue", 1),
        Place(4, 3, "objective", 0), Place(5, 3, "strategy", 1), Place(6, 4, "strategy", 0),
    ]  # fmt: skip
    assert ordering.codes(tree, without=["vision"]) == {
        1: "", 2: "1", 3: "1", 4: "1.1", 5: "1.2", 6: "1.1.1",
    }  # fmt: skip


def test_a_branch_is_the_node_and_all_below():
    assert ordering.branch(ordering.below(TREE), 2) == {2, 3}


@st.composite
def forests(draw):
    size = draw(st.integers(1, 12))
    return [
        Place(pk, draw(st.sampled_from([None, *range(1, pk)])), "x", draw(st.integers(0, 20)))
        for pk in range(1, size + 1)
    ]


@given(forests(), st.data())
def test_a_move_keeps_all_nodes_and_the_order_of_the_others(places, data):
    node = data.draw(st.sampled_from(places))
    own = ordering.branch(ordering.below(places), node.pk)
    others = [place for place in places if place.pk not in own]
    parent = data.draw(st.sampled_from([None, *(place.pk for place in others)]))
    siblings = [place.pk for place in others if place.parent == parent]
    before = data.draw(st.sampled_from([None, *siblings]))
    moved = ordering.moved(places, node.pk, parent, before)
    assert {place.pk for place in moved} == {place.pk for place in places}
    assert [place.position for place in moved] == list(range(1, len(places) + 1))
    was = [one.pk for one in ordering.depth_first(ordering.below(places)) if one.pk not in own]
    assert [place.pk for place in moved if place.pk not in own] == was
    at = [place.pk for place in moved if place.parent == parent]
    assert at.index(node.pk) + 1 == (at.index(before) if before else len(at))


@given(forests())
def test_codes_are_never_the_same_twice(places):
    given_ = list(ordering.codes(places, without=[]).values())
    assert len(set(given_)) == len(given_)
