"""Asking for long work, and finding work whose worker was lost."""

import datetime as dt
import logging

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts.models import User
from jobs.models import Job

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
RESEND_AFTER = dt.timedelta(seconds=30)


def request(
    *, kind: str, key: str, subject_id: int, by: User | None, queue: str = "default"
) -> Job:
    """The job for this key: the one that is open or done, else a new one, sent on commit.

    Asking twice for the same thing gives the same job (constraint job_one_live_a_key), also when
    two people ask at the same moment. A failed one is followed by a new row.
    """
    present = Job.objects.exclude(status=Job.Status.FAILED).filter(key=key).first()
    if present:
        return present
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, key=key, subject_id=subject_id, queue=queue, requested_by=by
            )
    except IntegrityError:
        return Job.objects.exclude(status=Job.Status.FAILED).get(key=key)
    transaction.on_commit(lambda: send(job))
    return job


def send(job: Job) -> bool:
    """Put the job's id into its queue. A broker that does not answer loses nothing: see rescue."""
    try:
        current_app.send_task("jobs.tasks.run", args=[job.pk], queue=job.queue)
    except (OperationalError, OSError):
        logger.warning("broker does not answer; job %s waits for the next rescue", job.pk)
        return False
    Job.objects.filter(pk=job.pk).update(enqueued_at=timezone.now())
    return True


def rescue(*, now: dt.datetime | None = None) -> int:
    """Send again what nobody works on; give up after MAX_ATTEMPTS. Returns how many were sent."""
    now = now or timezone.now()
    stale = now - dt.timedelta(seconds=settings.JOB_STALE_SECONDS)
    lost = Job.objects.lost(heartbeat_before=stale, enqueued_before=now - RESEND_AFTER)
    lost.filter(status=Job.Status.RUNNING, attempt__gte=MAX_ATTEMPTS).update(
        status=Job.Status.FAILED,
        finished_at=now,
        error=_(
            "ระบบหยุดกลางคันหลายครั้งขณะทำงานนี้ โปรดลองใหม่อีกครั้ง หากยังไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบพร้อมเลขที่งาน"
        ),
    )
    return sum(send(job) for job in lost)
