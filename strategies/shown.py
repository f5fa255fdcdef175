"""What this app shows on pages of others."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry, PersonalPart, Workflow
from evidence.models import Evidence
from provinces.models import Area
from strategies.models import Comment, Plan
from strategies.transitions import PLAN


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    yield MenuEntry(_("แผน"), reverse("plan_tree", args=[area.code, fiscal_year]))


def adopts_a_visible_plan(user: Any, evidence: Evidence) -> bool:
    """Whether a person sees a plan whose resolution this evidence is."""
    return Plan.objects.visible_to(user).filter(resolution=evidence).exists()


def personal(user: Any) -> Iterator[PersonalPart]:
    """What a person said of draft plans and what was answered, for the copy of the person's data.

    Who answered is the other person's data.
    """
    said = Comment.objects.filter(by=user).select_related("consultation__plan").order_by("pk")
    yield PersonalPart(
        "comments",
        _("ความเห็นของท่านต่อร่างแผน"),
        (
            _("ให้ความเห็นเมื่อ"), _("แผน"), _("เรื่อง"), _("ความเห็น"), _("ถอนเมื่อ"),
            _("ผลการพิจารณา"), _("คำตอบ"), _("ตอบเมื่อ"),
        ),
        tuple(
            (
                one.at, str(one.consultation.plan), one.about, one.text, one.withdrawn_at,
                one.get_outcome_display(), one.answer, one.answered_at,
            )
            for one in said
        ),
    )  # fmt: skip


def workflow() -> Workflow:
    """The states of a plan version, for the page that says who may do what."""
    return Workflow(_("แผน"), PLAN)
