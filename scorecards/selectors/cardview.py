"""A card as a reader sees it, from its one plain value (`content.py`): live and frozen alike."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from common.thai.language import Language
from common.thai.words import Level, level_of
from scorecards.gather import Json
from scorecards.selectors import counts

LOSS, PLAN = "loss", "plan"
ALL, LOW, PROVISIONAL = "all", "low", "provisional"
SORTS, SHOWS = (LOSS, PLAN), (ALL, LOW, PROVISIONAL, *counts.PLACES)
LOW_LEVEL = 2


@dataclass(frozen=True)
class LineView:
    """One line. Numbers are Decimals as shown; texts are in the reader's language."""

    id: str
    code: str
    name: str
    unit: str
    indicator: int
    group: str
    dimension: str
    owner: str
    as_of: dt.date | None
    state: str
    method: str
    levels: tuple[Decimal, ...]
    weight: Decimal
    effective_weight: Decimal | None
    target: Decimal | None
    value: Decimal | None
    steps: tuple[int, ...] | None
    parts: tuple[tuple[Decimal, Decimal | None], ...]
    score: Decimal | None
    level: Level
    level_word: str
    weighted: Decimal | None
    loss: Decimal | None
    previous: Decimal | None
    due: bool
    reported: bool
    provisional: bool
    explain: str
    reweighted: bool
    shown: Json = field(compare=False, repr=False)

    @property
    def change(self) -> Decimal | None:
        """Against the round before; None where either has no score."""
        if self.score is None or self.previous is None:
            return None
        return self.score - self.previous

    @property
    def done(self) -> tuple[int, ...]:
        """Completed milestone steps; none where nothing is reported."""
        return self.steps or ()

    @property
    def low(self) -> bool:
        """Scored at level 1 or 2; an overdue line is missing, not low."""
        return self.state == "scored" and (self.level.number or 0) <= LOW_LEVEL

    @property
    def place(self) -> str:
        """Where the line is counted."""
        return counts.place_of(due=self.due, reported=self.reported, state=self.state)

    @property
    def awaited(self) -> bool:
        """The round asks for a result and still takes it, and none is handed in."""
        return self.place == counts.AWAITED


@dataclass(frozen=True)
class GroupView:
    """An issue with its lines and its own score."""

    id: str
    title: str
    score: Decimal | None
    level: Level
    level_word: str
    weight: Decimal
    weight_counted: Decimal
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class CardView:
    """A card in one round for a reader: total, counts, and lines in the chosen order."""

    area_code: str
    area_name: str
    year: int
    round_code: str
    round_label: str
    cut_off: dt.date
    closes: dt.date
    scale: str
    places: int
    rules_version: str
    engine: str
    total: Decimal | None
    level: Level
    level_word: str
    percent: Decimal | None
    previous_label: str
    previous_total: Decimal | None
    weight_counted: Decimal
    weight_all: Decimal
    weight_effective: Decimal
    explain: str
    reported: int
    due: int
    sample: bool
    sort: str
    show: str
    lines: tuple[LineView, ...]
    groups: tuple[GroupView, ...]
    all_lines: tuple[LineView, ...]

    @property
    def change(self) -> Decimal | None:
        if self.total is None or self.previous_total is None:
            return None
        return self.total - self.previous_total

    @property
    def total_loss(self) -> Decimal | None:
        """What is missing to the best score of the scale."""
        best = Decimal(5) if self.scale == "1-5" else Decimal(100)
        return None if self.total is None else best - self.total

    @property
    def provisional(self) -> int:
        """Lines whose result nobody has verified yet."""
        return sum(line.provisional for line in self.all_lines)

    @property
    def low(self) -> int:
        return sum(line.low for line in self.all_lines)

    @property
    def counts(self) -> tuple[counts.Count, ...]:
        """The lines that are not reported, by why."""
        return counts.counts(line.place for line in self.all_lines)

    @property
    def out(self) -> tuple[LineView, ...]:
        """Lines that do not count, each with its state."""
        return tuple(line for line in self.all_lines if line.effective_weight is None)

    @property
    def worst(self) -> tuple[LineView, ...]:
        """The five lines that cost the total most."""
        return tuple(line for line in by_loss(self.all_lines)[:5] if line.loss)


def view(content: Json, language: Language, *, sort: str = LOSS, show: str = ALL) -> CardView:
    """The card for a reader of a language."""
    say: Callable[[Json, str], str] = lambda data, name: str(data[f"{name}_{language}"])  # noqa: E731
    card, result, rules = content["card"], content["result"], content["rules"]
    before = card["previous"]
    scale = rules["scale"]
    every = tuple(
        _line(given, scored, card["lines"][given["id"]], before, scale, language)
        for given, scored in zip(content["lines"], result["lines"], strict=True)
    )
    shown = tuple(line for line in every if _passes(line, show))
    total = _number(result["total"])
    level = level_of(total, scale)
    return CardView(
        area_code=card["area"]["code"],
        area_name=say(card["area"], "name"),
        year=card["fiscal_year"],
        round_code=card["round"]["code"],
        round_label=say(card["round"], "label"),
        cut_off=dt.date.fromisoformat(card["round"]["cut_off"]),
        closes=dt.date.fromisoformat(card["round"]["closes"]),
        scale=scale,
        places=rules["places"],
        rules_version=rules["version"],
        engine=content["engine"],
        total=total,
        level=level,
        level_word=level.word(language),
        percent=_number(result["percent"]),
        previous_label=say(before, "label") if before else "",
        previous_total=_number(before["total"]) if before else None,
        weight_counted=Decimal(result["weight_counted"]),
        weight_all=Decimal(result["weight_all"]),
        weight_effective=Decimal(result["weight_effective"]),
        explain=result["explain"][language],
        reported=card["counts"]["reported"],
        due=card["counts"]["due"],
        sample=card["sample"],
        sort=sort,
        show=show,
        lines=by_loss(shown) if sort == LOSS else shown,
        groups=tuple(
            _group(group, say(group, "title"), shown, scale, language) for group in card["groups"]
        )
        if sort == PLAN
        else (),
        all_lines=every,
    )


def by_loss(lines: tuple[LineView, ...]) -> tuple[LineView, ...]:
    """Largest loss first; lines that do not count last, in the order of the plan."""
    return tuple(sorted(lines, key=lambda line: (line.loss is None, -(line.loss or 0))))


def _passes(line: LineView, show: str) -> bool:
    if show in (LOW, PROVISIONAL):
        return line.low if show == LOW else line.provisional
    return show in (ALL, line.place)


def _line(
    given: Json, scored: Json, shown: Json, before: Json | None, scale: str, language: Language
) -> LineView:
    result = shown["result"] or {}
    score = _number(scored["score"])
    level = level_of(score, scale)
    owner = shown["owner"]
    name = given["id"]
    return LineView(
        id=name,
        code=shown["code"],
        name=shown[f"name_{language}"],
        unit=shown["unit"],
        indicator=shown["indicator"],
        group=given["group"],
        dimension=shown["dimension"],
        owner=owner[f"agency_{language}"] if owner else "",
        as_of=dt.date.fromisoformat(result["as_of"]) if result.get("as_of") else None,
        state=scored["state"],
        method=shown["method"],
        levels=tuple(Decimal(x) for x in shown["levels"] or shown["thresholds"] or ()),
        weight=Decimal(given["weight"]),
        effective_weight=_number(scored["effective_weight"]),
        target=_number(shown["target"]),
        value=_number(result.get("value")),
        steps=tuple(result["steps"]) if result.get("steps") is not None else None,
        parts=tuple((Decimal(p["weight"]), _number(p["score"])) for p in scored.get("parts") or ()),
        score=score,
        level=level,
        level_word=level.word(language),
        weighted=_number(scored["weighted"]),
        loss=_number(scored["loss"]),
        previous=_number(before["lines"].get(name)) if before else None,
        due=shown["due"],
        reported=bool(result) and not result["not_applicable"],
        provisional=shown["provisional"],
        explain=scored["explain"][language],
        reweighted=scored["effective_weight"] not in (None, given["weight"]),
        shown=shown,
    )


def _group(
    group: Json, title: str, shown: tuple[LineView, ...], scale: str, language: Language
) -> GroupView:
    score = _number(group["score"])
    level = level_of(score, scale)
    return GroupView(
        id=group["id"],
        title=title,
        score=score,
        level=level,
        level_word=level.word(language),
        weight=Decimal(group["weight"]),
        weight_counted=Decimal(group["weight_counted"]),
        lines=tuple(line for line in shown if line.group == group["id"]),
    )


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
