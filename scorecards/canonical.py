"""Figures as they are frozen; how frozen content is written stands in common/canonical.py."""

from decimal import Decimal

from common.canonical import canonical as canonical
from common.canonical import digest as digest
from kpis.scoring import numbers


def plain(value: Decimal | None) -> str | None:
    """A stored figure as a plain decimal: 15 of 15.00000000, 73.4567 of 73.45670000."""
    return None if value is None else numbers.plain(value)
