"""From a JSON card to a CardInput, or all its faults at once."""

from __future__ import annotations

from kpis.scoring.faults import CARD, Faults
from kpis.scoring.parse_line import LineParser
from kpis.scoring.parse_rules import parse_rules
from kpis.scoring.reading import read_json
from kpis.scoring.values import CardInput, Rules


def parse_card(data: object) -> CardInput:
    """The card in a JSON value (as json.loads gives it). Raises InvalidCard with all faults.

    Keys it does not know are passed over, so that a whole snapshot may be handed in.
    """
    faults = Faults()
    card = _card(data, faults)
    faults.raise_if_any()
    return card


def read_card(raw: bytes) -> CardInput:
    """The card in JSON text of UTF-8 bytes. Raises InvalidCard with all faults."""
    faults = Faults()
    reading = read_json(raw, faults)
    card = _card(reading.data, faults)
    if reading.has_constants and not faults.found:
        faults.add(
            CARD,
            "json",
            "มี NaN หรือ Infinity ซึ่งไม่ใช่ JSON",
            "contains NaN or Infinity, which JSON does not have",
        )
    faults.raise_if_any()
    return card


def _card(data: object, faults: Faults) -> CardInput:
    empty = CardInput(Rules(), ())
    if not isinstance(data, dict):
        faults.add(CARD, "json", "ใบคะแนนต้องเป็นวัตถุ JSON", "the card must be a JSON object")
        return empty
    rules = parse_rules(data.get("rules"), faults)
    given = data.get("lines")
    if not isinstance(given, list):
        faults.add(CARD, "lines", "ต้องมีรายการตัวชี้วัด", "a list of lines is needed")
        return empty
    parser = LineParser(rules.scale if rules else None, faults)
    lines = [parser.parse(line, f"lines[{index}]") for index, line in enumerate(given)]
    return CardInput(rules or Rules(), tuple(line for line in lines if line is not None))
