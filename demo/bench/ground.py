"""Areas with agencies, posts and people for measuring, written in bulk."""

import datetime as dt
from dataclasses import dataclass, field

from accounts.models import DirectRole, Post, Tenure, User
from demo.bench import words
from demo.bench.sizes import Shape
from kpis.models import Card, Criteria, Round
from provinces.models import Agency, Area
from strategies.models import Plan, PlanNode

TODAY = dt.date(2027, 7, 20)  # rounds 6 and 9 of fiscal year 2570 have results
YEAR = 2570
SINCE = dt.date(2020, 10, 1)


@dataclass
class Signers:
    """Who entered, certified and verified everything, and one who may look everywhere."""

    officer: User
    head: User
    verifier: User
    inspector: User


@dataclass
class Place:
    """An area with what was put into it."""

    area: Area
    shape: Shape
    signers: Signers
    people: dict[str, User] = field(default_factory=dict)  # planner, officer, head of this area
    agencies: list[Agency] = field(default_factory=list)
    collectors: list[Post] = field(default_factory=list)
    plan: Plan = field(init=False)
    nodes: list[PlanNode] = field(default_factory=list)
    card: Card = field(init=False)
    criteria: list[Criteria] = field(default_factory=list)
    rounds: dict[str, Round] = field(default_factory=dict)

    def issues(self) -> list[PlanNode]:
        return [node for node in self.nodes if node.level == "issue"]

    def strategies(self) -> list[PlanNode]:
        return [node for node in self.nodes if node.level == "strategy"]


def signers() -> Signers:
    """The four people, made once."""
    made = people(["officer", "head", "verifier", "inspector"], "bench")
    DirectRole.objects.create(user=made["inspector"], role="inspector")
    return Signers(**made)


def people(names: list[str], prefix: str) -> dict[str, User]:
    """Accounts that nobody can sign in to with a password."""
    made = User.objects.bulk_create(
        User(
            username=f"{prefix}-{name}",
            email=f"{prefix}-{name}@bench.invalid".lower(),
            name=f"ผู้ใช้ทดสอบ {prefix} {name}",
            password="!",  # noqa: S106 - Django's mark for "no password fits"
        )
        for name in names
    )
    return dict(zip(names, made, strict=True))


def settle(place: Place) -> None:
    """Agencies with a collector's and a head's post each, the planners' office, and the holders."""
    area, count = place.area, place.shape.agencies
    names = [words.AGENCIES[n % len(words.AGENCIES)] for n in range(count)]
    agencies = Agency.objects.bulk_create(
        Agency(
            area=area,
            code=f"B{n}",
            name_th=f"{name}{area.name_th} แห่งที่ {n + 1}",
            short_name=f"{name} {n + 1}",
            sector=Agency.Sector.REGIONAL_STATE,
            phone="0 5600 0000",
        )
        for n, name in enumerate(["สำนักงานจังหวัด", *names])
    )
    office, place.agencies = agencies[0], agencies[1:]
    posts = Post.objects.bulk_create(
        [
            Post(agency=office, title_th="นักวิเคราะห์นโยบายและแผน", roles=["planner"]),
            *(Post(agency=x, title_th="ผู้จัดเก็บข้อมูล", roles=["officer"]) for x in place.agencies),
            *(
                Post(agency=x, title_th="หัวหน้าหน่วยงาน", roles=["agency_head"])
                for x in place.agencies
            ),
        ]
    )
    place.collectors = posts[1 : 1 + count]
    place.people = people(["planner", "officer", "head"], area.code)
    holders = ["planner"] + ["officer"] * count + ["head"] * count
    Tenure.objects.bulk_create(
        Tenure(post=post, user=place.people[name], valid_from=SINCE)
        for post, name in zip(posts, holders, strict=True)
    )
