"""What the page of one indicator shows in a round: score, criteria, trend, note card, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from accounts.models import WorkflowMove
from common.clock import today
from common.thai.language import Language
from evidence.models import Evidence
from kpis.models import Card, Criteria, Indicator, Result, Round
from projects.models import Project
from scorecards import content, gather
from scorecards.gather import Gathered, Json
from scorecards.score import previous_of, score
from scorecards.selectors.cardview import CardView, LineView, view
from scorecards.selectors.history import TrendPoint, YearRow, three_years, trend

TREND_YEARS = 3


@dataclass(frozen=True)
class LevelCell:
    """A cell of the criteria table: level or step, what it asks for, whether it is reached."""

    number: str
    words: str
    bound: Decimal | None
    reached: bool
    done: bool


@dataclass(frozen=True)
class PartRow:
    """A part of a composite indicator."""

    id: str
    name: str
    weight: Decimal
    levels: tuple[Decimal, ...]
    value: Decimal | None
    steps: tuple[int, ...] | None
    score: Decimal | None
    state: str
    explain: str


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator in one round."""

    indicator: Indicator
    card: CardView
    line: LineView
    shown: Json
    cells: tuple[LevelCell, ...]
    parts: tuple[PartRow, ...]
    trend: tuple[TrendPoint, ...]
    years: tuple[YearRow, ...]
    rounds: tuple[Round, ...]
    result: Result | None
    evidence: tuple[Evidence, ...]
    projects: tuple[Project, ...]
    versions: tuple[Criteria, ...]
    moves: tuple[WorkflowMove, ...]
    criteria_pk: int
    supervisor: str
    collector: str

    @property
    def trend_scores(self) -> list[tuple[str, Decimal | None]]:
        """The trend as the drawing takes it."""
        return [(point.label, point.score) for point in self.trend]


def rounds_of(user: Any, area_code: str, year: int) -> list[Round]:
    """The rounds of a year and the two before it that a person sees, with area; one query."""
    return list(
        Round.objects.visible_to(user)
        .filter(area__code=area_code, fiscal_year__range=(year - TREND_YEARS + 1, year))
        .select_related("area")
        .order_by("fiscal_year", "cut_off", "pk")
    )


def indicator_page(
    user: Any,
    indicator: Indicator,
    rounds: Sequence[Round],
    year: int,
    code: str,
    language: Language,
    agency: int | None = None,
) -> IndicatorPage | None:
    """The page; None where the indicator is not on the card of the year. `code` may be empty.

    agency: the card of this agency instead of the area's own.
    """
    cards = gather.cards(rounds, today(), agency)
    of_year = [one for one in rounds if one.fiscal_year == year and _has(cards, one, indicator.pk)]
    if not of_year:
        return None
    round = _chosen(of_year, cards, indicator.pk, code)
    before = previous_of(list(rounds), round)
    previous = score(cards[before.pk]) if before and before.pk in cards else None
    made = content.build(score(cards[round.pk]), previous)
    card = view(made, language)
    line = next(one for one in card.all_lines if one.indicator == indicator.pk)
    shown, scored = made["card"]["lines"][line.id], _scored(made, line.id)
    result = _visible_result(user, shown)
    return IndicatorPage(
        indicator=indicator,
        card=card,
        line=line,
        shown=shown,
        cells=_cells(line, shown),
        parts=_parts(shown, scored, language),
        trend=tuple(trend(list(rounds), round, cards, indicator.pk, language)),
        years=three_years(rounds, cards, indicator.pk, year, language),
        rounds=tuple(of_year),
        result=result,
        evidence=tuple(result.evidence.all()) if result else (),
        projects=tuple(_projects(user, indicator, year)),
        versions=tuple(_versions(indicator, year, agency)),
        moves=tuple(_moves(user, indicator, year, agency)),
        criteria_pk=shown["criteria"],
        supervisor=_person(shown["supervisor"], language),
        collector=_person(shown["owner"], language),
    )


def _has(cards: dict[int, Gathered], round: Round, indicator: int) -> bool:
    found = cards.get(round.pk)
    return found is not None and any(
        line.criteria["indicator_id"] == indicator for line in found.lines
    )


def _chosen(rounds: list[Round], cards: dict[int, Gathered], indicator: int, code: str) -> Round:
    """The round asked for, else the newest one with a result, else the newest one begun."""
    for one in rounds:
        if one.code == code:
            return one
    reported = [
        one
        for one in rounds
        if any(
            line.result and line.criteria["indicator_id"] == indicator
            for line in cards[one.pk].lines
        )
    ]
    begun = [one for one in rounds if one.opens <= today()]
    return (reported or begun or rounds[:1])[-1]


def _scored(made: Json, name: str) -> Json:
    found: Json = next(line for line in made["result"]["lines"] if line["id"] == name)
    return found


def _visible_result(user: Any, shown: Json) -> Result | None:
    """The counted result with its evidence, where the person may read its note card."""
    if shown["result"] is None:
        return None
    rows = Result.objects.visible_to(user).prefetch_related("evidence")
    return (
        rows.select_related("entered_by", "certified_by", "verified_by")
        .filter(pk=shown["result"]["id"])
        .first()
    )


def _cells(line: LineView, shown: Json) -> tuple[LevelCell, ...]:
    """The criteria as cells; the one that was reached is marked."""
    if line.method == "milestone":
        done = set(line.steps or ())
        run = next((n for n in range(1, 6) if n not in done), 6) - 1
        return tuple(
            LevelCell(str(n), words, None, n == run, n in done)
            for n, words in enumerate(shown["milestones"] or (), start=1)
        )
    if not line.levels:
        return ()
    names = ("50", "75", "100") if line.method == "anchors" else ("1", "2", "3", "4", "5")
    reached = _reached(line)
    return tuple(
        LevelCell(name, "", bound, place == reached, place <= reached)
        for place, (name, bound) in enumerate(zip(names, line.levels, strict=False), start=1)
    )


def _reached(line: LineView) -> int:
    """The number of the highest cell that the result reaches; 0 for none."""
    if line.value is None or line.state != "scored":
        return 0
    sign = 1 if line.levels[0] < line.levels[-1] else -1
    return sum(sign * line.value >= sign * bound for bound in line.levels)


def _parts(shown: Json, scored: Json, language: Language) -> tuple[PartRow, ...]:
    given = (shown["result"] or {}).get("parts") or {}
    return tuple(
        PartRow(
            id=out["id"],
            name=part.get("name", ""),
            weight=Decimal(str(part["weight"])),
            levels=tuple(Decimal(str(x)) for x in part.get("levels") or ()),
            value=_number((given.get(part["id"]) or {}).get("value")),
            steps=tuple((given.get(part["id"]) or {}).get("steps") or ()) or None,
            score=_number(out["score"]),
            state=out["state"],
            explain=out["explain"][language],
        )
        for part, out in zip(shown["parts"] or (), scored.get("parts") or (), strict=False)
    )


def _projects(user: Any, indicator: Indicator, year: int) -> QuerySet[Project]:
    return (
        Project.objects.visible_to(user)
        .filter(indicators=indicator, fiscal_year=year)
        .exclude(status=Project.Status.CANCELLED)
        .with_budget()
        .select_related("host_agency")
        .order_by("code")
    )


def _lines(indicator: Indicator, year: int, agency: int | None) -> QuerySet[Criteria]:
    return Criteria.objects.filter(indicator=indicator, card__fiscal_year=year, card__agency=agency)


def _versions(indicator: Indicator, year: int, agency: int | None) -> QuerySet[Criteria]:
    return _lines(indicator, year, agency).order_by("-version")


def _moves(
    user: Any, indicator: Indicator, year: int, agency: int | None
) -> QuerySet[WorkflowMove]:
    """What happened to the results the person may read, to the criteria and to the card."""
    criteria = _lines(indicator, year, agency)
    results = Result.objects.visible_to(user).filter(criteria__in=criteria)
    subjects = [
        (Result, results.values("pk")),
        (Criteria, criteria.values("pk")),
        (Card, criteria.values("card")),
    ]
    found = WorkflowMove.objects.none()
    for model, pks in subjects:
        found |= WorkflowMove.objects.filter(subject=model._meta.label_lower, subject_id__in=pks)
    return found.select_related("by").order_by("-at", "-pk")[:100]


def _person(post: Json | None, language: Language) -> str:
    """Post, agency and telephone: ownership belongs to the post, so no person is named."""
    if post is None:
        return ""
    words = [post[f"post_{language}"], post[f"agency_{language}"], post["phone"]]
    return " · ".join(word for word in words if word)


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
