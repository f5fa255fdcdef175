"""Frameworks: the shipped ones from strategies/data, and those that an area keeps for itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.cleaning import clean
from common.errors import Fault, Refused
from common.slots import Loaded
from common.thai.text import normalise
from provinces.models import Area
from provinces.services.reference import put, read
from strategies.models import Framework, FrameworkItem
from strategies.services.templates import FILE

DATA = FILE.parent
MOST_ITEMS = 200
LINE = re.compile(r"(\S{1,20})\s+(.+)")


@dataclass(frozen=True)
class Item:
    """An item as it is typed: code, title, English title where there is one."""

    code: str
    title_th: str
    title_en: str = ""


def read_items(typed: str) -> list[Item]:
    """The items of a text with one on each line: code, title, and after | the English title.

    Raises Refused with one fault a line that cannot be read.
    """
    found: list[Item] = []
    faults: list[Fault] = []
    for number, line in enumerate(typed.splitlines(), start=1):
        text, _bar, english = normalise(line).partition("|")
        if not text.strip():
            continue
        read_line = LINE.fullmatch(text.strip())
        if read_line is None:
            faults.append(
                Fault(
                    _("บรรทัดที่ %(line)s ต้องเป็นรหัส เว้นวรรค แล้วตามด้วยชื่อ") % {"line": number}, "items"
                )
            )
        elif any(one.code == read_line[1] for one in found):
            faults.append(
                Fault(
                    _("บรรทัดที่ %(line)s ใช้รหัส “%(code)s” ซ้ำกับบรรทัดก่อนหน้า")
                    % {"line": number, "code": read_line[1]},
                    "items",
                )
            )
        else:
            found.append(Item(read_line[1], read_line[2].strip(), english.strip()))
    if not faults and not found:
        faults.append(Fault(_("โปรดพิมพ์รายการของกรอบอย่างน้อย 1 รายการ"), "items"))
    if len(found) > MOST_ITEMS:
        faults.append(Fault(_("กรอบหนึ่งมีได้ไม่เกิน %(most)s รายการ") % {"most": MOST_ITEMS}, "items"))
    if faults:
        raise Refused(faults=faults)
    return found


@transaction.atomic
def create(
    *,
    area: Area,
    code: str,
    name_th: str,
    short_th: str,
    items: Sequence[Item],
    by: User,
    name_en: str = "",
    short_en: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
) -> Framework:
    """Keep a framework of the area's own, such as the governor's agenda."""
    by.authority.require(Permission.PLAN_EDIT, area=area)
    framework = Framework(area=area, code=code.strip())
    _fill(framework, name_th, short_th, name_en, short_en, first_year, last_year)
    _put_items(framework, items)
    workflow.record(framework, action="create", before="", after="", by=by)
    return framework


@transaction.atomic
def update(
    *,
    framework: Framework,
    name_th: str,
    short_th: str,
    items: Sequence[Item],
    by: User,
    name_en: str = "",
    short_en: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
) -> Framework:
    """Correct a framework of the area's own. An item in use is renamed, never taken away."""
    if framework.area_id is None:
        raise Refused(_("กรอบนี้เป็นข้อมูลกลางของระบบ พื้นที่แก้ไขไม่ได้"))
    by.authority.require(Permission.PLAN_EDIT, area=framework.area_id)
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    _fill(framework, name_th, short_th, name_en, short_en, first_year, last_year)
    _put_items(framework, items)
    workflow.record(framework, action="update", before="", after="", by=by)
    return framework


def _fill(
    framework: Framework,
    name_th: str,
    short_th: str,
    name_en: str,
    short_en: str,
    first_year: int | None,
    last_year: int | None,
) -> None:
    framework.name_th, framework.short_th = normalise(name_th), normalise(short_th)
    framework.name_en, framework.short_en = name_en.strip(), short_en.strip()
    framework.first_year, framework.last_year = first_year, last_year
    clean(framework)
    framework.save()


def _put_items(framework: Framework, items: Sequence[Item]) -> None:
    """Bring the items into line with what was typed; found again by their codes."""
    there = {one.code: one for one in framework.items.all()}
    for order, wanted in enumerate(items, start=1):
        item = there.pop(wanted.code, None) or FrameworkItem(framework=framework, code=wanted.code)
        item.order = order
        item.title_th, item.title_en = wanted.title_th, wanted.title_en
        clean(item)
        item.save()
    for left in there.values():
        try:
            with transaction.atomic():
                left.delete()
        except (ProtectedError, IntegrityError):
            raise Refused(
                _("รายการ “%(item)s” มีแผนหรือโครงการเชื่อมโยงอยู่ จึงลบไม่ได้ โปรดคงรหัสนี้ไว้")
                % {"item": left},
                field="items",
            ) from None


@transaction.atomic
def load() -> Iterator[Loaded]:
    """The shipped frameworks with their items. Adds or corrects, never deletes."""
    shipped = Framework.objects.filter(area__isnull=True)
    frameworks = put(
        "frameworks",
        [_framework(row) for row in read(DATA / "frameworks.csv")],
        into=shipped.all(),
        key=("code",),
    )
    ids = dict(shipped.values_list("code", "pk"))
    items = put(
        "items of frameworks",
        [_item(row, ids[row["framework"]]) for row in read(DATA / "framework_items.csv")],
        into=FrameworkItem.objects.filter(framework__area__isnull=True),
        key=("framework_id", "code"),
    )
    return iter([frameworks, items])


def _framework(row: dict[str, str]) -> dict[str, Any]:
    numbers = ("order", "first_year", "last_year")
    return {**row, **{name: int(row[name]) for name in numbers}}


def _item(row: dict[str, str], framework_id: int) -> dict[str, Any]:
    return {
        "framework_id": framework_id,
        "code": row["code"],
        "order": int(row["code"]),
        "title_th": row["title_th"],
        "title_en": row["title_en"],
    }
