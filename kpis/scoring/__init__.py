"""The scoring engine: plain values in, scores with their reasons out. No Django, no database.

    card = parse_card(json.loads(text))     # or read_card(bytes); InvalidCard names every fault
    result = score_card(card)               # unrounded Decimals, each with its reason
    result_json(result)                     # canonical JSON with sentences in Thai and English

`python -m kpis.scoring < card.json` does the three. The format is described in README.md.
"""

from kpis.scoring.card import score_card
from kpis.scoring.explain import explain_line, explain_measured
from kpis.scoring.explain_total import explain_total
from kpis.scoring.faults import Fault, InvalidCard
from kpis.scoring.levers import Lever, levers
from kpis.scoring.numbers import shown
from kpis.scoring.parse import parse_card, read_card
from kpis.scoring.present import result_data, result_json
from kpis.scoring.results import CardResult, GroupResult, LineResult, Measured, NextLevel
from kpis.scoring.values import CardInput, Line, Method, Redistribute, Rules, Scale, State
from kpis.scoring.version import ENGINE_VERSION
from kpis.scoring.words import Words

__all__ = [
    "ENGINE_VERSION",
    "CardInput",
    "CardResult",
    "Fault",
    "GroupResult",
    "InvalidCard",
    "Lever",
    "Line",
    "LineResult",
    "Measured",
    "Method",
    "NextLevel",
    "Redistribute",
    "Rules",
    "Scale",
    "State",
    "Words",
    "explain_line",
    "explain_measured",
    "explain_total",
    "levers",
    "parse_card",
    "read_card",
    "result_data",
    "result_json",
    "score_card",
    "shown",
]
