"""Measure: indicators, the card of a year with its criteria, rounds, results, and agreements."""

from kpis.models.agreements import Agreement, AgreementSignature
from kpis.models.cards import Card, Criteria
from kpis.models.indicators import Indicator
from kpis.models.openings import RoundException, RoundLock
from kpis.models.rounds import Result, Round

__all__ = [
    "Agreement",
    "AgreementSignature",
    "Card",
    "Criteria",
    "Indicator",
    "Result",
    "Round",
    "RoundException",
    "RoundLock",
]
