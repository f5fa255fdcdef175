"""What can be done, one name each. Roles (roles.py) say who may; services and screens ask."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One verb of the product that needs an answer to "may this person?"."""

    AREA_VIEW = "area.view"
    REFERENCE_EDIT = "reference.edit"
    PEOPLE_EDIT = "people.edit"
    PLAN_EDIT = "plan.edit"
    PLAN_ADOPT = "plan.adopt"
    PLAN_COMMENT = "plan.comment"
    INDICATOR_EDIT = "indicator.edit"
    CARD_AGREE = "card.agree"
    AGREEMENT_PREPARE = "agreement.prepare"
    AGREEMENT_SIGN = "agreement.sign"
    ROUND_MANAGE = "round.manage"
    RESULT_ENTER = "result.enter"
    RESULT_CERTIFY = "result.certify"
    RESULT_VERIFY = "result.verify"
    RESULT_VIEW_ALL = "result.view_all"
    PROJECT_PROPOSE = "project.propose"
    PROJECT_SCREEN = "project.screen"
    COMMITTEE_EDIT = "committee.edit"
    SCORECARD_FREEZE = "scorecard.freeze"
    REPORT_REQUEST = "report.request"
    HISTORY_VIEW = "history.view"
    SIGN_INS_VIEW = "sign_ins.view"


LABELS = {
    Permission.AREA_VIEW: _("ดูแผน ตัวชี้วัด โครงการ และสกอร์การ์ดของพื้นที่"),
    Permission.REFERENCE_EDIT: _("ดูแลข้อมูลอ้างอิงและบัญชีผู้ใช้"),
    Permission.PEOPLE_EDIT: _("ดูแลหน่วยงาน ตำแหน่ง และผู้ดำรงตำแหน่ง"),
    Permission.PLAN_EDIT: _("จัดทำแผน"),
    Permission.PLAN_ADOPT: _("บันทึกการให้ความเห็นชอบแผน"),
    Permission.PLAN_COMMENT: _("ให้ความเห็นต่อร่างแผนเมื่อได้รับเชิญ"),
    Permission.INDICATOR_EDIT: _("กำหนดตัวชี้วัด น้ำหนัก และเกณฑ์การให้คะแนน"),
    Permission.CARD_AGREE: _("ตกลงบัญชีตัวชี้วัดประจำปี"),
    Permission.AGREEMENT_PREPARE: _("จัดทำคำรับรองการปฏิบัติราชการ"),
    Permission.AGREEMENT_SIGN: _("บันทึกการลงนามในคำรับรอง"),
    Permission.ROUND_MANAGE: _("เปิดและปิดรับรอบรายงาน"),
    Permission.RESULT_ENTER: _("รายงานผลตัวชี้วัดของหน่วยงาน"),
    Permission.RESULT_CERTIFY: _("รับรองผลของหน่วยงาน"),
    Permission.RESULT_VERIFY: _("ตรวจรับหรือส่งกลับผลที่หน่วยงานรับรอง"),
    Permission.RESULT_VIEW_ALL: _("ดูผลของทุกหน่วยงานในพื้นที่"),
    Permission.PROJECT_PROPOSE: _("เสนอโครงการของหน่วยงาน"),
    Permission.PROJECT_SCREEN: _("กลั่นกรองโครงการ"),
    Permission.COMMITTEE_EDIT: _("ดูแลทะเบียนคณะกรรมการ"),
    Permission.SCORECARD_FREEZE: _("ตรึงสกอร์การ์ด"),
    Permission.REPORT_REQUEST: _("จัดทำรายงาน"),
    Permission.HISTORY_VIEW: _("ดูประวัติการดำเนินการ"),
    Permission.SIGN_INS_VIEW: _("ดูเหตุการณ์การเข้าสู่ระบบ"),
}
