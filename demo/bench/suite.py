"""The measurements by the names of their bars, in the order of the table."""

from collections.abc import Callable

from demo.bench import pages, queries, scoring
from demo.bench.table import Measure
from demo.bench.world import Bench

SUITE: dict[str, Callable[[Bench], list[Measure]]] = {
    "Q1": queries.measure,
    "Q2": pages.scorecard,
    "Q4": pages.plan_tree,
    "Q5": scoring.measure,
}
