"""Projects with their money: by issue, and by source."""

from decimal import Decimal

from django.utils.translation import gettext as _

from common.thai.digits import round_half_up
from reports.book.pen import NOTHING, Json, Pen, decimal
from reports.book.source import OUT_OF_PLAN, Source
from reports.book.values import Money, Project, Projects

MOST_JOINT, MOST_PLACES = 3, 4


def by_issue(source: Source) -> tuple[Projects, ...]:
    """The projects of every issue that has some, those under no issue last."""
    codes = [str(group["code"]) for group in source.card["groups"]]
    codes += [str(n["code"]) for n in source.nodes.values() if n["level"] == "issue"]
    found = [of_issue(source, code) for code in [*dict.fromkeys(codes), OUT_OF_PLAN]]
    return tuple(one for one in found if one.rows)


def of_issue(source: Source, code: str) -> Projects:
    pen, rows = source.pen, source.projects_of(code)
    node = source.issue(code)
    return _sum(pen, code, pen.said(node, "title"), rows, _whole(source))


def total(source: Source) -> Projects:
    return _sum(source.pen, "", "", source.card["projects"], _whole(source))


def money(source: Source) -> tuple[Money, ...]:
    """All projects' money by source and category, the largest first."""
    pen = source.pen
    sums: dict[tuple[str, str], Decimal] = {}
    for project in source.card["projects"]:
        for line in project["budget_lines"]:
            key = pen.said(line, "source"), pen.said(line, "category")
            sums[key] = sums.get(key, Decimal(0)) + decimal(line["allocated"])
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Money(*key, pen.baht(amount), pen.million(amount)) for key, amount in ordered)


def project(pen: Pen, given: Json) -> Project:
    """One project as a row."""
    places = given["places_en"] if pen.language == "en" else given["places_th"]
    where = _first(pen, places or given["places_th"], MOST_PLACES)
    return Project(
        code=str(given["code"]),
        name=pen.said(given, "name"),
        host=pen.said(given, "host"),
        joint=_first(pen, given["joint_th"], MOST_JOINT),
        places=_("ทั้งพื้นที่") if given["whole_area"] else where or NOTHING,
        indicators=pen.listed(given["indicators"]) or NOTHING,
        status=pen.said(given, "status"),
        budget=pen.baht(decimal(given["budget"])),
    )


def _first(pen: Pen, names: list[str], most: int) -> str:
    """The names, or the first of them and how many more: a row must stay a row."""
    if len(names) <= most:
        return pen.listed(names)
    words = {"names": pen.listed(names[: most - 1]), "more": len(names) - most + 1}
    return _("%(names)s และอีก %(more)s แห่ง") % words


def _whole(source: Source) -> Decimal:
    return sum((decimal(one["budget"]) for one in source.card["projects"]), Decimal(0))


def _sum(pen: Pen, code: str, title: str, rows: list[Json], whole: Decimal) -> Projects:
    amount = sum((decimal(row["budget"]) for row in rows), Decimal(0))
    share = round_half_up(amount * 100 / whole, 2) if whole else None
    return Projects(
        code=code,
        title=title,
        rows=tuple(project(pen, row) for row in rows),
        count=pen.number(len(rows)),
        baht=pen.baht(amount),
        million=pen.million(amount),
        share=NOTHING if share is None else pen.number(share, 2),
    )
