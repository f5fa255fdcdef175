"""One change of one row, as the database saw it."""

import json
from decimal import Decimal
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.trail.querysets import ChangeQuerySet
from provinces.models import Area


class ExactDecoder(json.JSONDecoder):
    """Numbers of a row come back as they were written, not as floats."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parse_float=Decimal, **options)


class Change(models.Model):
    """Written by triggers alone (common/trail.py), and never changed or deleted: see `triggers`.

    before, after: the row's columns as JSON; of an update only those that changed. A link of a
    many-to-many relation is an update of its owner. All references are plain numbers without
    constraints, so that the trail neither blocks nor follows a deletion.
    url: the address, or the machine that did it (accounts.trail.context.acting).
    at: the product's clock, which differs from recorded_at in the demo province alone.
    in_move: the change of a state that a WorkflowMove tells.
    """

    class Verb(models.TextChoices):
        INSERT = "insert", _("เพิ่ม")
        UPDATE = "update", _("แก้ไข")
        DELETE = "delete", _("ลบ")

    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    part_of = models.CharField(max_length=60, blank=True)
    part_of_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=6, choices=Verb)
    before = models.JSONField(null=True, decoder=ExactDecoder)
    after = models.JSONField(null=True, decoder=ExactDecoder)
    area = models.ForeignKey(
        Area, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
    )
    posts = ArrayField(models.BigIntegerField(), default=list)
    request_id = models.CharField(max_length=64, blank=True)
    url = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    in_move = models.BooleanField(default=False)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="change_subject"),
            models.Index(fields=["part_of", "part_of_id"], name="change_part_of"),
            models.Index(fields=["at"], name="change_at"),
            models.Index(fields=["user", "at"], name="change_user_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id}"
