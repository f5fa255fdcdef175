"""Verbs on what a version of a plan calls its levels."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from common.cleaning import clean
from common.errors import Fault, Refused
from common.thai.text import normalise
from strategies import levels
from strategies.models import Plan, PlanLabel
from strategies.services.nodes import editable


@transaction.atomic
def set_all(*, plan: Plan, labels: Mapping[str, tuple[str, str]], by: User) -> None:
    """Call each level as given, Thai and English; an empty word is the one of the template.

    Raises Refused where two levels would bear one name, or a level is none of the template.
    """
    plan = editable(plan, by)
    rules = levels.of_plan(plan)
    worded = {level: (rule.label_th, rule.label_en) for level, rule in rules.items()}
    for level, (thai, english) in labels.items():
        if level not in rules:
            raise Refused(_("แม่แบบของแผนนี้ไม่มีระดับที่เลือก"), field="level")
        rule = rules[level]
        worded[level] = (normalise(thai) or rule.usual_th, english.strip() or rule.usual_en)
    _refuse_twice(worded)
    told = []
    for level, (thai, english) in worded.items():
        rule = rules[level]
        if (thai, english) == (rule.label_th, rule.label_en):
            continue
        told.append(f"{rule.label_th} → {thai}")
        own = plan.labels.filter(level=level).first() or PlanLabel(plan=plan, level=level)
        if (thai, english) == (rule.usual_th, rule.usual_en):
            own.delete()
            continue
        own.label_th, own.label_en = thai, english
        clean(own)
        own.save()
    if told:
        workflow.record(
            plan,
            action="set_labels",
            before=plan.status,
            after=plan.status,
            by=by,
            reason=", ".join(told),
        )


def _refuse_twice(worded: Mapping[str, tuple[str, str]]) -> None:
    faults = []
    for place, language in enumerate(("th", "en")):
        seen: dict[str, str] = {}
        for level, words in worded.items():
            word = words[place].casefold()
            if word in seen:
                said = _("“%(word)s” ใช้เรียกอีกระดับหนึ่งแล้ว โปรดใช้คำอื่น") % {"word": words[place]}
                faults.append(Fault(said, f"{level}_{language}"))
            seen[word] = level
    if faults:
        raise Refused(faults=faults)
