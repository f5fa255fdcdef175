"""Measure: indicators, the card of a year with its criteria, rounds, and results."""

from kpis.models.cards import Card, Criteria
from kpis.models.indicators import Indicator
from kpis.models.rounds import Result, Round

__all__ = ["Card", "Criteria", "Indicator", "Result", "Round"]
