"""Domain words for jobs."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from jobs.models import Job  # noqa: F401


class JobQuerySet(models.QuerySet["Job"]):
    def lost(self, *, heartbeat_before: dt.datetime, enqueued_before: dt.datetime) -> "JobQuerySet":
        """Open jobs that nobody works on: the worker or the message in the broker was lost."""
        return self.filter(
            Q(status="running", heartbeat_at__lt=heartbeat_before)
            | Q(status="queued", enqueued_at__isnull=True)
            | Q(status="queued", enqueued_at__lt=enqueued_before)
        )

    def visible_to(self, user: Any) -> "JobQuerySet":
        """A person's own jobs; what a job made is seen through its own object."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(requested_by=user)
