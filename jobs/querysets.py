"""Domain words for jobs."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from jobs.models import Job  # noqa: F401


class JobQuerySet(models.QuerySet["Job"]):
    def orphaned(self, before: dt.datetime) -> "JobQuerySet":
        """Open jobs that nobody has worked on since a moment: their worker was lost."""
        return self.filter(
            Q(status="running", heartbeat_at__lt=before) | Q(status="queued", created_at__lt=before)
        )
