"""What stands beside the criteria editor: the drawing, remarks, and the weights of the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from common.clock import today
from common.language import page_language
from common.thai.digits import number_or_none
from kpis.definition import LEVELS, Definition, ladder, warning
from kpis.models import Card, Criteria, Round
from kpis.part_weights import typed_sums
from kpis.services.cards import weights_sentence
from kpis.services.criteria import HUNDRED, weight_text

Typed = dict[str, str]


@dataclass(frozen=True)
class Sum:
    """What the weights of the parts of one whole total, in words."""

    sentence: str
    complete: bool


@dataclass(frozen=True)
class Look:
    """What was typed so far, drawn and judged; nothing is stored.

    levels: the five (or three) numbers where all can be read and rise or fall strictly; parts:
    weights of the parts; remarks: what is wrong, cell by cell.
    """

    method: str
    levels: tuple[Decimal, ...] | None
    parts: tuple[tuple[Decimal, None], ...]
    remarks: tuple[str, ...]
    warning: str
    sentence: str
    complete: bool
    sums: tuple[Sum, ...] = ()


def look(line: Criteria, typed: Typed) -> Look:
    """Judge and draw what was typed; one query for the weights of the other lines."""
    method = typed.get("method", line.method)
    bounds, remarks = _bounds(method, typed)
    total = _total(line, typed.get("weight", ""))
    weights = _part_weights(typed) if method == "composite" else ()
    return Look(
        method=method,
        levels=bounds,
        parts=tuple((weight, None) for weight in weights),
        remarks=tuple(remarks),
        warning=_warning(typed, bounds) if method in ("interpolate", "step") else "",
        sentence=weights_sentence(total),
        complete=total == HUNDRED,
        sums=tuple(_sum(*one) for one in typed_sums(typed)) if method == "composite" else (),
    )


def newest_round(card: Card) -> str:
    """The code of the round whose data is cut off last by today, else of the first one."""
    rounds = list(
        Round.objects.filter(area=card.area_id, fiscal_year=card.fiscal_year).order_by("cut_off")
    )
    past = [one for one in rounds if one.cut_off <= today()]
    return next((one.code for one in [*past[-1:], *rounds[:1]]), "")


def _bounds(method: str, typed: Typed) -> tuple[tuple[Decimal, ...] | None, list[str]]:
    kinds = {
        "interpolate": ("level", LEVELS),
        "step": ("level", LEVELS),
        "anchors": ("threshold", 3),
    }
    if method not in kinds:
        return None, []
    name, count = kinds[method]
    given = [typed.get(f"{name}{number}", "") for number in range(1, count + 1)]
    numbers = [number_or_none(one) for one in given]
    known: Sequence[Decimal] = [one for one in numbers if one is not None]
    if len(known) < count:
        return None, []
    word = "เกณฑ์ที่" if name == "threshold" else "ระดับ"
    found = ladder(known, name, word, name)
    return (None if found else tuple(known)), [one.say(page_language()) for one in found]


def _warning(typed: Typed, bounds: tuple[Decimal, ...] | None) -> str:
    target, level = number_or_none(typed.get("target", "")), typed.get("target_level", "")
    if target is None or bounds is None or level not in {"1", "2", "3", "4", "5"}:
        return ""
    found = warning(Definition(Decimal(0), target, int(level), "interpolate", bounds))
    return found.say(page_language()) if found else ""


def _total(line: Criteria, typed: str) -> Decimal:
    others = line.card.criteria.current().exclude(pk=line.pk).values_list("weight", flat=True)
    own = number_or_none(typed)
    return sum(others, own if own is not None else Decimal(0))


def _part_weights(typed: Typed) -> tuple[Decimal, ...]:
    found = []
    place = 0
    while f"part-{place}-id" in typed:
        found.append(number_or_none(typed.get(f"part-{place}-weight", "")) or Decimal(0))
        place += 1
    return tuple(found)


def _sum(number: str, total: Decimal) -> Sum:
    """What the weights of parts total, and what is missing or too much."""
    words = {"total": weight_text(total), "gap": weight_text(abs(HUNDRED - total))}
    if total == HUNDRED:
        said = _("น้ำหนักของส่วนย่อยรวม 100 ครบถ้วน")
    elif total < HUNDRED:
        said = _("น้ำหนักของส่วนย่อยรวม %(total)s ต้องเป็น 100 (ขาด %(gap)s)") % words
    else:
        said = _("น้ำหนักของส่วนย่อยรวม %(total)s ต้องเป็น 100 (เกิน %(gap)s)") % words
    within = _("ส่วนย่อยที่ %(n)s") % {"n": number} if number else ""
    return Sum(f"{within} · {said}" if within else said, total == HUNDRED)
