"""What the rows of a model are called, governed or not."""

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from common.trail import GOVERNED

# Models whose changes the trail does not tell, and those of the libraries.
KINDS: dict[str, str | Promise] = {
    "account.emailaddress": gettext_lazy("อีเมลของบัญชี"),
    "accounts.change": gettext_lazy("การแก้ไขที่บันทึกไว้"),
    "accounts.invitation": gettext_lazy("คำเชิญ"),
    "accounts.signinevent": gettext_lazy("เหตุการณ์การเข้าสู่ระบบ"),
    "accounts.user": gettext_lazy("บัญชีผู้ใช้"),
    "accounts.workflowmove": gettext_lazy("ขั้นตอนที่ทำไปแล้ว"),
    "admin.logentry": gettext_lazy("บันทึกของหน้าช่วยเหลือผู้ใช้"),
    "evidence.evidence": gettext_lazy("หลักฐาน"),
    "jobs.job": gettext_lazy("งานที่ระบบทำให้"),
    "mfa.authenticator": gettext_lazy("การยืนยันขั้นที่สอง"),
    "reminders.letter": gettext_lazy("จดหมายเตือนงาน"),
    "reminders.reminder": gettext_lazy("การแจ้งเตือน"),
    "reminders.stopped": gettext_lazy("การเตือนที่เลือกไม่รับ"),
    "socialaccount.socialaccount": gettext_lazy("ตัวตนที่เชื่อมไว้"),
    "strategies.invitation": gettext_lazy("คำเชิญให้ความเห็นต่อร่างแผน"),
    "usersessions.usersession": gettext_lazy("เครื่องที่เข้าสู่ระบบอยู่"),
}


def kind_word(label: str) -> str:
    """The word of a model's label; one that no longer exists keeps it."""
    entry = GOVERNED.get(label)
    if entry:
        return str(entry.word)
    if label in KINDS:
        return str(KINDS[label])
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
