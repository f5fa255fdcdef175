"""Who may read which part of the trail."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.authority import Grant
from accounts.permissions import Permission
from accounts.roles import ROLES, Reach

if TYPE_CHECKING:
    from accounts.trail.change import Change  # noqa: F401

# Rows that not everybody of an area may read; their own queryset says who may.
NARROW = ("kpis.result",)
# Rows of which some are hidden from people of the same area: cards of other agencies, what
# hangs on them, what is said of one agency in a round. Their own querysets say which, and how those
# deleted since are known.
HIDING = (
    "kpis.card",
    "kpis.criteria",
    "kpis.agreement",
    "kpis.agreementsignature",
    "kpis.roundexception",
    "kpis.roundlock",
    "reports.evaluationreport",
)


def hidden_from(user: Any) -> Q:
    """Condition on changes and moves: of rows that lie in a person's area and are hidden there."""
    changes: Any = apps.get_model("accounts.change")._default_manager
    found = Q()
    for label in HIDING:
        rows: Any = apps.get_model(label)._default_manager.get_queryset()
        found |= Q(subject=label, subject_id__in=rows.hidden_from(user).values("pk"))
        if gone := getattr(rows, "gone_hidden_from", None):
            deleted = changes.filter(gone(user), subject=label, verb="delete")
            found |= Q(subject=label, subject_id__in=deleted.values("subject_id"))
    return found


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: Any) -> "ChangeQuerySet":
        """Changes in the areas where a person may read history.

        Of rows that are read by a few only (results not yet verified), the changes of those that
        the person may read now; whoever reviews an area's results reads them all.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        grants = [g for g in user.authority.grants if Permission.HISTORY_VIEW in g.permissions]
        scope, reviewed = (
            _places(grants),
            _places(g for g in grants if Permission.RESULT_VIEW_ALL in g.permissions),
        )
        if scope == reviewed == Q():
            return self.all()
        narrow = ~Q(subject__in=NARROW) | reviewed
        for label in NARROW:
            manager: Any = apps.get_model(label)._default_manager
            own = manager.history_visible_to(user).values("pk")
            narrow |= Q(subject=label, subject_id__in=own)
        return self.filter(scope).filter(narrow).seen_by(user)

    def seen_by(self, user: Any) -> "ChangeQuerySet":
        """Without changes of rows that are hidden from a person."""
        return self.exclude(hidden_from(user))

    def of(self, label: str, pk: int) -> "ChangeQuerySet":
        """Changes of an object and of its parts."""
        return self.filter(Q(subject=label, subject_id=pk) | Q(part_of=label, part_of_id=pk))


def _places(grants: Iterable[Grant]) -> Q:
    """Where roles are held: areas with their districts; an empty condition means everywhere."""
    held = list(grants)
    if any(g.area_id is None and ROLES[g.role].reach is Reach.EVERYWHERE for g in held):
        return Q()
    areas = {g.area_id for g in held if g.area_id}
    return Q(area__in=areas) | Q(area__province__in=areas)
