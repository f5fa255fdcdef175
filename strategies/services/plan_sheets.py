"""A plan's tree from a workbook: read, looked at, confirmed. All of it is stored or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from common.cleaning import clean
from common.errors import Fault, Refused
from common.sheets import table
from common.sheets.table import CellFault, Row
from strategies.models import Plan, PlanNode
from strategies.services import moves
from strategies.services.nodes import editable
from strategies.sheet_ground import ground
from strategies.sheets.changes import Change, Changes, compare
from strategies.sheets.read import Reader
from strategies.sheets.tree import HEADS, Entry
from strategies.sheets.write import sheet_name

MOST_CHANGES = 1_000
"""What is stored is written entry by entry: some ten seconds' work."""


@dataclass
class Storing:
    """What is on its way into the database: nodes by identity, those that were just made too."""

    plan: Plan
    by: User
    nodes: dict[str, PlanNode]
    faults: list[Fault] = field(default_factory=list)


def read(data: bytes) -> list[Row]:
    """The rows of the plan's sheet. Raises Refused when it is no such table."""
    return table.read(
        data,
        HEADS,
        needed="title_th",
        otherwise=_("ไม่พบหัวตาราง แถวแรกต้องมีคอลัมน์ “ชื่อ” โปรดใช้ไฟล์ที่ส่งออกจากหน้าแผนเป็นแบบ"),
        sheet=sheet_name(),
    )


@transaction.atomic
def preview(*, plan: Plan, rows: list[Row], by: User) -> Changes:
    """What storing would do. Raises Refused with every fault at its row and column."""
    plan = editable(plan, by)
    found = _compared(plan, rows)
    if found.faults:
        raise Refused(faults=found.faults)
    return found


@transaction.atomic
def store(*, plan: Plan, rows: list[Row], by: User, fingerprint: str | None = None) -> Changes:
    """Write everything that the rows change, or nothing.

    fingerprint: of what the person confirmed; refused where the plan has changed since, so that
    something else would be stored.
    """
    plan = editable(plan, by)
    found = _compared(plan, rows)
    if found.faults:
        raise Refused(faults=found.faults)
    if fingerprint is not None and fingerprint != found.fingerprint:
        raise Refused(_("แผนเปลี่ยนไปหลังจากที่ท่านตรวจ โปรดส่งไฟล์เพื่อตรวจใหม่"))
    nodes = {str(node.identity): node for node in plan.nodes.all()}
    storing = Storing(plan, by, nodes)
    _give_codes(found, nodes)
    _add(found.of_kind("new"), storing)
    for change in found.of_kind("changed"):
        _write(change.entry, storing, row=change.row)
    _retire(found.of_kind("retired"), storing)
    if storing.faults:
        raise Refused(faults=_in_order(storing.faults))
    _put_in_order(found.order, storing)
    if found.changes:
        said = _("เพิ่ม %(new)d เปลี่ยน %(changed)d นำออก %(retired)d") % {
            kind: len(found.of_kind(kind)) for kind in ("new", "changed", "retired")
        }
        workflow.record(
            plan, action="import", before=plan.status, after=plan.status, by=by, reason=said
        )
    return found


def _compared(plan: Plan, rows: list[Row]) -> Changes:
    if not rows:
        raise Refused(_("ตารางไม่มีแถวข้อมูล"), field="file")
    stands = ground(plan)
    reader = Reader(stands)
    typed = reader.read(rows)
    if reader.faults:
        raise Refused(faults=_in_order(reader.faults))
    found = compare(stands.entries, typed)
    if len(found.changes) > MOST_CHANGES:
        said = _("ไฟล์นี้จะบันทึกเกิน %(number)s รายการ โปรดแบ่งเป็นหลายไฟล์")
        raise Refused(said % {"number": f"{MOST_CHANGES:,}"}, field="file")
    nodes = {str(node.identity): node for node in plan.nodes.all()}
    hanging = tuple(
        _of_row(fault, change.row)
        for change in found.of_kind("retired")
        for fault in moves.what_hangs_on(nodes[change.entry.identity], besides_entries=True)
    )
    return replace(found, faults=_in_order(found.faults + hanging))


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """By row and column, as one mends them in the file; what stands at no row comes first."""

    def place(fault: Fault) -> tuple[int, int, str]:
        if not isinstance(fault, CellFault):
            return 0, 0, ""
        return fault.row, len(fault.column), fault.column

    return tuple(sorted(faults, key=place))


def _of_row(fault: Fault, row: int) -> Fault:
    """The fault of an entry, told at the row that asked for it; row 0: at none."""
    if not row:
        return Fault(fault.message)
    return CellFault(fault.message, _("แถว %(row)s") % {"row": row}, sheet_name(), row)


def _give_codes(found: Changes, nodes: Mapping[str, PlanNode]) -> None:
    """New codes in one statement, so that entries can take over each other's."""
    changed = [one.entry for one in found.of_kind("changed") if "code" in one.what]
    for entry in changed:
        nodes[entry.identity].code = entry.code
    PlanNode.objects.bulk_update([nodes[entry.identity] for entry in changed], ["code"])


def _add(changes: list[Change], storing: Storing) -> None:
    """New entries, each after the one that it stands under."""
    left = changes
    while left:
        ready = [one for one in left if one.entry.parent in storing.nodes or not one.entry.parent]
        for change in ready:
            entry = change.entry
            node = PlanNode(plan=storing.plan, level=entry.level)
            storing.nodes[entry.identity] = node
            _write(entry, storing, row=change.row)
        left = [one for one in left if one not in ready]


def _write(entry: Entry, storing: Storing, row: int = 0) -> None:
    node = storing.nodes[entry.identity]
    node.parent = storing.nodes[entry.parent] if entry.parent else None
    node.code, node.title_th, node.title_en = entry.code, entry.title_th, entry.title_en
    node.host_id, node.weight = entry.host, entry.weight
    node.edition += 0 if node.pk is None else 1
    try:
        clean(node)
    except Refused as refused:
        storing.faults += [_of_row(fault, row) for fault in refused.faults]
        return
    node.save()
    node.joint_agencies.set(entry.joint)


def _retire(changes: list[Change], storing: Storing) -> None:
    """Retired entries from the deepest up, through the verb of the screen."""
    left = {change.entry.identity: change for change in changes}
    while left:
        leaves = [
            identity
            for identity in left
            if not any(one.entry.parent == identity for one in left.values())
        ]
        for identity in leaves:
            del left[identity]
            moves.retire(node=storing.nodes.pop(identity), by=storing.by)


def _put_in_order(order: Mapping[str, tuple[str, ...]], storing: Storing) -> None:
    """Positions in reading order, as the siblings end."""
    changed: list[PlanNode] = []
    position = 0
    waiting = list(reversed(order.get("", ())))
    while waiting:
        identity = waiting.pop()
        position += 1
        node = storing.nodes[identity]
        if node.position != position:
            node.position = position
            changed.append(node)
        waiting += reversed(order.get(identity, ()))
    PlanNode.objects.bulk_update(changed, ["position"])
