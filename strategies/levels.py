"""What a version of a plan calls its levels, and what its template lets stand where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from common.language import page_language
from strategies.models import Plan, PlanLabel, TemplateLevel

LABELS = ("level", "label_th", "label_en")
RULES = (*LABELS, "parents", "needs_host", "weighted", "takes_indicators", "takes_projects")


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One level of a plan: the template's rule, with the plan's own words where it has some.

    usual_th, usual_en: what the template calls it.
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
    def usual(self) -> str:
        return self.usual_en if page_language() == "en" else self.usual_th


Rules = Mapping[str, LevelRule]


def annotated(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans that carry what `rules` needs, without a query of its own."""
    usual = TemplateLevel.objects.filter(template=OuterRef("template")).order_by("order")
    own = PlanLabel.objects.filter(plan=OuterRef("pk")).order_by("pk")
    return plans.annotate(
        level_rules=ArraySubquery(usual.values(json=JSONObject(**{one: one for one in RULES}))),
        level_labels=ArraySubquery(own.values(json=JSONObject(**{one: one for one in LABELS}))),
    )


def rules(plan: Plan) -> Rules:
    """The levels of an annotated version, in the order of its template."""
    usual: list[dict[str, Any]] = plan.level_rules  # type: ignore[attr-defined]
    own = {one["level"]: one for one in plan.level_labels}  # type: ignore[attr-defined]
    return {row["level"]: _rule(row, own.get(row["level"], row)) for row in usual}


def of_plan(plan: Plan) -> Rules:
    """The levels of one version; one query."""
    return of_plans([plan])[plan.pk]


def of_plans(plans: Iterable[Plan]) -> dict[int, Rules]:
    """The levels of several versions; one query, however many there are."""
    found = Plan.objects.filter(pk__in=[plan.pk for plan in plans]).order_by()
    return {plan.pk: rules(plan) for plan in annotated(found)}


def below(rules: Rules, level: str) -> list[LevelRule]:
    """The levels that may stand directly under this one."""
    return [rule for rule in rules.values() if level in rule.parents]


def roots(rules: Rules) -> list[LevelRule]:
    """The levels that stand under the plan itself."""
    return [rule for rule in rules.values() if not rule.parents]


def _rule(usual: Mapping[str, Any], worded: Mapping[str, Any]) -> LevelRule:
    return LevelRule(
        level=usual["level"],
        label_th=worded["label_th"],
        label_en=worded["label_en"],
        usual_th=usual["label_th"],
        usual_en=usual["label_en"],
        parents=tuple(usual["parents"]),
        needs_host=usual["needs_host"],
        weighted=usual["weighted"],
        takes_indicators=usual["takes_indicators"],
        takes_projects=usual["takes_projects"],
    )
