"""Columns of the support pages: the product's words for fields, values, dates and states."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin import display
from django.utils.translation import gettext_lazy

from accounts.models import Change, User, WorkflowMove
from accounts.personal.shown import in_words
from accounts.trail import deeds, words
from accounts.trail.kinds import kind_word
from common.trail import GOVERNED

Show = Callable[[Any], str]
NOTHING = words.NOTHING
# Fields of the machinery, which no screen shows elsewhere.
FIELDS = {
    "action": gettext_lazy("การกระทำ"),
    "after": gettext_lazy("ใหม่"),
    "attempt": gettext_lazy("ครั้งที่ทำ"),
    "before": gettext_lazy("เดิม"),
    "claim": gettext_lazy("ผู้รับไปทำ"),
    "content_sha256": gettext_lazy("รหัส SHA-256 ของเนื้อหา"),
    "enqueued_at": gettext_lazy("เข้าคิวเมื่อ"),
    "error": gettext_lazy("ข้อผิดพลาด"),
    "finished_at": gettext_lazy("เสร็จเมื่อ"),
    "from_state": gettext_lazy("จากสถานะ"),
    "heartbeat_at": gettext_lazy("มีสัญญาณล่าสุดเมื่อ"),
    "in_move": gettext_lazy("เป็นส่วนของขั้นตอน"),
    "ip": gettext_lazy("ที่อยู่เครือข่าย"),
    "key": gettext_lazy("รหัสของงาน"),
    "last_seen_at": gettext_lazy("ใช้ล่าสุด"),
    "part_of": gettext_lazy("เป็นส่วนของ"),
    "part_of_id": gettext_lazy("เลขที่ของส่วนใหญ่"),
    "percent": gettext_lazy("ร้อยละที่เสร็จ"),
    "posts": gettext_lazy("ตำแหน่ง"),
    "queue": gettext_lazy("คิว"),
    "reason": gettext_lazy("เหตุผล"),
    "recorded_at": gettext_lazy("บันทึกโดยฐานข้อมูลเมื่อ"),
    "request_id": gettext_lazy("รหัสคำขอ"),
    "stage": gettext_lazy("ขั้นตอนของงาน"),
    "started_at": gettext_lazy("เริ่มเมื่อ"),
    "subject": gettext_lazy("ประเภท"),
    "subject_id": gettext_lazy("เลขที่"),
    "to_state": gettext_lazy("เป็นสถานะ"),
    "url": gettext_lazy("ที่อยู่ในระบบ"),
    "user_agent": gettext_lazy("เบราว์เซอร์"),
    "verb": gettext_lazy("การกระทำ"),
}


def columns(fields: Iterable[Any]) -> list[Show]:
    """What a list and a page show of these fields, each under its word."""
    return [_column(field) for field in fields]


def whole(model: Any) -> Show:
    """The row by its name, under the word for its kind; by its number where it has no name."""

    @display(description=kind_word(model._meta.label_lower))
    def name(row: Any) -> str:
        return str(row) if is_named(model) else f"#{row.pk}"

    return name


def is_named(model: Any) -> bool:
    """Whether rows have a name for people; others only say codes and times."""
    return model._meta.label_lower in GOVERNED or model is User


def word_of(field: Any) -> str:
    """What a field is called here."""
    word = words.field_word(field, field.name)
    plain = field.name.replace("_", " ")
    return str(FIELDS.get(field.name, word)) if word == plain else word


def _column(field: Any) -> Show:
    @display(description=word_of(field), ordering=field.name)
    def show(row: Any) -> str:
        return _shown(field, row)

    show.__name__ = field.name
    return show


def _shown(field: Any, row: Any) -> str:
    value = getattr(row, field.name)
    if value is None or value == "":
        return NOTHING
    if field.is_relation:
        return str(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return in_words(value)
    if isinstance(row, (Change, WorkflowMove)) and isinstance(value, str):
        return _of_the_trail(field.name, row, value)
    if isinstance(row, Change) and isinstance(value, dict):
        return _fields(row, value)
    return words.value_word(field, value, {})


def _of_the_trail(name: str, row: Any, value: str) -> str:
    """Codes in which the trail names kinds, actions and states."""
    if name in ("subject", "part_of"):
        return kind_word(value)
    if name == "action":
        return deeds.action_word(row.subject, value)
    if name in ("from_state", "to_state"):
        return deeds.state_word(row.subject, value)
    return words.value_word(row._meta.get_field(name), value, {})


def _fields(change: Change, values: dict[str, Any]) -> str:
    """The columns of a changed row by their words; related rows by their numbers."""
    entry = GOVERNED.get(change.subject)
    told = []
    for column, value in values.items():
        field = words.field_of(entry.model, column) if entry else None
        told.append(f"{words.field_word(field, column)}: {words.value_word(field, value, {})}")
    return "; ".join(told)
