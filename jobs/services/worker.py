"""What a worker does with one job: claim, work with a heartbeat, store the outcome once."""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.trail.context import acting
from common.errors import Refused
from jobs.models import Job
from jobs.registry import Finish, work_of

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5


class TakenOver(Exception):  # noqa: N818 - an event, not a fault
    """Another worker has claimed the job: stop, store nothing."""


def claim(job_id: int) -> Job | None:
    """Make the job this worker's own, or None when it is done or somebody works on it.

    One conditional update, so that of two workers with the same message exactly one wins. A
    running job whose heartbeat is older than JOB_STALE_SECONDS may be taken over.
    """
    now = timezone.now()
    stale = now - timedelta(seconds=settings.JOB_STALE_SECONDS)
    mine = uuid.uuid4()
    free = Q(status=Job.Status.QUEUED) | Q(status=Job.Status.RUNNING, heartbeat_at__lt=stale)
    won = Job.objects.filter(free, pk=job_id).update(
        status=Job.Status.RUNNING,
        claim=mine,
        attempt=F("attempt") + 1,
        started_at=now,
        heartbeat_at=now,
        stage="",
        percent=0,
    )
    return Job.objects.get(pk=job_id) if won else None


def run(job_id: int) -> bool:
    """Work on a job to its end. True when this call brought it to done.

    A refusal (`Refused`) and any other fault end in `failed` with a reason in words; a lost claim
    ends silently, since the other worker tells the outcome.
    """
    job = claim(job_id)
    if job is None:
        return False
    try:
        with override("th"), _speaking(job), _heartbeat(job):
            finish = work_of(job.kind)(job, _progress(job))
            _store(job, finish)
    except TakenOver:
        logger.warning("job %s was taken over by another worker", job.pk)
        return False
    except Refused as refused:
        _fail(job, str(refused))
        return False
    except Exception:
        logger.exception("job %s failed", job.pk)
        _fail(
            job,
            _("เกิดข้อผิดพลาดในระบบระหว่างทำงานนี้ โปรดลองใหม่ หรือแจ้งผู้ดูแลระบบว่างานเลขที่ %(id)s")
            % {"id": job.pk},
        )
        return False
    return True


def _speaking(job: Job) -> AbstractContextManager[None]:
    """What the work changes is told as done by the job, for whoever asked for it."""
    asker = job.requested_by
    if asker is not None:
        _ = asker.authority.posts  # known from here on, so that the trail names the posts held
    return acting(by=asker, machine=f"job:{job.pk}")


def _store(job: Job, finish: Finish) -> None:
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim, status="running")
        if not held.exists():
            raise TakenOver
        finish()
        held.update(
            status=Job.Status.DONE, percent=100, stage="", error="", finished_at=timezone.now()
        )


def _fail(job: Job, reason: str) -> None:
    Job.objects.filter(pk=job.pk, claim=job.claim).update(
        status=Job.Status.FAILED, error=reason, finished_at=timezone.now()
    )


class _progress:  # noqa: N801 - used as a function
    """Writes stage and percent to the row, and notices when the claim is lost."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, stage: str, percent: int) -> None:
        held = Job.objects.filter(pk=self.job.pk, claim=self.job.claim, status="running").update(
            stage=str(stage), percent=max(0, min(99, percent)), heartbeat_at=timezone.now()
        )
        if not held:
            raise TakenOver


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Renew the heartbeat from a thread of its own: one long layout pass must not look dead."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(HEARTBEAT_SECONDS):
                Job.objects.filter(pk=job.pk, claim=job.claim, status="running").update(
                    heartbeat_at=timezone.now()
                )
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
