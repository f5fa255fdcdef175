"""What the home page and the page of permissions show. The areas of the person stand in the frame
(accounts.frames)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.authority import holders
from accounts.permissions import LABELS, Permission
from accounts.roles import DIRECT_ROLES, POST_ROLES, ROLES, Reach, Role
from accounts.workflow import Move, Transitions
from common import clock, slots
from common.language import page_language
from common.slots import HomeItem, Panel
from common.thai import dates


@dataclass(frozen=True)
class HomePage:
    """Open items, soonest first, what is to be read, and the roles held today.

    empty: what will come to this person's desk, said where nothing is on it.
    """

    items: tuple[HomeItem, ...]
    panels: tuple[Panel, ...]
    roles: tuple[str, ...]
    empty: str
    day: dt.date

    @property
    def first(self) -> HomeItem | None:
        """The first item that can be opened."""
        return next((item for item in self.items if item.url), None)

    @property
    def late(self) -> int:
        """How many are past their date."""
        return sum(1 for item in self.items if item.due and item.due < self.day)

    @property
    def summary(self) -> str:
        """How much there is and how soon, in one sentence."""
        count = len(self.items)
        if self.late:
            return ngettext(
                "ต้องทำ %(count)s เรื่อง เลยกำหนดแล้ว %(late)s เรื่อง",
                "ต้องทำ %(count)s เรื่อง เลยกำหนดแล้ว %(late)s เรื่อง",
                count,
            ) % {"count": count, "late": self.late}
        due = self.items[0].due if self.items else None
        if due is None:
            return ngettext("ต้องทำ %(count)s เรื่อง", "ต้องทำ %(count)s เรื่อง", count) % {
                "count": count
            }
        return ngettext(
            "ต้องทำ %(count)s เรื่อง ใกล้สุดครบกำหนด%(day)s",
            "ต้องทำ %(count)s เรื่อง ใกล้สุดครบกำหนด%(day)s",
            count,
        ) % {"count": count, "day": dates.weekday_date(due, page_language())}

    @property
    def today(self) -> str:
        """The day and the roles held on it."""
        day = dates.weekday_date(self.day, page_language())
        if not self.roles:
            return day
        return _("%(day)s · %(roles)s") % {"day": day, "roles": ", ".join(self.roles)}


# What comes to the desk of a role; the first that a person has is said.
COMING: dict[str, Promise] = {
    "officer": gettext_lazy(
        "เมื่อรอบรายงานเปิด ตัวชี้วัดที่ท่านต้องรายงานจะแสดงที่นี่ เรื่องที่ส่งกลับมาให้แก้จะแสดงพร้อมเหตุผล"
    ),
    "agency_head": gettext_lazy("เมื่อเจ้าหน้าที่ส่งผลมา เรื่องที่รอท่านรับรองจะแสดงที่นี่ พร้อมคำรับรองที่รอท่านลงนาม"),
    "planner": gettext_lazy(
        "ผลที่รอตรวจรับ รอบที่ใกล้ปิด บัญชีตัวชี้วัดและแผนที่ยังเป็นร่าง คำรับรองที่รอลงนาม "
        "และโครงการที่รอกลั่นกรอง จะแสดงที่นี่"
    ),
    "committee_secretary": gettext_lazy("รอบที่ปิดรับแล้วและรอตรึงสกอร์การ์ด กับที่นั่งที่ใกล้สิ้นวาระ จะแสดงที่นี่"),
    "executive": gettext_lazy(
        "คำรับรองที่รอท่านลงนามและร่างแผนที่ขอความเห็นจากท่าน จะแสดงที่นี่ "
        "สิ่งที่เปลี่ยนไปตั้งแต่สกอร์การ์ดที่ตรึงล่าสุดอยู่ด้านล่าง"
    ),
    "committee_chair": gettext_lazy(
        "ร่างแผนที่ขอความเห็นจากท่านจะแสดงที่นี่ สิ่งที่เปลี่ยนไปตั้งแต่สกอร์การ์ดที่ตรึงล่าสุดอยู่ด้านล่าง"
    ),
    "committee_member": gettext_lazy(
        "ร่างแผนที่ขอความเห็นจากท่านจะแสดงที่นี่ สิ่งที่เปลี่ยนไปตั้งแต่สกอร์การ์ดที่ตรึงล่าสุดอยู่ด้านล่าง"
    ),
    "district_officer": gettext_lazy("เรื่องทั้งหมดที่ทำในอำเภอของท่านอยู่ด้านล่าง"),
    "inspector": gettext_lazy("ท่านไม่มีขั้นตอนที่ต้องทำในระบบ เรื่องที่ควรตรวจดูอยู่ด้านล่าง"),
    "system_admin": gettext_lazy("บัญชีที่ยังไม่มีตำแหน่ง ตำแหน่งที่พ้นผู้ดำรง และงานของระบบที่ไม่สำเร็จ จะแสดงที่นี่"),
}


def _nothing_waits(roles: frozenset[str]) -> str:
    said = next((words for role, words in COMING.items() if role in roles), None)
    return str(
        said or _("เมื่อรอบรายงานเปิด หรือมีเรื่องส่งกลับมาให้แก้ เรื่องนั้นจะแสดงที่นี่ เรื่องที่ใกล้ครบกำหนดอยู่บนสุด")
    )


def home_page(user: Any) -> HomePage:
    """What waits for this person, soonest first; things without a date come last."""
    items = [item for bring in slots.home_items for item in bring(user)]
    items.sort(key=lambda item: (item.due or dt.date.max, item.title))
    return HomePage(
        items=tuple(items),
        panels=tuple(panel for bring in slots.home_panels for panel in bring(user)),
        empty=_nothing_waits(user.authority.roles),
        roles=tuple(str(ROLES[code].label) for code in sorted(user.authority.roles)),
        day=clock.today(),
    )


# -- Who may do what ------------------------------------------------------------------------------
PLACES: dict[Reach, Promise] = {
    Reach.AREA: gettext_lazy("ในพื้นที่ที่สำนักงานดูแล"),
    Reach.AGENCY: gettext_lazy("เฉพาะเรื่องของหน่วยงานตน"),
    Reach.COMMITTEE: gettext_lazy("ในพื้นที่ของคณะกรรมการ"),
    Reach.DISTRICT: gettext_lazy("ในอำเภอ และดูจังหวัดที่อำเภอสังกัด"),
    Reach.EVERYWHERE: gettext_lazy("ทุกพื้นที่ หรือเฉพาะพื้นที่ที่กำหนด"),
}


@dataclass(frozen=True)
class RoleColumn:
    """A role: where it holds, how one comes to it, and whether the reader has it today.

    second_factor: whether who holds it works only with a second factor.
    """

    label: str | Promise
    place: str | Promise
    through: str
    mine: bool
    second_factor: bool


@dataclass(frozen=True)
class PermissionRow:
    """A permission, and of each role whether it grants it."""

    label: str | Promise
    grants: tuple[tuple[RoleColumn, bool], ...]


@dataclass(frozen=True)
class MoveRow:
    """A step from one state to the next: who may make it, and who may not in spite of the role."""

    label: str | Promise
    before: tuple[str | Promise, ...]
    after: str | Promise
    may: tuple[RoleColumn, ...]
    except_for: str | Promise
    needs_reason: bool


@dataclass(frozen=True)
class PermissionsPage:
    """The whole authority of the product, from the roles and the tables of states. No query but
    for the reader's own roles."""

    roles: tuple[RoleColumn, ...]
    rows: tuple[PermissionRow, ...]
    workflows: tuple[tuple[object, tuple[MoveRow, ...]], ...]


def permissions_page(user: Any) -> PermissionsPage:
    """Who may do what, and which of the roles this person holds today."""
    columns = {code: _column(role, user) for code, role in ROLES.items()}
    return PermissionsPage(
        roles=tuple(columns.values()),
        rows=tuple(
            PermissionRow(
                LABELS[permission],
                tuple(
                    (columns[code], permission in role.permissions) for code, role in ROLES.items()
                ),
            )
            for permission in Permission
        ),
        workflows=tuple(
            (one.title, tuple(_move(move, one.moves, columns) for move in one.moves))
            for one in (bring() for bring in slots.workflows)
        ),
    )


def _column(role: Role, user: Any) -> RoleColumn:
    if role.code in POST_ROLES:
        through = _("ได้จากตำแหน่งที่ดำรง")
    elif role.code in DIRECT_ROLES:
        through = _("ผู้ดูแลระบบมอบให้โดยตรง")
    else:
        through = _("ได้จากที่นั่งในคณะกรรมการ")
    return RoleColumn(
        label=role.label,
        place=PLACES[role.reach],
        through=through,
        mine=role.code in user.authority.roles,
        second_factor=role.code in settings.MFA_REQUIRED_ROLES,
    )


def _move(move: Move, table: Transitions, columns: dict[str, RoleColumn]) -> MoveRow:
    return MoveRow(
        label=move.label,
        before=tuple(table.labels[state] for state in move.states),
        after=table.labels[move.after],
        may=tuple(columns[role.code] for role in holders(move.may)),
        except_for=_except_for(move),
        needs_reason="reason" in move.needs,
    )


def _except_for(move: Move) -> str | Promise:
    """Who did a step before may not do this one: the sentence of the table, or the common one."""
    if not move.not_by:
        return ""
    return move.not_by_words or _("ผู้ที่ทำขั้นตอนก่อนหน้าทำขั้นตอนนี้เองไม่ได้")
