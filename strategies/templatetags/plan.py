"""What the plan's templates need of Python."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.prasan import weight
from provinces.models import Area
from strategies.comparison import Stretch
from strategies.models import Plan
from strategies.pieces import marked
from strategies.places import read_address
from strategies.trees import Pieces

register = template.Library()


@register.simple_tag
def hits(pieces: Pieces, text: str) -> SafeString:
    """The text with what the search found in <mark>, and without a blank in between."""
    return mark_safe(marked(pieces, text))


@register.simple_tag
def read_at(plan: Plan, area: Area) -> str:
    """Where a version is read."""
    return read_address(plan, area.code)


@register.simple_tag
def stretches(title: Iterable[Stretch]) -> SafeString:
    """Both wordings in one: what went is struck out, what came underlined, both said aloud."""
    drawn = {
        "same": "{}",
        "gone": format_html(
            '<del><span class="visually-hidden">[{}: </span>{{}}'
            '<span class="visually-hidden">]</span></del>',
            _("ตัดออก"),
        ),
        "new": format_html(
            '<ins><span class="visually-hidden">[{}: </span>{{}}'
            '<span class="visually-hidden">]</span></ins>',
            _("เพิ่ม"),
        ),
    }
    return mark_safe("".join(format_html(drawn[kind], text) for kind, text in title))


@register.simple_tag
def before_after(pair: tuple[object, object]) -> SafeString:
    """What it was and what it is, with the words for whoever does not see the arrow."""
    told = [weight(one) if isinstance(one, Decimal) else one or "–" for one in pair]
    return format_html_join(
        "",
        "{}{}",
        [
            (
                format_html('<span class="visually-hidden">{} </span>', _("เดิม")),
                format_html("<del>{}</del>", told[0]),
            ),
            (
                format_html(
                    ' <span aria-hidden="true">→</span><span class="visually-hidden"> {} </span>',
                    _("เป็น"),
                ),
                format_html("<ins>{}</ins>", told[1]),
            ),
        ],
    )


@register.simple_tag
def retired_because(reasons: Mapping[str, str], identity: str) -> str:
    """The reason for which a version retired a node."""
    return reasons.get(identity, "")


@register.simple_tag
def difference_count(what: str, number: int) -> str:
    """“เพิ่ม 2”: how many entries differ in one way."""
    said = {
        "added": ngettext("เพิ่ม %(number)s", "เพิ่ม %(number)s", number),
        "removed": ngettext("นำออก %(number)s", "นำออก %(number)s", number),
        "renamed": ngettext("เปลี่ยนคำ %(number)s", "เปลี่ยนคำ %(number)s", number),
        "moved": ngettext("ย้าย %(number)s", "ย้าย %(number)s", number),
        "host": ngettext("เปลี่ยนเจ้าภาพ %(number)s", "เปลี่ยนเจ้าภาพ %(number)s", number),
        "weight": ngettext("เปลี่ยนน้ำหนัก %(number)s", "เปลี่ยนน้ำหนัก %(number)s", number),
        "same": ngettext("ไม่เปลี่ยน %(number)s", "ไม่เปลี่ยน %(number)s", number),
    }
    return said[what] % {"number": number}
