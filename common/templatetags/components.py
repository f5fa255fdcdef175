"""What the components in templates/cotton/ need of Python; pages themselves need none of it."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.forms import BoundField
from django.utils.translation import gettext, ngettext

from common import clock, states

register = template.Library()


@register.filter
def look(state: object) -> states.Look:
    """`.word`, `.shape` and `.tone` of a state."""
    return states.look(state)


@register.filter
def first_box(field: BoundField) -> str:
    """Id of the box that takes the focus: the first one of a group of boxes."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.filter
def days_left(due: dt.date) -> str:
    """อีก 12 วัน, วันนี้, เลยกำหนด 3 วัน"""
    days = (due - clock.today()).days
    if days == 0:
        return gettext("วันนี้")
    if days > 0:
        return ngettext("อีก %(days)s วัน", "อีก %(days)s วัน", days) % {"days": days}
    return ngettext("เลยกำหนด %(days)s วัน", "เลยกำหนด %(days)s วัน", -days) % {"days": -days}


@register.filter
def is_late(due: dt.date | None) -> bool:
    return due is not None and due < clock.today()


@register.filter
def host(address: Any) -> str:
    """Where a link to another site leads, so that nobody is surprised."""
    return urlsplit(str(address)).netloc
