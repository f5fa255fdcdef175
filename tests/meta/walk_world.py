"""What the walk walks through: a year of Nakhon Sawan, a neighbour, and one person for each role.

Everything of Nakhon Sawan that nobody else may read carries MARK; what only those may read who
enter, certify or review carries SECRET.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import ClientHandler

from accounts.models import Tenure, User
from committees.models import Committee
from committees.services import committees, seats
from common import clock
from kpis.models import Card, Criteria, Result, Round
from kpis.services import imports, results
from kpis.services.results import Entry
from projects.models import Project
from provinces.models import Agency, Area
from reports.models import EvaluationReport
from reports.services import evaluation_reports
from scorecards.models import Snapshot
from scorecards.services import snapshots
from tests import factories
from tests.factories import cards, plans
from tests.meta import walk_plan_world, walk_world_plans
from tests.meta import walk_signing_world as walk_signing
from tests.meta.walk_world_cards import agency_card

DAY = dt.date(2027, 7, 20)  # 20 July 2570: the nine months' round takes reports
YEAR, EMPTY_YEAR = 2570, 2571
MARK, SECRET = "เครื่องหมายนครสวรรค์", "เครื่องหมายความลับ"
TABLE = Path(__file__).parent.parent / "data" / "indicators_2548_as_presented.xlsx"
PDF = b"%PDF-1.7\nwalked\n%%EOF\n"

NOBODY = "nobody"
OF_AREA = frozenset(
    [
        "planner",
        "colleague",
        "executive",
        "officer",
        "head",
        "other_officer",
        "other_head",
        "member",
        "other_member",
        "chair",
        "secretary",
        "district_officer",
        "inspector",
        "area_inspector",
        "sysadmin",
        "cluster_planner",
    ]
)
STRANGERS = frozenset(
    [
        "planner_elsewhere",
        "officer_elsewhere",
        "head_elsewhere",
        "member_elsewhere",
        "secretary_elsewhere",
        "inspector_elsewhere",
        "former_planner",
        "closed_planner",
        "roleless",
    ]
)
SIGNED_IN = OF_AREA | STRANGERS - {"closed_planner"}
EVERYBODY = OF_AREA | STRANGERS | {NOBODY}


@dataclass
class World:
    """The objects that addresses name, and a signed-in client of everybody."""

    area: Area
    neighbour: Area
    card: Card
    lines: dict[str, Criteria]
    neighbours_line: Criteria
    round: Round
    results: dict[str, Result]
    snapshot: Snapshot
    neighbours_snapshot: Snapshot
    report: EvaluationReport
    project: Project
    committee: Committee
    import_key: str
    fingerprint: str
    people: dict[str, User]
    plans: walk_world_plans.Plans
    clients: dict[str, Client] = field(default_factory=dict)
    exception: Any = None
    agreement: Any = None

    def evidence(self, state: str) -> int:
        return self.results[state].evidence.get().pk


def table() -> SimpleUploadedFile:
    """The presentation's indicator table, as an upload."""
    return SimpleUploadedFile(TABLE.name, TABLE.read_bytes())


def client(handler: ClientHandler = ClientHandler(enforce_csrf_checks=False)) -> Client:  # noqa: B008
    """A client; all share one handler, whose middleware is loaded once."""
    made = Client()
    made.handler = handler
    return made


def build() -> World:
    """Everything, on DAY, through the services wherever there is one."""
    area, neighbour = factories.province("60", "นครสวรรค์"), factories.province("66", "พิจิตร")
    Area.objects.create(kind="district", code="6001", name_th="เมืองนครสวรรค์", province=area)
    factories.cluster("N-L2", "กลุ่มจังหวัดภาคเหนือตอนล่าง 2", [area, neighbour])
    agencies = {
        name: factories.agency(where, f"{MARK} {name}" if where == area else name)
        for name, where in {
            "office": area,
            "development": area,
            "agriculture": area,
            "neighbours_office": neighbour,
            "neighbours_development": neighbour,
            "district_office": Area.objects.get(code="6001"),
            "cluster_office": Area.objects.get(code="N-L2"),
        }.items()
    }
    people = _people(agencies)
    committee = _committees(area, neighbour, people)
    with_card = _card(area, agencies["development"], people, MARK)
    next_door = {"entered": "officer_elsewhere", "certified": "head_elsewhere"}
    theirs = _card(
        neighbour, agencies["neighbours_development"], people, "พิจิตร",
        verified="planner_elsewhere", **next_door,
    )  # fmt: skip
    agency_card(area, agencies["development"], people, MARK)
    snapshot = _freeze(with_card, people["planner"], f"{MARK} ฉบับประชุม")
    world = World(
        area=area,
        neighbour=neighbour,
        card=with_card.card,
        lines=with_card.criteria,
        neighbours_line=theirs.criteria["1.1"],
        round=with_card.rounds["9"],
        results={one.status: one for one in Result.objects.filter(criteria__card=with_card.card)},
        snapshot=snapshot,
        neighbours_snapshot=_freeze(theirs, people["planner_elsewhere"], "พิจิตร"),
        report=_report(snapshot, people["planner"]),
        project=plans.project(
            area, people["officer"], agencies["development"], name_th=f"{MARK} โครงการ"
        ),
        committee=committee,
        **_upload(area, people["planner"]),
        people=people,
        plans=walk_world_plans.build(area, people["planner"], MARK),
    )
    walk_plan_world.furnish(area, agencies, people, MARK)
    from tests.meta import walk_rounds

    walk_rounds.add(world)
    for name, person in people.items():
        world.clients[name] = client()
        world.clients[name].force_login(person)
    world.clients[NOBODY] = client()
    walk_signing.prepare(world)
    User.objects.filter(username="closed_planner").update(is_active=False)
    return world


def _people(at: dict[str, Agency]) -> dict[str, User]:
    """One person for each role, the same roles elsewhere, and those who hold nothing today."""
    posts = {
        "planner": ("office", "planner"),
        "colleague": ("office", "planner"),
        "executive": ("office", "executive"),
        "officer": ("development", "officer"),
        "head": ("development", "agency_head"),
        "other_officer": ("agriculture", "officer"),
        "other_head": ("agriculture", "agency_head"),
        "district_officer": ("district_office", "district_officer"),
        "cluster_planner": ("cluster_office", "planner"),
        "planner_elsewhere": ("neighbours_office", "planner"),
        "officer_elsewhere": ("neighbours_development", "officer"),
        "head_elsewhere": ("neighbours_development", "agency_head"),
        "former_planner": ("office", "planner"),
        "closed_planner": ("office", "planner"),
    }
    people = {
        name: factories.user(name, factories.post(at[agency], f"ตำแหน่งของ {name}", role))
        for name, (agency, role) in posts.items()
    }
    seated = ("member", "other_member", "chair", "secretary")
    for name in (*seated, "member_elsewhere", "secretary_elsewhere", "roleless"):
        people[name] = factories.user(name)
    people["inspector"] = factories.user("inspector", direct="inspector")
    people["sysadmin"] = factories.user("sysadmin", direct="system_admin")
    here, there = at["office"].area, at["neighbours_office"].area
    people["area_inspector"] = factories.user("area_inspector", direct="inspector", area=here)
    people["inspector_elsewhere"] = factories.user(
        "inspector_elsewhere", direct="inspector", area=there
    )
    Tenure.objects.filter(user=people["former_planner"]).update(valid_to=DAY - dt.timedelta(1))
    return people


def _committees(area: Area, neighbour: Area, people: dict[str, User]) -> Committee:
    """The board of the province, a working group of it, and the neighbour's board."""
    made = {}
    for name, where, kind, by in (
        ("board", area, "province_board", "planner"),
        ("group", area, "working_group", "planner"),
        ("neighbours", neighbour, "province_board", "planner_elsewhere"),
    ):
        made[name] = committees.create(
            area=where,
            type=kind,
            name_th=f"{MARK} {name}" if where == area else name,
            valid_from=factories.LONG_AGO,
            by=people[by],
        )
    for name, position, person, by in (
        ("board", "chair", "chair", "planner"),
        ("board", "member", "member", "planner"),
        ("board", "member_secretary", "secretary", "planner"),
        ("group", "member", "other_member", "planner"),
        ("neighbours", "member", "member_elsewhere", "planner_elsewhere"),
        ("neighbours", "member_secretary", "secretary_elsewhere", "planner_elsewhere"),
    ):
        seats.add(
            committee=made[name],
            position=position,
            sector=Agency.Sector.REGIONAL_STATE,
            person=people[person],
            valid_from=factories.LONG_AGO,
            by=people[by],
        )
    return made["board"]


def _card(
    area: Area,
    agency: Agency,
    people: dict[str, User],
    mark: str,
    *,
    entered: str = "officer",
    certified: str = "head",
    verified: str = "planner",
) -> cards.World:
    """A draft card of weight 100 with a result in every state, each with its evidence."""
    world = cards.world(area, YEAR)
    round = world.rounds["9"]
    round.opens, round.closes = dt.date(2027, 7, 1), dt.date(2027, 7, 31)
    round.save()
    officer, head, planner = people[entered], people[certified], people[verified]
    owing = officer.tenures.get().post
    for number, state in enumerate(("draft", "submitted", "certified", "verified"), start=1):
        line = cards.line(
            world, f"1.{number}", weight="25", name=f"{mark} ตัวชี้วัด {number}", collector=owing
        )
        secret = SECRET if mark == MARK else "ร่างของพิจิตร"
        words = secret if state == "draft" else f"{mark} คำชี้แจง"
        entry = Entry(value=Decimal(3), as_of=round.cut_off, notes={"statement": words})
        result = results.save(criteria=line, round=round, entry=entry, by=officer)
        proof = SimpleUploadedFile(f"{words}.pdf", PDF)
        results.attach_file(result=result, upload=proof, by=officer, shows=words)
        if state != "draft":
            result = results.submit(result=result, by=officer)
        if state in ("certified", "verified"):
            result = results.certify(result=result, by=head)
        if state == "verified":
            results.verify(result=result, by=planner)
    return world


def _freeze(world: cards.World, by: User, title: str) -> Snapshot:
    return snapshots.freeze(
        area=world.area, year=YEAR, round=world.rounds["9"], kind="meeting", title=title, by=by
    )


def _report(snapshot: Snapshot, by: User) -> EvaluationReport:
    """A book that is ready, as a worker would have left it."""
    report = evaluation_reports.request(snapshot=snapshot, by=by)
    report.file.save("", ContentFile(PDF), save=False)
    report.pages, report.size, report.ready_at = 1, len(PDF), clock.now()
    report.sha256 = hashlib.sha256(PDF).hexdigest()
    report.save()
    return report


def _upload(area: Area, by: User) -> dict[str, Any]:
    """A table that was sent and waits for being confirmed."""
    key = imports.receive(area=area, fiscal_year=EMPTY_YEAR, file=table(), by=by)
    seen = imports.preview(key=key, area=area, fiscal_year=EMPTY_YEAR, by=by)
    return {"import_key": key, "fingerprint": seen.fingerprint}
