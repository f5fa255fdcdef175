"""Domain words for snapshots."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from scorecards.models import Snapshot  # noqa: F401


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: Any) -> "SnapshotQuerySet":
        """Snapshots of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def without_content(self) -> "SnapshotQuerySet":
        """For lists: the frozen content stays in the database."""
        return self.defer("content")
