"""The measurements by the names of their bars, in the order of the table."""

from collections.abc import Callable

from demo.bench import pages, printing, queries, scoring, start, weight
from demo.bench.table import Measure
from demo.bench.world import Bench

SUITE: dict[str, Callable[[Bench], list[Measure]]] = {
    "Q1": queries.measure,
    "Q2": pages.scorecard,
    "Q4": pages.plan_tree,
    "Q5": scoring.measure,
    "P1": printing.against_chromium,
    "P2": printing.exact_text,
    "S1": start.measure,
    "S2": weight.measure,
}
