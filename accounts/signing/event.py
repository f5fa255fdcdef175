"""One thing that happened while somebody signed in, or to what they sign in with."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signing.querysets import SignInEventQuerySet

LONGEST_AGENT, LONGEST_NAME = 200, 150
# What the database itself refuses to forget, whatever SIGN_IN_EVENTS_DAYS says.
KEPT_AT_LEAST_DAYS = 90


class SignInEvent(models.Model):
    """Who tried to sign in, how it ended, and from where. Written once, never changed.

    user: the account, a plain number without a constraint, so that the record neither blocks nor
    follows a deletion; tried: the name that was typed where no account answers to it. at: the real
    time, also in the demo province. note: a word more, such as which kind of factor.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("เข้าสู่ระบบ")
        FAILED = "failed", _("เข้าสู่ระบบไม่สำเร็จ")
        LOCKED_OUT = "locked_out", _("ถูกพักการเข้าสู่ระบบชั่วคราว")
        FACTOR_FAILED = "factor_failed", _("การยืนยันขั้นที่สองไม่สำเร็จ")
        SIGNED_OUT = "signed_out", _("ออกจากระบบ")
        SESSION_ENDED = "session_ended", _("การเข้าสู่ระบบถูกสิ้นสุด")
        PASSWORD_CHANGED = "password_changed", _("เปลี่ยนรหัสผ่าน")
        RESET_ASKED = "reset_asked", _("ขอตั้งรหัสผ่านใหม่")
        FACTOR_ADDED = "factor_added", _("เพิ่มการยืนยันขั้นที่สอง")
        FACTOR_REMOVED = "factor_removed", _("เลิกใช้การยืนยันขั้นที่สอง")
        CODE_USED = "code_used", _("ใช้รหัสสำรอง")

    class Note(models.TextChoices):
        TOTP = "totp", _("แอปยืนยันตัวตน")
        WEBAUTHN = "webauthn", _("กุญแจความปลอดภัย")
        RECOVERY_CODES = "recovery_codes", _("รหัสสำรอง")
        RESET = "reset", _("ผ่านลิงก์ในอีเมล")
        BY_ADMIN = "by_admin", _("ผู้ดูแลระบบเป็นผู้ดำเนินการ")
        IDLE = "idle", _("ไม่ได้ใช้งานนานเกินกำหนด")
        TOO_OLD = "too_old", _("ครบเวลาสูงสุดของการเข้าสู่ระบบ")
        BY_PERSON = "by_person", _("เจ้าของบัญชีสั่งจากเครื่องอื่น")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
        verbose_name=_("บัญชี"),
    )
    tried = models.CharField(_("ชื่อที่ใช้"), max_length=LONGEST_NAME, blank=True)
    kind = models.CharField(_("เหตุการณ์"), max_length=20, choices=Kind)
    note = models.CharField(_("รายละเอียด"), max_length=20, choices=Note, blank=True)
    at = models.DateTimeField(_("เวลา"), default=timezone.now)
    address = models.GenericIPAddressField(_("ที่อยู่เครือข่าย"), null=True)
    user_agent = models.CharField(_("เบราว์เซอร์"), max_length=LONGEST_AGENT, blank=True)
    request_id = models.CharField(_("รหัสคำขอ"), max_length=64, blank=True)

    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("เหตุการณ์การเข้าสู่ระบบ")
        verbose_name_plural = _("เหตุการณ์การเข้าสู่ระบบ")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["at"], name="sign_in_event_at"),
            models.Index(fields=["user", "at"], name="sign_in_event_user_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="kept_a_while",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition(
                    f"OLD.at > now() - interval '{KEPT_AT_LEAST_DAYS} days'"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.tried}"
