"""What a move did, in a few words, and what its states are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import WorkflowMove
from accounts.roles import ROLES
from accounts.trail import words
from common.states import look
from common.trail import GOVERNED

Word = str | Promise


@dataclass(frozen=True)
class Deed:
    """One kind of move.

    tells: its reason is what was done, written by the service, not why. several: in it several
    things stand one behind the other.
    """

    word: Word
    tells: bool = False
    several: bool = False


# Further up stands what an action means everywhere, below what it means of one kind of object.
DEEDS: dict[str, Deed] = {
    "accept": Deed(gettext_lazy("ตอบรับ")),
    "accepted": Deed(gettext_lazy("รับความเห็นไว้ดำเนินการ")),
    "add": Deed(gettext_lazy("เพิ่ม")),
    "add_line": Deed(gettext_lazy("เพิ่มตัวชี้วัดในบัญชี")),
    "adopt": Deed(gettext_lazy("ให้ความเห็นชอบ")),
    "agree": Deed(gettext_lazy("ตกลงบัญชีตัวชี้วัด")),
    "align": Deed(gettext_lazy("เพิ่มความสอดคล้อง"), tells=True),
    "approve": Deed(gettext_lazy("อนุมัติ")),
    "arrange": Deed(gettext_lazy("ปรับลำดับและน้ำหนัก"), tells=True, several=True),
    "begin": Deed(gettext_lazy("เริ่มดำรงตำแหน่ง")),
    "cancel": Deed(gettext_lazy("ยกเลิก")),
    "certify": Deed(gettext_lazy("รับรองผล")),
    "change": Deed(gettext_lazy("ออกฉบับใหม่ของบัญชีที่ตกลงแล้ว")),
    "close": Deed(gettext_lazy("ปิด")),
    "complete": Deed(gettext_lazy("ลงนามครบ")),
    "consult": Deed(gettext_lazy("เปิดรับฟังความคิดเห็น")),
    "copy_forward": Deed(gettext_lazy("คัดลอกจากปีก่อน"), tells=True),
    "correct": Deed(gettext_lazy("แก้ไขข้อมูลบัญชี"), tells=True),
    "create": Deed(gettext_lazy("สร้าง")),
    "declined": Deed(gettext_lazy("ไม่รับความเห็น พร้อมเหตุผล")),
    "define": Deed(gettext_lazy("กำหนดเกณฑ์")),
    "done": Deed(gettext_lazy("ปรับแก้ร่างตามความเห็น")),
    "edit": Deed(gettext_lazy("แก้ไขข้อมูล")),
    "end": Deed(gettext_lazy("สิ้นสุด")),
    "erase": Deed(gettext_lazy("ลบข้อมูลส่วนบุคคล")),
    "export": Deed(gettext_lazy("ส่งออกสำเนาข้อมูลส่วนบุคคล")),
    "factor_reset": Deed(gettext_lazy("รีเซ็ตการยืนยันขั้นที่สอง")),
    "finish": Deed(gettext_lazy("แล้วเสร็จ")),
    "freeze": Deed(gettext_lazy("ตรึงสกอร์การ์ด")),
    "give": Deed(gettext_lazy("ให้ความเห็น")),
    "grant": Deed(gettext_lazy("ให้บทบาท")),
    "hand_over": Deed(gettext_lazy("ส่งมอบงานของตำแหน่ง"), tells=True),
    "import": Deed(gettext_lazy("นำเข้าจากไฟล์"), tells=True),
    "invite": Deed(gettext_lazy("เชิญ")),
    "link": Deed(gettext_lazy("เชื่อมกับผู้ให้บริการยืนยันตัวตน"), tells=True),
    "lock": Deed(gettext_lazy("ปิดรับรายงาน")),
    "move": Deed(gettext_lazy("ย้ายที่ในแผน"), tells=True),
    "normalise": Deed(gettext_lazy("ปรับน้ำหนักให้รวมเป็น 100"), tells=True, several=True),
    "open": Deed(gettext_lazy("เปิด")),
    "place_under": Deed(gettext_lazy("วางไว้ใต้รายการในแผน"), tells=True),
    "prepare": Deed(gettext_lazy("จัดทำคำรับรอง")),
    "prolong": Deed(gettext_lazy("ขยายเวลารับฟังความคิดเห็น")),
    "propose": Deed(gettext_lazy("เสนอโครงการ")),
    "refer": Deed(gettext_lazy("เชื่อมกับแผนของจังหวัดสมาชิก"), tells=True),
    "remove_line": Deed(gettext_lazy("นำตัวชี้วัดออกจากบัญชี")),
    "rename": Deed(gettext_lazy("แก้ไขชื่อ"), tells=True),
    "renumber": Deed(gettext_lazy("ให้รหัสใหม่ตามลำดับในแผน"), tells=True, several=True),
    "reopen": Deed(gettext_lazy("เปิดอีกครั้ง")),
    "reschedule": Deed(gettext_lazy("เลื่อนกำหนดของรอบ")),
    "resend": Deed(gettext_lazy("ส่งจดหมายเชิญอีกครั้ง")),
    "restore": Deed(gettext_lazy("นำกลับมาใช้")),
    "retire": Deed(gettext_lazy("เลิกใช้")),
    "return": Deed(gettext_lazy("ส่งกลับ")),
    "revise": Deed(gettext_lazy("ออกฉบับใหม่")),
    "revoke": Deed(gettext_lazy("ยกเลิกคำเชิญ")),
    "screen": Deed(gettext_lazy("กลั่นกรอง")),
    "send_back": Deed(gettext_lazy("ขอข้อมูลเพิ่มเติม")),
    "set_budget": Deed(gettext_lazy("กำหนดงบประมาณรวม"), tells=True),
    "set_host": Deed(gettext_lazy("กำหนดเจ้าภาพ"), tells=True),
    "set_indicators": Deed(gettext_lazy("กำหนดตัวชี้วัดที่เกี่ยวข้อง"), tells=True),
    "set_joint": Deed(gettext_lazy("กำหนดหน่วยงานร่วม"), tells=True),
    "set_labels": Deed(gettext_lazy("กำหนดชื่อเรียกระดับของแผน"), tells=True),
    "set_places": Deed(gettext_lazy("กำหนดอำเภอที่ดำเนินการ"), tells=True),
    "set_weight": Deed(gettext_lazy("กำหนดน้ำหนัก"), tells=True),
    "sign": Deed(gettext_lazy("ลงนาม")),
    "start": Deed(gettext_lazy("เริ่มดำเนินการ")),
    "submit": Deed(gettext_lazy("ส่ง")),
    "supersede": Deed(gettext_lazy("มีฉบับใหม่แทน")),
    "take_back": Deed(gettext_lazy("ถอนบทบาท")),
    "unalign": Deed(gettext_lazy("นำความสอดคล้องออก"), tells=True),
    "unlink": Deed(gettext_lazy("ยกเลิกการเชื่อมกับผู้ให้บริการยืนยันตัวตน")),
    "unlock": Deed(gettext_lazy("เปิดรับรายงานอีกครั้ง")),
    "unrefer": Deed(gettext_lazy("ยกเลิกการเชื่อมกับแผนของจังหวัดสมาชิก"), tells=True),
    "update": Deed(gettext_lazy("แก้ไขข้อมูล"), tells=True, several=True),
    "verify": Deed(gettext_lazy("ตรวจรับผล")),
    "withdraw": Deed(gettext_lazy("ถอนความเห็น")),
    "kpis.card remove_line": Deed(gettext_lazy("นำตัวชี้วัดออกจากบัญชี"), tells=True),
    "kpis.roundexception grant": Deed(gettext_lazy("ผ่อนผันกำหนดส่ง")),
    "strategies.consultation invite": Deed(gettext_lazy("เชิญหน่วยงานให้ความเห็น"), tells=True),
    "strategies.consultation resend": Deed(gettext_lazy("ส่งจดหมายเชิญอีกครั้ง"), tells=True),
}

# States that no model lists among its choices, where the common word would be another one.
STATES: dict[str, Word] = {
    "ended": gettext_lazy("สิ้นสุดแล้ว"),
    "factor_held": gettext_lazy("มีการยืนยันขั้นที่สอง"),
    "factor_reset": gettext_lazy("รีเซ็ตการยืนยันขั้นที่สองแล้ว"),
    "handed_over": gettext_lazy("ส่งมอบแล้ว"),
    "held": gettext_lazy("ดำรงตำแหน่ง"),
    "seated": gettext_lazy("ดำรงตำแหน่งในคณะกรรมการ"),
    "stands": gettext_lazy("มีอยู่"),
    "accounts.invitation open": gettext_lazy("รอตอบรับ"),
    "accounts.post open": gettext_lazy("ใช้อยู่"),
    "accounts.user closed": gettext_lazy("ปิดบัญชีแล้ว"),
    "kpis.roundexception open": gettext_lazy("ผ่อนผันอยู่"),
    "provinces.agency closed": gettext_lazy("เลิกใช้แล้ว"),
    "provinces.agency open": gettext_lazy("ใช้อยู่"),
}
_VERSION = "version "
_APART = "; "


def deed(subject: str, action: str) -> Deed:
    """What an action is called; one that is not listed keeps its code."""
    return DEEDS.get(f"{subject} {action}") or DEEDS.get(action) or Deed(action)


def action_word(subject: str, action: str) -> str:
    return str(deed(subject, action).word)


def state_word(subject: str, state: str) -> str:
    """A state as the pages of its object call it; empty where there is none."""
    entry = GOVERNED.get(subject)
    status: Any = words.field_of(entry.model, "status") if entry else None
    known: Mapping[Any, Any] = dict(getattr(status, "flatchoices", None) or ())
    if state.startswith(_VERSION):
        return _("ฉบับที่ %(number)s") % {"number": state.removeprefix(_VERSION)}
    own = known.get(state) or STATES.get(f"{subject} {state}") or STATES.get(state)
    if own is None and state in ROLES:
        own = ROLES[state].label
    return str(own or look(state).word or state)


def sentence(move: WorkflowMove) -> tuple[str, tuple[str, ...]]:
    """What a move did, and the lines below it where it did several things.

    What a service told as the reason stands in the sentence; several things become lines.
    """
    done = deed(move.subject, move.action)
    if not (done.tells and move.reason):
        return str(done.word), ()
    told = in_words(move)
    parts = tuple(told.split(_APART)) if done.several else (told,)
    if len(parts) == 1:
        return f"{done.word}: {told}", ()
    return counted(str(done.word), len(parts)), parts


def counted(word: str, number: int) -> str:
    """What was done to how many things."""
    return ngettext("%(deed)s: %(number)d รายการ", "%(deed)s: %(number)d รายการ", number) % {
        "deed": word,
        "number": number,
    }


def why(move: WorkflowMove) -> str:
    """The reason that a person gave; empty where the reason only tells what was done."""
    return "" if deed(move.subject, move.action).tells else move.reason


def in_words(move: WorkflowMove) -> str:
    """The reason as people read it: a list of columns, as some services note it, by their names."""
    entry = GOVERNED.get(move.subject)
    if not deed(move.subject, move.action).tells:
        return move.reason
    columns = move.reason.split(", ")
    fields = [words.field_named(entry.model, one) for one in columns] if entry else []
    if not fields or None in fields:
        return move.reason
    return ", ".join(
        words.field_word(field, name) for field, name in zip(fields, columns, strict=True)
    )
