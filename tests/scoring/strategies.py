"""Hypothesis strategies: lines and cards as the JSON that the engine reads."""

from decimal import Decimal
from itertools import accumulate

from hypothesis import strategies as st

from tests.scoring.building import Json, card

STATES = ["not_due", "not_applicable", "no_criteria", "not_reported"]

numbers = st.decimals(-1000, 1000, allow_nan=False, places=3).map(lambda n: format(n, "f"))
weights = st.decimals(0, 50, allow_nan=False, places=2).map(lambda n: format(n, "f"))
positive_weights = st.decimals("0.01", 50, places=2).map(lambda n: format(n, "f"))


@st.composite
def bounds(draw: st.DrawFn, count: int = 5) -> list[str]:
    """So many strictly rising or strictly falling numbers."""
    start = Decimal(draw(numbers))
    gaps = draw(
        st.lists(st.decimals("0.001", 100, places=3), min_size=count - 1, max_size=count - 1)
    )
    sign = draw(st.sampled_from([1, -1]))
    return [
        format(n, "f") for n in accumulate(gaps, lambda at, gap: at + sign * gap, initial=start)
    ]


@st.composite
def values_near(draw: st.DrawFn, marks: list[str]) -> str:
    """A value on a mark, or somewhere about the marks."""
    low, high = sorted((Decimal(marks[0]), Decimal(marks[-1])))
    about = st.decimals(low - 10, high + 10, places=4).map(lambda n: format(n, "f"))
    return draw(st.sampled_from(marks) | about)


@st.composite
def leaves(draw: st.DrawFn, id_: str, weight: str) -> Json:
    """A line of any method but composite, with a result or in a state."""
    method = draw(st.sampled_from(["interpolate", "step", "milestone"]))
    made: Json = {"id": id_, "weight": weight, "method": method}
    made["group"] = draw(st.sampled_from(["1", "2", None]))
    if method == "milestone":
        made["result"] = {"steps": draw(st.lists(st.integers(1, 5), unique=True))}
    else:
        marks = draw(bounds())
        made |= {"levels": marks, "result": {"value": draw(values_near(marks))}}
    if draw(st.integers(0, 3)) == 0:
        made["result"] = {"state": draw(st.sampled_from(STATES))}
    return made


@st.composite
def composites(draw: st.DrawFn, id_: str, weight: str, depth: int = 1) -> Json:
    """A composite of two or three parts whose weights total 1."""
    split = draw(st.sampled_from([["0.5", "0.5"], ["0.5", "0.3", "0.2"], ["0", "1"]]))
    parts = []
    for index, own in enumerate(split):
        deeper = depth < 3 and draw(st.integers(0, 4)) == 0
        name = f"{id_}-{index}"
        parts.append(draw(composites(name, own, depth + 1) if deeper else leaves(name, own)))
    group = draw(st.sampled_from(["1", "2", None]))
    return {"id": id_, "weight": weight, "method": "composite", "group": group, "parts": parts}


@st.composite
def cards(draw: st.DrawFn) -> Json:
    """A card on the 1 to 5 scale of up to eight lines."""
    lines = []
    for index in range(draw(st.integers(0, 8))):
        make = composites if draw(st.integers(0, 3)) == 0 else leaves
        lines.append(draw(make(f"k{index}", draw(weights))))
    return card(
        *lines,
        floor=draw(st.sampled_from(["0", "0.5", "1"])),
        places=draw(st.integers(0, 6)),
        redistribute=draw(st.sampled_from(["all", "group"])),
    )
