"""Work of the system that failed, on the home page of who tends it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from common.slots import HomeItem
from jobs.models import Job

SINCE = dt.timedelta(days=30)
MOST = 5


def home_items(user: Any) -> Iterator[HomeItem]:
    """The newest jobs that failed and that no later one made good; one query."""
    if "system_admin" not in user.authority.roles:
        return
    later = Job.objects.filter(key=OuterRef("key")).exclude(status=Job.Status.FAILED)
    failed = Job.objects.filter(
        ~Exists(later), status=Job.Status.FAILED, finished_at__gte=timezone.now() - SINCE
    )
    for job in failed.order_by("-finished_at", "-pk")[:MOST]:
        yield HomeItem(
            title=_("งานเบื้องหลัง #%(number)s (%(kind)s) ไม่สำเร็จ")
            % {"number": job.pk, "kind": job.kind},
            url="",
            kind=_("งานของระบบ"),
            status=job.status,
            note=job.error,
        )
