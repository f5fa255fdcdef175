"""Lists and parts that are stored as JSON, in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from common.states import look
from common.thai import digits

_APART = "; "


def in_words(value: Any, methods: Mapping[Any, Any]) -> str:
    """A list or an object as a reader would write it. methods: the words for ways of scoring."""
    if isinstance(value, Mapping):
        return _APART.join(f"{name}: {_result(one, methods)}" for name, one in value.items())
    if isinstance(value, list) and all(_is_part(one) for one in value):
        return _APART.join(_part(one, methods) for one in value)
    if isinstance(value, list) and all(_is_pair(one) for one in value):
        return _APART.join(
            _("ปี %(year)s: %(value)s") % {"year": year, "value": _plain(one)} for year, one in value
        )
    if isinstance(value, list):
        return ", ".join(in_words(one, methods) for one in value)
    return _plain(value)


def round_word(code: str) -> str:
    """A round by the code under which it stands in addresses: 6, 9, 12, m1 … m12."""
    if code.startswith("m"):
        return _("เดือนที่ %(n)s") % {"n": code[1:]}
    kinds: Any = apps.get_model("kpis.round")._meta.get_field("kind")
    return str(dict(kinds.flatchoices).get(code, code))


def _is_part(one: Any) -> bool:
    return isinstance(one, Mapping) and "name" in one


def _is_pair(one: Any) -> bool:
    return isinstance(one, list) and len(one) == 2 and isinstance(one[0], int)


def _part(part: Mapping[str, Any], methods: Mapping[Any, Any]) -> str:
    """“ชื่อส่วน” น้ำหนัก 0.5 เทียบสัดส่วน (60, 70, 80, 90, 100)."""
    told = [f"“{part['name']}”"]
    if part.get("weight") not in (None, ""):
        told.append(_("น้ำหนัก %(weight)s") % {"weight": _plain(part["weight"])})
    if method := part.get("method"):
        told.append(str(methods.get(method, method)))
    told += [
        f"({in_words(part[key], methods)})"
        for key in ("levels", "milestones", "thresholds", "parts")
        if part.get(key)
    ]
    return " ".join(told)


def _result(one: Any, methods: Mapping[Any, Any]) -> str:
    """What a part achieved: a figure, the steps that are done, or the state that it is in."""
    if not isinstance(one, Mapping):
        return in_words(one, methods)
    if one.get("state"):
        return str(look(one["state"]).word or one["state"])
    if "steps" in one:
        steps = ", ".join(map(str, one["steps"] or [])) or "–"
        return _("ขั้นที่ทำเสร็จ %(steps)s") % {"steps": steps}
    if "value" in one:
        return _plain(one["value"])
    return in_words(one, methods)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, Decimal):
        return digits.format_number(value)
    return str(value)
