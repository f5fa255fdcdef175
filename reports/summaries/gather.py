"""What is frozen of a consultation when its summary is asked for."""

from typing import Any

from strategies.models import Comment, Consultation
from strategies.places import hung

Json = dict[str, Any]


def content(consultation: Consultation) -> Json:
    """Plan, invited and comments by node, in both languages; four queries."""
    plan = consultation.plan
    return {
        "plan": {
            "title_th": plan.title,
            "title_en": plan.title_en,
            "version": plan.version,
            "sample": plan.is_sample,
        },
        "area": {"kind": plan.area.kind, "code": plan.area.code, **_named(plan.area)},
        "opens": consultation.opens.isoformat(),
        "closes": consultation.closes.isoformat(),
        "introduction": consultation.introduction,
        "invited": [
            {"sector": one.sector, **_named(one.agency or one.user)}
            for one in consultation.invitations.select_related("agency", "user")
        ],
        "sections": _sections(consultation),
    }


def _sections(consultation: Consultation) -> list[Json]:
    """The whole draft first, then the nodes in the order of the plan, then those that are gone."""
    rows = consultation.comments.standing().select_related("agency", "by").order_by("pk")
    said: dict[object, list[Json]] = {}
    for row in rows:
        said.setdefault(row.node_id or row.about, []).append(_comment(row))
    found = []
    whole = said.pop("", None)
    if whole:
        found.append({"code": "", "title_th": "", "title_en": "", "comments": whole})
    for node in hung(consultation.plan):
        if comments := said.pop(node.pk, None):
            titles = {"title_th": node.title_th, "title_en": node.title_en}
            found.append({"code": node.code, **titles, "comments": comments})
    for comments in said.values():
        titles = {"title_th": comments[0]["about_th"], "title_en": comments[0]["about_en"]}
        found.append({"code": "", **titles, "comments": comments})
    return found


def _comment(row: Comment) -> Json:
    """about: the node as it read on the day of the comment; the section has it as it reads now."""
    return {
        "about_th": row.about,
        "about_en": row.about_en,
        "sector": row.sector,
        **_named(row.agency or row.by),
        "text": row.text,
        "at": row.at.isoformat(),
        "outcome": row.outcome,
        "answer": row.answer,
    }


def _named(thing: Any) -> Json:
    if hasattr(thing, "name_th"):
        return {"name_th": thing.name_th, "name_en": thing.name_en}
    return {"name_th": str(thing), "name_en": ""}
