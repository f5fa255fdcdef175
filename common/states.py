"""How a state looks: one word, one shape and one tone for each, wherever it is shown.

The word is a default; a screen whose object has its own word for a state gives that one.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Tone = Literal["quiet", "moving", "done", "attention", "bad"]
Sign = Literal["dashed", "ring", "half", "check", "return", "cross", "exclamation", "bar", "lock"]


@dataclass(frozen=True)
class Look:
    """Word, shape and tone of a state. The tone colours the shape; it never stands alone."""

    word: str | Promise
    shape: Sign
    tone: Tone = "quiet"


STATES: dict[str, Look] = {
    # objects that are worked on
    "draft": Look(_("ร่าง"), "dashed"),
    "proposed": Look(_("เสนอ"), "ring", "moving"),
    "consultation": Look(_("รับฟังความคิดเห็น"), "half", "moving"),
    "submitted": Look(_("ส่งแล้ว"), "half", "moving"),
    "screened": Look(_("ผ่านการกลั่นกรอง"), "half", "moving"),
    "certified": Look(_("รับรองแล้ว"), "half", "moving"),
    "verified": Look(_("ตรวจรับแล้ว"), "check", "done"),
    "adopted": Look(_("เห็นชอบแล้ว"), "check", "done"),
    "agreed": Look(_("ตกลงแล้ว"), "check", "done"),
    "approved": Look(_("อนุมัติ"), "check", "done"),
    "finished": Look(_("แล้วเสร็จ"), "check", "done"),
    "returned": Look(_("ขอข้อมูลเพิ่มเติม"), "return", "attention"),
    "superseded": Look(_("มีฉบับใหม่แทน"), "bar"),
    "retired": Look(_("เลิกใช้แล้ว"), "bar"),
    "in_use": Look(_("ใช้อยู่"), "check", "done"),
    "cancelled": Look(_("ยกเลิก"), "cross", "bad"),
    "provisional": Look(_("ยังไม่ตรวจรับ"), "half", "attention"),
    # accounts and invitations
    "active": Look(_("ใช้งานอยู่"), "check", "done"),
    "erased": Look(_("ลบข้อมูลแล้ว"), "cross"),
    "corrected": Look(_("แก้ไขแล้ว"), "ring"),
    "exported": Look(_("ส่งออกแล้ว"), "check"),
    "taken_back": Look(_("ถอนแล้ว"), "return", "attention"),
    "linked": Look(_("เชื่อมแล้ว"), "check", "done"),
    "unlinked": Look(_("ยกเลิกการเชื่อม"), "cross", "attention"),
    "inspector": Look(_("ผู้ตรวจราชการ / ผู้ตรวจสอบ"), "ring", "moving"),
    "system_admin": Look(_("ผู้ดูแลระบบ"), "ring", "moving"),
    "accepted": Look(_("ตอบรับแล้ว"), "check", "done"),
    "expired": Look(_("หมดอายุ"), "bar", "attention"),
    "sent": Look(_("ส่งแล้ว"), "check", "done"),
    # agreements
    "prepared": Look(_("จัดทำแล้ว รอลงนาม"), "ring", "moving"),
    "signing": Look(_("ลงนามแล้วฝ่ายเดียว"), "half", "moving"),
    "complete": Look(_("ลงนามครบสองฝ่าย"), "check", "done"),
    # posts
    "vacant": Look(_("ไม่มีผู้ดำรงตำแหน่ง"), "dashed", "attention"),
    # long work
    "queued": Look(_("รอคิว"), "ring"),
    "running": Look(_("กำลังดำเนินการ"), "half", "moving"),
    "done": Look(_("เสร็จแล้ว"), "check", "done"),
    "failed": Look(_("ไม่สำเร็จ"), "cross", "bad"),
    # rounds and snapshots
    "open": Look(_("เปิดรับรายงาน"), "ring", "moving"),
    "closed": Look(_("ปิดแล้ว"), "bar"),
    "locked": Look(_("ปิดรับแล้ว"), "lock"),
    "frozen": Look(_("ตรึงแล้ว"), "lock", "done"),
    "current": Look(_("ฉบับปัจจุบัน"), "check", "done"),
    "revoked": Look(_("ยกเลิกแล้ว"), "cross", "bad"),
    # lines of a scorecard, and things that wait
    "scored": Look(_("คิดคะแนนแล้ว"), "check", "done"),
    "not_started": Look(_("ยังไม่เริ่ม"), "dashed"),
    "not_due": Look(_("ยังไม่ถึงรอบ"), "ring"),
    "not_applicable": Look(_("ยกเว้นการประเมิน"), "bar"),
    "not_reported": Look(_("ยังไม่รายงาน"), "dashed", "attention"),
    "no_criteria": Look(_("ยังไม่กำหนดเกณฑ์"), "dashed", "attention"),
    "overdue": Look(_("เลยกำหนด"), "exclamation", "bad"),
}

UNKNOWN = Look("", "ring")


def look(state: object) -> Look:
    """The look of a state; a plain ring without a word for one that is not listed."""
    return STATES.get(str(state), UNKNOWN)
