"""Values and fields of a changed row in words."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.trail import values
from common.language import page_language
from common.thai import dates, digits

NOTHING = "–"
LONGEST = 90

# Fields whose model gives no word of its own.
FIELDS = {
    "acting": gettext_lazy("รักษาการ"),
    "agency": gettext_lazy("หน่วยงาน"),
    "agreed_at": gettext_lazy("ตกลงเมื่อ"),
    "agreed_by": gettext_lazy("ผู้ตกลง"),
    "agreement": gettext_lazy("คำรับรอง"),
    "aliases": gettext_lazy("ชื่ออื่น"),
    "answered_by": gettext_lazy("ผู้ตอบ"),
    "area": gettext_lazy("พื้นที่"),
    "at": gettext_lazy("เวลา"),
    "baseline": gettext_lazy("ผลย้อนหลัง"),
    "by": gettext_lazy("ผู้ทำรายการ"),
    "card": gettext_lazy("บัญชีตัวชี้วัดประจำปี"),
    "certified_by": gettext_lazy("ผู้รับรอง"),
    "committee": gettext_lazy("คณะกรรมการ"),
    "consultation": gettext_lazy("การรับฟังความคิดเห็น"),
    "content": gettext_lazy("เนื้อหาที่ตรึง"),
    "created_at": gettext_lazy("สร้างเมื่อ"),
    "created_by": gettext_lazy("ผู้ตรึง"),
    "criteria": gettext_lazy("เกณฑ์ของตัวชี้วัด"),
    "districts": gettext_lazy("อำเภอที่ดำเนินการ"),
    "due_in": gettext_lazy("รอบที่ต้องรายงาน"),
    "edition": gettext_lazy("ครั้งที่บันทึก"),
    "effective_from": gettext_lazy("มีผลตั้งแต่"),
    "engine_version": gettext_lazy("รุ่นของตัวคำนวณ"),
    "entered_by": gettext_lazy("ผู้กรอก"),
    "evidence": gettext_lazy("หลักฐาน"),
    "file": gettext_lazy("ไฟล์"),
    "floor": gettext_lazy("คะแนนต่ำสุด"),
    "framework": gettext_lazy("กรอบยุทธศาสตร์"),
    "host": gettext_lazy("เจ้าภาพ"),
    "host_post": gettext_lazy("ตำแหน่งของเจ้าภาพ"),
    "identity": gettext_lazy("รหัสประจำรายการ"),
    "indicator": gettext_lazy("ตัวชี้วัด"),
    "indicators": gettext_lazy("ตัวชี้วัดที่เกี่ยวข้อง"),
    "invited_by": gettext_lazy("ผู้เชิญ"),
    "item": gettext_lazy("รายการในกรอบ"),
    "job": gettext_lazy("งานเบื้องหลัง"),
    "joint_agencies": gettext_lazy("หน่วยงานร่วม"),
    "kind": gettext_lazy("ชนิด"),
    "level": gettext_lazy("ระดับในแผน"),
    "levels": gettext_lazy("เกณฑ์ห้าระดับ"),
    "locked_at": gettext_lazy("ปิดรับเมื่อ"),
    "member_node": gettext_lazy("รายการของจังหวัดสมาชิก"),
    "milestones": gettext_lazy("ขั้นตอนความสำเร็จ"),
    "node": gettext_lazy("รายการในแผน"),
    "number": gettext_lazy("เดือนที่"),
    "opened_at": gettext_lazy("เปิดรับเมื่อ"),
    "opened_by": gettext_lazy("ผู้เปิดรับ"),
    "order": gettext_lazy("ลำดับ"),
    "parent": gettext_lazy("อยู่ภายใต้"),
    "parts": gettext_lazy("ส่วนย่อย"),
    "person": gettext_lazy("บุคคล"),
    "places": gettext_lazy("จำนวนทศนิยม"),
    "plan": gettext_lazy("แผน"),
    "position": gettext_lazy("ลำดับ"),
    "post": gettext_lazy("ตำแหน่ง"),
    "project": gettext_lazy("โครงการ"),
    "ready_at": gettext_lazy("พร้อมเมื่อ"),
    "redistribute": gettext_lazy("การเกลี่ยน้ำหนัก"),
    "replaces": gettext_lazy("ใช้แทนฉบับ"),
    "requested_at": gettext_lazy("ขอเมื่อ"),
    "requested_by": gettext_lazy("ผู้ขอ"),
    "revises": gettext_lazy("แก้ไขจากฉบับ"),
    "role": gettext_lazy("บทบาท"),
    "round": gettext_lazy("รอบรายงาน"),
    "rules_version": gettext_lazy("รุ่นของกติกา"),
    "scale": gettext_lazy("มาตรคะแนน"),
    "sha256": gettext_lazy("รหัส SHA-256"),
    "size": gettext_lazy("ขนาดไฟล์ (ไบต์)"),
    "snapshot": gettext_lazy("สกอร์การ์ดที่ตรึง"),
    "status": gettext_lazy("สถานะ"),
    "superseded_on": gettext_lazy("มีฉบับใหม่แทนเมื่อ"),
    "supersedes": gettext_lazy("ใช้แทนผลฉบับ"),
    "template": gettext_lazy("แบบของแผน"),
    "thresholds": gettext_lazy("เกณฑ์ 50 / 75 / 100"),
    "told": gettext_lazy("แจ้งแล้วแก่"),
    "total": gettext_lazy("คะแนนรวม"),
    "updated_at": gettext_lazy("บันทึกเมื่อ"),
    "uploaded_by": gettext_lazy("ผู้แนบไฟล์"),
    "user": gettext_lazy("บุคคล"),
    "verified_by": gettext_lazy("ผู้ตรวจรับ"),
    "version": gettext_lazy("ฉบับที่"),
}

Names = Mapping[type[models.Model], Mapping[int, str]]


def field_of(model: type[models.Model], column: str) -> Any:
    """The field or relation of a column; None for a column that the model has no longer."""
    for field in model._meta.concrete_fields:
        if field.column == column:
            return field
    return next((one for one in model._meta.local_many_to_many if one.name == column), None)


def field_named(model: type[models.Model], name: str) -> Any:
    """The field or relation of a name; None where the model has none."""
    own = (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    return next((one for one in own if one.name == name), None)


def field_word(field: Any, column: str) -> str:
    """What a field is called: its own word, else ours, else the column."""
    if field is None:
        return column
    if getattr(field, "primary_key", False):
        return _("เลขที่")
    named = str(field.verbose_name)
    if named != field.name.replace("_", " "):
        return named
    return str(FIELDS.get(field.name, named))


def value_word(field: Any, value: Any, names: Names) -> str:
    """A stored value as a reader of the page would write it."""
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if field is not None and field.related_model is not None:
        return names.get(field.related_model, {}).get(value, f"#{value}")
    if getattr(field, "name", "") == "due_in":
        return ", ".join(map(values.round_word, value))
    if isinstance(field, ArrayField):
        return ", ".join(value_word(field.base_field, one, names) for one in value)
    if getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return _moment(value)
    if isinstance(field, models.DateField):
        return _day(value)
    if isinstance(field, models.DecimalField) or isinstance(value, Decimal):
        return digits.format_number(Decimal(str(value)))
    if isinstance(value, list | dict):
        return values.in_words(value, _methods(field))
    return str(value)


def short(text: str) -> str:
    """Long texts stand in full in the table; a sentence shows their beginning."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def _methods(field: Any) -> dict[Any, Any]:
    """Words for the ways of scoring that stand in the parts of a composite indicator."""
    method = field_named(field.model, "method") if field is not None else None
    return dict(getattr(method, "flatchoices", None) or ())


def _day(value: str) -> str:
    day = parse_date(value)
    return dates.short_date(day, page_language()) if isinstance(day, dt.date) else value


def _moment(value: str) -> str:
    moment = parse_datetime(value)
    if moment is None:
        return value
    return dates.short_moment(localtime(moment), page_language())
