"""Which agencies may report in a round otherwise than the round says: exceptions and locks."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.trail import governed
from kpis.models.rounds import Round
from kpis.querysets import RoundExceptionQuerySet, RoundLockQuerySet
from provinces.models import Agency, both_days


@governed(
    _("การผ่อนผันกำหนดส่งของหน่วยงาน"),
    area="round.area",
    part_of="round",
    naming=("round", "agency"),
)
class RoundException(models.Model):
    """One agency may report in a round until a day of its own, with a reason.

    It stands above the round's last day and above a lock of the round. The last day belongs to it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="exceptions")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="round_exceptions", verbose_name=_("หน่วยงาน")
    )
    granted_on = models.DateField(_("ผ่อนผันตั้งแต่"))
    until = models.DateField(_("ผ่อนผันถึงวันที่"))
    ended_on = models.DateField(_("ยกเลิกก่อนกำหนดเมื่อ"), null=True, blank=True)
    reason = models.TextField(_("เหตุผล"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ผู้ผ่อนผัน"),
    )
    granted_at = models.DateTimeField(_("บันทึกเมื่อ"), default=clock.now)

    objects = RoundExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "until", "pk"]
        constraints = [
            models.CheckConstraint(
                name="round_exception_ends_after_it_begins",
                condition=Q(until__gte=F("granted_on")),
                violation_error_message=_("วันสิ้นสุดการผ่อนผันต้องไม่ก่อนวันที่ผ่อนผัน"),
            ),
            models.CheckConstraint(
                name="round_exception_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("โปรดบอกเหตุผลที่ผ่อนผัน"),
            ),
            ExclusionConstraint(
                name="round_exception_one_at_a_time",
                expressions=[
                    ("round", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    (both_days("granted_on", "until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_on__isnull=True),
                violation_error_message=_("หน่วยงานนี้ได้รับการผ่อนผันในรอบนี้อยู่แล้ว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} – {self.agency}"

    @property
    def last_day(self) -> dt.date:
        """As granted, or the day before it was ended early."""
        if self.ended_on is None:
            return self.until
        return min(self.until, self.ended_on - dt.timedelta(days=1))

    def holds_on(self, day: dt.date) -> bool:
        return self.granted_on <= day <= self.last_day


@governed(_("การปิดรับของหน่วยงาน"), area="round.area", part_of="round", naming=("round", "agency"))
class RoundLock(models.Model):
    """Entry of one agency is closed in a round that is open for the others."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="agency_locks")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="round_locks", verbose_name=_("หน่วยงาน")
    )
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ผู้ปิดรับ"),
    )
    locked_at = models.DateTimeField(default=clock.now)

    objects = RoundLockQuerySet.as_manager()

    class Meta:
        ordering = ["round", "agency"]
        constraints = [
            models.UniqueConstraint(
                name="round_lock_once_an_agency",
                fields=["round", "agency"],
                violation_error_message=_("ปิดรับของหน่วยงานนี้ในรอบนี้แล้ว"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} – {self.agency}"
