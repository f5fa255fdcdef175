"""What a version of a plan calls its levels, and what its template lets stand where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from common.language import page_language
from strategies.models import Plan, PlanLabel, TemplateLevel


@dataclass(frozen=True)
class LevelRule:
    """One level of a plan: the template's rule, with the plan's own words where it has some.

    own: whether the words are the plan's; usual_th, usual_en: those of the template.
    """

    level: str
    label_th: str
    label_en: str
    usual_th: str
    usual_en: str
    parents: tuple[str, ...]
    needs_host: bool
    weighted: bool
    takes_indicators: bool
    takes_projects: bool

    @property
    def label(self) -> str:
        return self.label_en if page_language() == "en" else self.label_th

    @property
    def own(self) -> bool:
        return (self.label_th, self.label_en) != (self.usual_th, self.usual_en)


Rules = Mapping[str, LevelRule]


def of_plan(plan: Plan) -> Rules:
    """The levels of one version in the order of its template; two queries."""
    return of_plans([plan])[plan.pk]


def of_plans(plans: Iterable[Plan]) -> dict[int, Rules]:
    """The levels of several versions; two queries, however many there are."""
    plans = list(plans)
    by_template: dict[int, list[TemplateLevel]] = {}
    for level in TemplateLevel.objects.filter(template__in={plan.template_id for plan in plans}):
        by_template.setdefault(level.template_id, []).append(level)
    own: dict[tuple[int, str], PlanLabel] = {
        (one.plan_id, one.level): one
        for one in PlanLabel.objects.filter(plan__in=[plan.pk for plan in plans])
    }
    return {
        plan.pk: {
            level.level: _rule(level, own.get((plan.pk, level.level)))
            for level in by_template.get(plan.template_id, [])
        }
        for plan in plans
    }


def below(rules: Rules, level: str) -> list[LevelRule]:
    """The levels that may stand directly under this one."""
    return [rule for rule in rules.values() if level in rule.parents]


def roots(rules: Rules) -> list[LevelRule]:
    """The levels that stand under the plan itself."""
    return [rule for rule in rules.values() if not rule.parents]


def _rule(level: TemplateLevel, own: PlanLabel | None) -> LevelRule:
    return LevelRule(
        level=level.level,
        label_th=own.label_th if own else level.label_th,
        label_en=own.label_en if own else level.label_en,
        usual_th=level.label_th,
        usual_en=level.label_en,
        parents=tuple(level.parents),
        needs_host=level.needs_host,
        weighted=level.weighted,
        takes_indicators=level.takes_indicators,
        takes_projects=level.takes_projects,
    )
