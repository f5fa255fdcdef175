"""What a person was reminded of, in which letter; and which kinds a person does not want."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.language import page_language


class Letter(models.Model):
    """One letter a person and day. Claimed by one worker, tried again until it is gone.

    Its times are real ones, as those of jobs are.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("รอส่ง")
        SENDING = "sending", _("กำลังส่ง")
        SENT = "sent", _("ส่งแล้ว")
        FAILED = "failed", _("ส่งไม่สำเร็จ จะลองอีก")
        DROPPED = "dropped", _("ไม่ส่ง")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters"
    )
    day = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(name="letter_one_a_person_and_day", fields=["user", "day"]),
            models.CheckConstraint(
                name="letter_sent_says_when", condition=~Q(status="sent") | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["status", "day"], name="letter_status_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class Reminder(models.Model):
    """One thing of which a person was reminded, with what was said; once, by its constraint."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80)
    stage = models.CharField(max_length=10)
    due = models.DateField(null=True, blank=True)
    text_th = models.TextField()
    text_en = models.TextField()
    url = models.CharField(max_length=300)

    class Meta:
        ordering = ["letter", "due", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_told_once",
                fields=["user", "kind", "key", "stage", "due"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What was said, in the active language."""
        return self.text_en if page_language() == "en" else self.text_th


class Stopped(models.Model):
    """A person does not want letters about a kind of things."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stopped_reminders"
    )
    kind = models.CharField(max_length=30)

    class Meta:
        ordering = ["user", "kind"]
        constraints = [
            models.UniqueConstraint(name="reminder_stopped_once", fields=["user", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"
