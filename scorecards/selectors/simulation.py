"""What the simulation of a card shows: the total if…, line by line, and where work pays most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from common.clock import today
from common.errors import Fault
from common.thai.language import Language
from common.thai.words import Level, level_of
from kpis.definition import plain
from kpis.models import Round
from kpis.scoring import (
    CardResult,
    Lever,
    LineResult,
    Method,
    levers,
    parse_card,
    score_card,
    shown,
)
from scorecards import assumptions, gather
from scorecards.assumptions import Assumed, Assumptions, Key
from scorecards.gather import Gathered, GatheredLine
from scorecards.score import score

STEPS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Box:
    """Where a value or the steps of a line or part are typed; fault: why it cannot be read."""

    name: str
    label: str
    kind: str
    text: str
    steps: tuple[int, ...]
    fault: str = ""


@dataclass(frozen=True)
class SimulatedLine:
    """One line: what is assumed, its present score and the one that would follow."""

    pk: int
    code: str
    name: str
    unit: str
    weight: Decimal
    boxes: tuple[Box, ...]
    state: str
    before: Decimal | None
    before_state: str
    after: Decimal | None
    after_state: str

    @property
    def change(self) -> Decimal | None:
        """Against the present; None where either has no score."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class LeverRow:
    """Where one more unit of work raises the total: what is missing, and what it would bring."""

    code: str
    name: str
    part: str
    unit: str
    at: Decimal
    missing: Decimal | None
    steps: bool
    gain: Decimal
    per_unit: Decimal | None


@dataclass(frozen=True)
class SimulationPage:
    """A card under assumptions; nothing of it is stored."""

    round: Round
    scale: str
    places: int
    before: Decimal | None
    total: Decimal | None
    level: Level
    level_word: str
    lines: tuple[SimulatedLine, ...]
    levers: tuple[LeverRow, ...]
    link: str
    passed_over: int
    sample: bool

    @property
    def wrong(self) -> tuple[tuple[str, Box], ...]:
        """The boxes that cannot be read, each with the code of its line."""
        return tuple((line.code, box) for line in self.lines for box in line.boxes if box.fault)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong in them."""
        return tuple(Fault(f"{code}: {box.fault}", f"x{box.name}") for code, box in self.wrong)

    @property
    def change(self) -> Decimal | None:
        if self.total is None or self.before is None:
            return None
        return self.total - self.before


def simulation_page(
    round: Round,
    language: Language,
    *,
    agency: int | None = None,
    link: str = "",
    typed: Mapping[str, Any] | None = None,
) -> SimulationPage | None:
    """The card of a round under the assumptions of a form or of a link; two queries.

    None where the year has no lines. A box that cannot be read counts with its present result.
    """
    card = gather.cards([round], today(), agency).get(round.pk)
    if card is None:
        return None
    passed_over = 0
    faults: list[Fault] = []
    if typed is not None:
        assumed, faults = assumptions.from_form(typed, card)
    else:
        assumed, passed_over = assumptions.from_link(link, card)
    before = score(card).result
    after = score_card(parse_card(assumptions.applied(card, assumed)))
    places, scale = after.rules.places, after.rules.scale.value
    total = _shown(after.total, places)
    level = level_of(total, scale)
    return SimulationPage(
        round=round,
        scale=scale,
        places=places,
        before=_shown(before.total, places),
        total=total,
        level=level,
        level_word=level.word(language),
        lines=tuple(_lines(card, before, after, assumed, _Typed(typed, faults), language)),
        levers=tuple(_levers(card, after, language)),
        link=assumptions.to_link(assumed),
        passed_over=passed_over,
        sample=card.is_sample,
    )


class _Typed:
    """What stands in the boxes of values, and why some of it cannot be read."""

    def __init__(self, typed: Mapping[str, Any] | None, faults: list[Fault]) -> None:
        self.typed = typed or {}
        self.faults = {fault.field: str(fault) for fault in faults}

    def over(self, box: Box) -> Box:
        """The box as it was typed."""
        field = f"x{box.name}"
        if box.kind != "value" or field not in self.typed:
            return box
        return replace(box, text=str(self.typed[field]), fault=self.faults.get(field, ""))


def _lines(
    card: Gathered,
    before: CardResult,
    after: CardResult,
    assumed: Assumptions,
    typed: _Typed,
    language: Language,
) -> list[SimulatedLine]:
    boxes: dict[int, list[Box]] = {}
    names = {line.criteria["pk"]: _part_names(line) for line in card.lines}
    for key, kind, present in assumptions.boxes(card):
        label = "" if key.part is None else names[key.line][key.part]
        box = typed.over(_box(key, kind, label, assumed.get(key, present)))
        boxes.setdefault(key.line, []).append(box)
    return [
        _line(line, then, now, boxes.get(line.criteria["pk"], []), assumed, language)
        for line, then, now in zip(card.lines, before.lines, after.lines, strict=True)
    ]


def _line(
    line: GatheredLine,
    before: LineResult,
    after: LineResult,
    boxes: list[Box],
    assumed: Assumptions,
    language: Language,
) -> SimulatedLine:
    row, places = line.criteria, line.criteria["card__places"]
    own = assumed.get(Key(row["pk"]))
    return SimulatedLine(
        pk=row["pk"],
        code=row["code"],
        name=_name(line, language),
        unit=row["indicator__unit"],
        weight=row["weight"],
        boxes=tuple(boxes),
        state=own.state if own else "",
        before=_shown(before.score, places),
        before_state=before.state.value,
        after=_shown(after.score, places),
        after_state=after.state.value,
    )


def _box(key: Key, kind: str, label: str, given: Any) -> Box:
    """The box with what is assumed in it, or else with the present result."""
    if isinstance(given, Assumed):
        given = given.steps if kind == "steps" else given.value
    if kind == "steps":
        return Box(key.name, label, kind, "", tuple(given or ()))
    return Box(key.name, label, kind, "" if given is None else plain(given), ())


def _part_names(line: GatheredLine) -> list[str]:
    """What the parts that are measured themselves are called, in their order."""

    def walk(parts: list[dict[str, Any]]) -> list[str]:
        found: list[str] = []
        for part in parts:
            inner = part.get("parts")
            found += walk(inner) if inner else [str(part.get("name") or part["id"])]
        return found

    return walk(line.criteria["parts"] or [])


def _levers(card: Gathered, after: CardResult, language: Language) -> list[LeverRow]:
    by_id = {line.id: line for line in card.lines}
    return [_lever(by_id[lever.of.line.id], lever, after, language) for lever in levers(after)]


def _lever(line: GatheredLine, lever: Lever, card: CardResult, language: Language) -> LeverRow:
    part = ""
    if lever.measured.line.id != lever.of.line.id:
        ids = [one["id"] for one in assumptions.leaves(line.engine["parts"])]
        part = _part_names(line)[ids.index(lever.measured.line.id)]
    return LeverRow(
        code=line.criteria["code"],
        name=_name(line, language),
        part=part,
        unit=line.criteria["indicator__unit"],
        at=lever.at,
        missing=lever.missing,
        steps=lever.measured.line.method is Method.MILESTONE,
        gain=Decimal(shown(lever.gain, card.rules.places)),
        per_unit=None
        if lever.per_unit is None
        else Decimal(shown(lever.per_unit, card.rules.places)),
    )


def _name(line: GatheredLine, language: Language) -> str:
    row = line.criteria
    return str(row[f"indicator__name_{language}"] or row["indicator__name_th"])


def _shown(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else Decimal(shown(value, places))
