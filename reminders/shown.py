"""What reminders give to the rest of the product: their part of the copy of a person's data."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.slots import PersonalPart
from reminders.kinds import kinds
from reminders.models import Reminder


def personal(user: Any) -> Iterator[PersonalPart]:
    """What a person was reminded of, in which letters, and the kinds that the person stopped."""
    labels = {kind.code: kind.label for kind in kinds()}
    told = Reminder.objects.filter(user=user).select_related("letter").order_by("letter__day", "pk")
    yield PersonalPart(
        "reminders",
        _("จดหมายเตือนงานถึงท่าน"),
        (_("วันที่"), _("สถานะ"), _("ส่งเมื่อ"), _("ประเภท"), _("ข้อความ")),
        tuple(
            (
                one.letter.day,
                one.letter.get_status_display(),
                one.letter.sent_at,
                labels.get(one.kind, one.kind),
                one.text,
            )
            for one in told
        ),
    )
    stopped = user.stopped_reminders.order_by("pk").values_list("kind", flat=True)
    yield PersonalPart(
        "stopped_reminders",
        _("การเตือนที่ท่านไม่รับ"),
        (_("ประเภท"),),
        tuple((labels.get(kind, kind),) for kind in stopped),
    )
