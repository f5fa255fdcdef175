"""One invitation, from the day it is written to the day it is accepted, taken back, or runs out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.invitations.querysets import InvitationQuerySet
from common import clock
from provinces.models import THAI_COLLATION, Area


class Invitation(models.Model):
    """A person is asked to open an account, to take a post or a direct role, or to link a sign-in.

    Of the link's token only a digest is kept, and none before the letter is written: the task that
    sends it makes the token. user: the account to which this is offered, where there is one.
    """

    class Letter(models.TextChoices):
        WAITING = "queued", _("รอส่งจดหมาย")
        SENT = "sent", _("ส่งจดหมายแล้ว")
        FAILED = "failed", _("ส่งจดหมายไม่สำเร็จ")

    email = models.EmailField(_("อีเมล"))
    name = models.CharField(_("ชื่อและนามสกุล"), max_length=200, db_collation=THAI_COLLATION)
    user = models.ForeignKey(
        "accounts.User",
        on_delete=models.CASCADE,
        related_name="invitations",
        null=True,
        blank=True,
    )
    post = models.ForeignKey(
        "accounts.Post", on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    acting = models.BooleanField(_("รักษาการ"), default=False)
    valid_from = models.DateField(_("ตั้งแต่วันที่"), null=True, blank=True)
    role = models.CharField(
        _("บทบาทโดยตรง"), max_length=20, choices=roles.choices(roles.DIRECT_ROLES), blank=True
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    links = models.BooleanField(_("เชื่อมบัญชีกับผู้ให้บริการยืนยันตัวตน"), default=False)
    token_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    letter = models.CharField(max_length=10, choices=Letter, default=Letter.WAITING)
    letter_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="invitations_made"
    )
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_post_from_a_day",
                condition=Q(post__isnull=True) | Q(valid_from__isnull=False),
                violation_error_message=_("โปรดระบุวันเริ่มดำรงตำแหน่ง"),
            ),
            models.CheckConstraint(
                name="invitation_ends_after_it_begins",
                condition=Q(expires_at__gt=F("invited_at")),
                violation_error_message=_("วันหมดอายุต้องหลังวันที่เชิญ"),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                violation_error_message=_("คำเชิญที่ตอบรับแล้วยกเลิกไม่ได้"),
            ),
            models.CheckConstraint(
                name="invitation_link_is_for_an_account",
                condition=Q(links=False) | Q(user__isnull=False),
                violation_error_message=_("การเชื่อมบัญชีต้องระบุบัญชี"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def offer(self) -> str:
        """What is offered, in a few words."""
        if self.post:
            return f"{self.post.title} · {self.post.agency.name}"
        if self.role:
            where = self.area.full_name if self.area else ""
            return f"{self.get_role_display()} {where}".strip()
        return gettext("เชื่อมบัญชีกับผู้ให้บริการยืนยันตัวตน") if self.links else gettext("เปิดบัญชี")

    @property
    def state(self) -> str:
        """open, accepted, revoked, or expired."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_at > clock.now() else "expired"
