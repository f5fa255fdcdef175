"""The row behind every long piece of work; the one place where its state is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.querysets import JobQuerySet


class Job(models.Model):
    """A long piece of work that a person or the clock asked for.

    `kind` names the registered function (jobs/registry.py); `key` makes a request idempotent: while
    one job of a key is open or done, the same request gives that job.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("รอคิว")
        RUNNING = "running", _("กำลังทำ")
        DONE = "done", _("เสร็จแล้ว")
        FAILED = "failed", _("ไม่สำเร็จ")

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    subject_id = models.BigIntegerField()
    queue = models.CharField(max_length=20, default="default")
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    stage = models.CharField(max_length=200, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    enqueued_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="job_one_live_a_key", fields=["key"], condition=~Q(status="failed")
            ),
            models.CheckConstraint(name="job_percent_0_to_100", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="job_status_known",
                condition=Q(status__in=["queued", "running", "done", "failed"]),
            ),
            models.CheckConstraint(
                name="job_running_has_claim",
                condition=~Q(status="running")
                | Q(claim__isnull=False, heartbeat_at__isnull=False, started_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "heartbeat_at"], name="job_status_heartbeat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.status})"

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)
