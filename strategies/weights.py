"""Weights of a plan's entries: at each level that its template weighs, they total 100."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from strategies.levels import Rules

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Total:
    """The weights of one level together; `whole` where they are what they must be."""

    level: str
    label: str
    total: Decimal

    @property
    def whole(self) -> bool:
        return self.total == WHOLE


def totals(weighed: Iterable[tuple[str, Decimal | None]], rules: Rules) -> Iterator[Total]:
    """The total of each weighed level that has entries, from level and weight of each entry."""
    rows = list(weighed)
    for rule in rules.values():
        found = [weight or Decimal(0) for level, weight in rows if level == rule.level]
        if rule.weighted and found:
            yield Total(rule.level, rule.label, sum(found, Decimal(0)))
