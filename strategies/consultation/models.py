"""A draft plan opened to the sectors: who is invited, what they say, what is answered."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import clock
from common.trail import governed
from provinces.models import Agency
from strategies.consultation.querysets import CommentQuerySet, ConsultationQuerySet

if TYPE_CHECKING:
    from strategies.models import PlanNode


@governed(_("การรับฟังความคิดเห็น"), area="plan.area", part_of="plan", naming=("plan",))
class Consultation(models.Model):
    """One time that a plan version is open to comments, from its first to its last day."""

    plan = models.ForeignKey(
        "strategies.Plan", on_delete=models.CASCADE, related_name="consultations"
    )
    opens = models.DateField(_("เปิดรับตั้งแต่วันที่"))
    closes = models.DateField(_("รับความเห็นถึงวันที่"))
    introduction = models.TextField(_("คำชี้แจงถึงผู้ให้ความเห็น"), blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=clock.now)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consultation_days_in_order",
                condition=Q(closes__gte=F("opens")),
                violation_error_message=_("วันสุดท้ายต้องไม่ก่อนวันที่เปิดรับความเห็น"),
            )
        ]

    def __str__(self) -> str:
        return str(self.plan)

    @property
    def is_open(self) -> bool:
        """Whether comments are taken today; the last day belongs to it."""
        return self.plan.status == "consultation" and self.opens <= clock.today() <= self.closes


class Invitation(models.Model):
    """Who is asked: an agency (whoever holds a post in it) or one account, with its sector.

    told: whose letter is out, so that a second try writes to nobody twice. notified_at: when the
    last of them was told; who was invited is asked on the page even without a letter.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="invitations"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.CharField(_("ภาคส่วน"), max_length=20, choices=Agency.Sector)
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["consultation", "sector", "pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_of_an_agency_or_an_account",
                condition=Q(agency__isnull=False, user__isnull=True)
                | Q(agency__isnull=True, user__isnull=False),
            ),
            models.UniqueConstraint(
                name="invitation_agency_once", fields=["consultation", "agency"]
            ),
            models.UniqueConstraint(
                name="invitation_account_once", fields=["consultation", "user"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency or self.user)


@governed(_("ความเห็นต่อร่างแผน"), area="consultation.plan.area", part_of="consultation")
class Comment(models.Model):
    """What a sector says of a node (or of the whole draft), and what the office answered.

    about, about_en: code and title of the node on the day of the comment; they stay when the node
    is worded anew, renumbered or taken out of the draft. agency: the invited one that speaks; None
    where an account was invited by itself. A withdrawn comment stays on record and counts nowhere.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("รับไว้ดำเนินการ")
        DONE = "done", _("ปรับแก้ในร่างแล้ว")
        DECLINED = "declined", _("ไม่รับ พร้อมเหตุผล")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="comments"
    )
    node = models.ForeignKey(
        "strategies.PlanNode",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
    )
    about = models.CharField(_("เรื่อง"), max_length=540, blank=True)
    about_en = models.CharField(_("เรื่อง (ภาษาอังกฤษ)"), max_length=540, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.CharField(_("ภาคส่วน"), max_length=20, choices=Agency.Sector)
    text = models.TextField(_("ความเห็น"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("ให้ความเห็นเมื่อ"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("ถอนเมื่อ"), null=True, blank=True)
    outcome = models.CharField(_("ผลการพิจารณา"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(_("คำตอบ"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("ตอบเมื่อ"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text=""),
                violation_error_message=_("โปรดพิมพ์ความเห็น"),
            ),
            models.CheckConstraint(
                name="comment_declined_with_a_reason",
                condition=~Q(outcome="declined") | ~Q(answer=""),
                violation_error_message=_("เมื่อไม่รับความเห็น โปรดให้เหตุผลในคำตอบ"),
            ),
            models.CheckConstraint(
                name="comment_answer_says_who_and_when",
                condition=Q(outcome="", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(outcome="") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:60]}…"

    @property
    def is_answered(self) -> bool:
        return bool(self.outcome)

    @property
    def was_about(self) -> str:
        """The node on the day of the comment, in the language of the reader where it is known."""
        return (get_language() == "en" and self.about_en) or self.about

    def was_otherwise(self, node: "PlanNode") -> bool:
        """Whether the node reads otherwise today, in the words that `was_about` gives."""
        thai, english = words_of(node)
        now = english if self.about_en and get_language() == "en" else thai
        return bool(self.about) and self.was_about != now


def words_of(node: "PlanNode") -> tuple[str, str]:
    """Code and title of a node in Thai and in English; the latter is empty where none is known."""
    english = f"{node.code} {node.title_en}".strip() if node.title_en else ""
    return f"{node.code} {node.title_th}".strip(), english
