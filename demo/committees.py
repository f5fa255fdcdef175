"""The committees of the demo: the province's board and the cluster's, then and now."""

import datetime as dt

from accounts.models import Post
from committees.models import Committee
from committees.services import committees, seats
from common import clock
from demo import people
from demo.told import Built, Tally, rows
from provinces.models import Area


def build() -> list[Built]:
    """Register each body with its seats, by post where the law says so, on the day of its order."""
    tally = Tally()
    made: dict[str, Committee] = {}
    for row in rows("committees.csv"):
        there = Committee.objects.filter(
            area__code=row["area"], name_th=row["name_th"], valid_from=row["valid_from"]
        ).first()
        if there:
            made[row["key"]] = there
            tally.there("committees")
        else:
            made[row["key"]] = _committee(row, made, tally)
    return tally.told()


def _committee(row: dict[str, str], made: dict[str, Committee], tally: Tally) -> Committee:
    first = dt.date.fromisoformat(row["valid_from"])
    last = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    with clock.at(first):
        by = people.user(row["by"])
        committee = committees.create(
            area=Area.objects.get(code=row["area"]),
            type=row["type"],
            name_th=row["name_th"],
            name_en=row["name_en"],
            abbreviation=row["abbreviation"],
            parent=made.get(row["parent"]),
            order_number=row["order_number"],
            order_date=dt.date.fromisoformat(row["order_date"]),
            quorum=row["quorum"],
            substitutes_count=row["substitutes_count"] == "yes",
            valid_from=first,
            valid_to=last,
            is_sample=True,
            by=by,
        )
        tally.added("committees")
        for seat in rows("seats.csv"):
            if seat["committee"] == row["key"]:
                seats.add(
                    committee=committee,
                    position=seat["position"],
                    sector=seat["sector"],
                    post=_post(seat["post"]),
                    represents=seat["represents"],
                    may_vote=seat["may_vote"] == "yes",
                    valid_from=first,
                    valid_to=last,
                    by=by,
                )
                tally.added("seats")
    return committee


def _post(path: str) -> Post | None:
    """`area/agency/title`, where the title `head` stands for the head of the agency."""
    if not path:
        return None
    area, agency, title = path.split("/")
    there = Post.objects.filter(agency__area__code=area, agency__code=agency)
    if title == "head":
        return there.get(roles__contains=["agency_head"])
    return there.get(title_th=title)
