"""A gathered card through the engine, with the engine's faults as refusals in our words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.errors import Fault, Refused
from kpis.models import Round
from kpis.scoring import CardResult, InvalidCard, parse_card, score_card
from scorecards.gather import Gathered


@dataclass(frozen=True)
class Scored:
    """A card in a round with its scores, unrounded."""

    gathered: Gathered
    result: CardResult

    @property
    def by_indicator(self) -> dict[int, Decimal | None]:
        """Scores by the indicator's pk, which stays from year to year while codes change."""
        return {
            line.criteria["indicator_id"]: scored.score
            for line, scored in zip(self.gathered.lines, self.result.lines, strict=True)
        }

    @property
    def has_results(self) -> bool:
        return any(line.result for line in self.gathered.lines)


def score(gathered: Gathered) -> Scored:
    """Score a card. Raises Refused naming line and field where criteria cannot be scored."""
    try:
        return Scored(gathered, score_card(parse_card(gathered.engine)))
    except InvalidCard as invalid:
        english = get_language() == "en"
        raise Refused(
            faults=[
                Fault(
                    _("ตัวชี้วัด %(line)s (%(field)s): %(what)s")
                    % {
                        "line": fault.line,
                        "field": fault.field,
                        "what": fault.message_en if english else fault.message_th,
                    }
                )
                for fault in invalid.faults
            ]
        ) from None


def same_family(rounds: list[Round], round: Round) -> list[Round]:
    """Rounds that follow each other: months with months, 6-9-12 with 6-9-12; oldest first."""
    monthly = round.kind == Round.Kind.MONTH
    family = [one for one in rounds if (one.kind == Round.Kind.MONTH) == monthly]
    return sorted(family, key=lambda one: (one.fiscal_year, one.cut_off, one.pk))


def previous_of(rounds: list[Round], round: Round) -> Round | None:
    """The round before: by cut-off in the same year, else the last one of the year before."""
    before = [
        one
        for one in same_family(rounds, round)
        if (one.fiscal_year, one.cut_off) < (round.fiscal_year, round.cut_off)
        and one.fiscal_year >= round.fiscal_year - 1
    ]
    return before[-1] if before else None
