"""From a scored card to the JSON that the command line prints and snapshots store."""

from __future__ import annotations

import json
from decimal import Decimal

from kpis.scoring.explain import explain_line, explain_measured
from kpis.scoring.explain_total import explain_total
from kpis.scoring.numbers import engine_context, plain, shown, shown_weight
from kpis.scoring.results import CardResult, GroupResult, LineResult, Measured
from kpis.scoring.values import Rules
from kpis.scoring.version import ENGINE_VERSION
from kpis.scoring.words import Words

Json = dict[str, object]


def result_json(result: CardResult) -> str:
    """The result as canonical JSON: one line, sorted keys, the same bytes every time.

    A snapshot holds exactly this line (without its end), so that anyone can compare the two.
    """
    return (
        json.dumps(
            result_data(result),
            ensure_ascii=False,
            allow_nan=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        + "\n"
    )


def result_data(result: CardResult) -> Json:
    """The result as JSON values; every number is a string, rounded once, half up."""
    with engine_context():
        rules = result.rules
        return {
            "rules": _rules(rules),
            "total": _shown(result.total, rules),
            "percent": _shown(result.percent, rules),
            "weight_counted": plain(result.weight_counted),
            "weight_all": plain(result.weight_all),
            "lines": [_line(result, line) for line in result.lines],
            "weight_effective": shown_weight(result.weight_effective, result.weight_counted),
            "groups": [_group(group, rules) for group in result.groups],
            "out": [
                {"id": line.line.id, "state": line.state.value}
                for line in result.lines
                if not line.state.counts
            ],
            "explain": _words(explain_total(result)),
            "engine": ENGINE_VERSION,
        }


def _rules(rules: Rules) -> object:
    if rules.given:
        return json.loads(rules.given)
    return {
        "version": rules.version,
        "scale": rules.scale.value,
        "floor": plain(rules.floor),
        "places": rules.places,
        "redistribute": rules.redistribute.value,
        "anchors": [plain(anchor) for anchor in rules.anchors],
    }


def _line(card: CardResult, result: LineResult) -> Json:
    rules, line, level = card.rules, result.line, result.next_level
    effective = result.effective_weight
    data: Json = {
        "id": line.id,
        "state": result.state.value,
        "score": _shown(result.score, rules),
        "effective_weight": None if effective is None else shown_weight(effective, line.weight),
        "weighted": _shown(result.weighted, rules),
        "loss": _shown(result.loss, rules),
        "explain": _words(explain_line(card, result)),
        "next_level": _shown(level.gain if level else None, rules),
        "next_level_at": format(level.at, "f") if level and level.at is not None else None,
        "group": line.group,
        "weight": plain(line.weight),
        "flagged": result.measured.flagged,
    }
    if line.parts is not None:
        data["parts"] = [_part(part, rules) for part in result.measured.parts]
    return data


def _part(part: Measured, rules: Rules) -> Json:
    data: Json = {
        "id": part.line.id,
        "state": part.state.value,
        "score": _shown(part.score, rules),
        "weight": plain(part.line.weight),
        "explain": _words(explain_measured(part, rules)),
        "flagged": part.flagged,
    }
    if part.line.parts is not None:
        data["parts"] = [_part(inner, rules) for inner in part.parts]
    return data


def _group(group: GroupResult, rules: Rules) -> Json:
    return {
        "group": group.group,
        "score": _shown(group.score, rules),
        "weight_counted": plain(group.weight_counted),
        "weight_all": plain(group.weight_all),
    }


def _words(words: Words) -> Json:
    return {"th": words.th, "en": words.en}


def _shown(value: Decimal | None, rules: Rules) -> str | None:
    return None if value is None else shown(value, rules.places)
