"""What an agreement freezes: the parties, and the card as it was agreed (`prasan-agreement/1`).

The printed paper is made from this value alone, so that it stays what was signed whatever
somebody changes later. Words that a reader sees stand in it in Thai and in English.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import Post, Tenure
from common.both import named, said
from common.thai.fiscal import first_day, last_day
from kpis.definition import plain
from kpis.models import Card, Criteria
from kpis.party import party
from kpis.selectors.cards import Group, groups_of
from kpis.selectors.lines import lines_of

Json = dict[str, Any]
FORMAT = "prasan-agreement/1"


@dataclass(frozen=True)
class Side:
    """A party as it is given: a post of the product, or an office outside of it by its name.

    name: who signs; left empty, the holder of the post on the day of the agreement.
    """

    post: Post | None = None
    office: str = ""
    name: str = ""


def build(
    card: Card,
    *,
    version: int,
    giver: Side,
    receiver: Side,
    place: str,
    dated: dt.date,
    reason: str,
) -> Json:
    """The whole content; the number of queries does not grow with the card."""
    year = card.fiscal_year
    groups = groups_of(lines_of(card))
    return {
        "format": FORMAT,
        "party": {"code": party(card).code, **named(*said(lambda: party(card).name), "name")},
        "fiscal_year": year,
        "starts": first_day(year).isoformat(),
        "ends": last_day(year).isoformat(),
        "scale": card.scale,
        "rules": card.rules_version,
        "agreed_at": card.agreed_at.isoformat() if card.agreed_at else None,
        "sample": card.is_sample,
        "version": version,
        "reason": reason,
        "place": place,
        "dated": dated.isoformat(),
        "giver": _side(giver, dated),
        "receiver": _side(receiver, dated),
        "groups": [_group(group) for group in groups],
        "lines": [_line(row.line, group.code) for group in groups for row in group.rows],
        "total": plain(sum((group.weight for group in groups), Decimal(0))),
    }


def criteria_of(content: Json) -> list[int]:
    """The versions of criteria that an agreement was made of."""
    return sorted(line["criteria"] for line in content["lines"])


def _side(side: Side, day: dt.date) -> Json:
    if side.post is None:
        return {
            **named(side.office, "", "post"),
            **named("", "", "agency"),
            "name": side.name,
            "acting": False,
        }
    held = _holder(side.post, day)
    return {
        **named(side.post.title_th, side.post.title_en, "post"),
        **named(side.post.agency.name_th, side.post.agency.name_en, "agency"),
        "name": side.name or (held.user.name if held else ""),
        "acting": bool(held and held.acting and not side.name),
    }


def _holder(post: Post, day: dt.date) -> Tenure | None:
    """Who holds a post on a day: in full, else acting."""
    held = post.tenures.on(day).select_related("user").order_by("acting", "-valid_from")
    return held.first()


def _group(group: Group) -> Json:
    issue = group.rows[0].issue
    title_en = issue.title_en if issue else ""
    return {
        "code": group.code,
        **named(issue.title_th if issue else "", title_en, "title"),
        "weight": plain(group.weight),
    }


def _line(line: Criteria, group: str) -> Json:
    indicator = line.indicator
    return {
        "criteria": line.pk,
        "criteria_version": line.version,
        "code": line.code,
        "group": group,
        **named(indicator.name_th, indicator.name_en, "name"),
        **{
            name: getattr(indicator, name)
            for name in ("unit", "definition", "formula", "source", "dimension")
        },
        "weight": plain(line.weight),
        "target": _figure(line.target),
        "target_level": line.target_level,
        "method": line.method,
        "levels": _figures(line.levels),
        "milestones": line.milestones,
        "parts": line.parts,
        "thresholds": _figures(line.thresholds),
        "baseline": [[year, str(value)] for year, value in line.baseline],
        "supervisor": _post(indicator.supervisor),
        "collector": _post(indicator.collector),
    }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _figures(values: list[Decimal] | None) -> list[str | None] | None:
    return None if values is None else [_figure(value) for value in values]


def _post(post: Post | None) -> Json | None:
    if post is None:
        return None
    return {
        **named(post.title_th, post.title_en, "post"),
        **named(post.agency.name_th, post.agency.name_en, "agency"),
        "phone": post.phone or post.agency.phone,
    }
