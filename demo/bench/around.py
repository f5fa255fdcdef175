"""Projects, committees, frozen scorecards and reports for measuring, written in bulk."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from committees.models import Committee, Seat
from demo.bench import words
from demo.bench.ground import SINCE, YEAR, Place
from jobs.models import Job
from projects.models import BudgetLine, Project
from reports.models import EvaluationReport
from scorecards.models import Snapshot
from scorecards.services import snapshots


def projects(place: Place) -> None:
    """Projects under the strategies, each with two sources of money and one indicator."""
    strategies = place.strategies()
    rows = Project.objects.bulk_create(
        Project(
            area=place.area,
            fiscal_year=YEAR,
            code=f"P-{n + 1:04d}",
            name_th=f"โครงการ{words.PROJECTS[n % len(words.PROJECTS)]} ระยะที่ {n + 1}",
            node=strategies[n % len(strategies)],
            host_agency=place.agencies[n % len(place.agencies)],
            whole_area=True,
            rationale=words.STATEMENT,
            beneficiaries="เกษตรกรและประชาชนในพื้นที่ 1,200 ครัวเรือน",
            status=Project.Status.RUNNING,
        )
        for n in range(place.shape.projects)
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(project=row, source=source, category=category, allocated=Decimal(amount))
        for row in rows
        for source, category, amount in [
            ("province", "investment", "2500000"),
            ("local", "operating", "350000.50"),
        ]
    )
    moved: Any = Project.indicators.through
    moved.objects.bulk_create(
        moved(project=row, indicator=place.criteria[n % len(place.criteria)].indicator)
        for n, row in enumerate(rows)
    )
    joint: Any = Project.joint_agencies.through
    joint.objects.bulk_create(
        joint(project=row, agency=place.agencies[(n + 1) % len(place.agencies)])
        for n, row in enumerate(rows)
    )


def committees(place: Place) -> None:
    """Committees; the first one has all the seats."""
    rows = Committee.objects.bulk_create(
        Committee(
            area=place.area,
            type=Committee.Type.WORKING_GROUP if n else Committee.Type.PROVINCE_BOARD,
            name_th=f"คณะทำงานขับเคลื่อนแผนพัฒนา คณะที่ {n + 1}",
            valid_from=SINCE,
        )
        for n in range(place.shape.committees)
    )
    Seat.objects.bulk_create(
        Seat(
            committee=rows[0],
            position=Seat.Position.MEMBER,
            sector="regional_state",
            post=place.collectors[n % len(place.collectors)],
            order=n,
            valid_from=SINCE,
        )
        for n in range(place.shape.seats)
    )


def frozen(place: Place) -> None:
    """One real snapshot, its copies beside it for the lists, and a finished report of each."""
    if not place.shape.snapshots:
        return
    first = snapshots.freeze(
        area=place.area,
        year=YEAR,
        round=place.rounds["9"],
        kind=Snapshot.Kind.REPORT,
        by=place.people["planner"],
    )
    others = Snapshot.objects.bulk_create(
        (
            Snapshot(
                area=place.area,
                fiscal_year=YEAR,
                round=place.rounds["9"],
                kind=Snapshot.Kind.MEETING,
                number=first.number + n,
                content=first.content,
                sha256=first.sha256,
                rules_version=first.rules_version,
                engine_version=first.engine_version,
                total=first.total,
                created_by=first.created_by,
                created_at=timezone.now(),
            )
            for n in range(1, place.shape.snapshots)
        ),
        batch_size=20,  # one statement with 300 cards of 300 lines is more than PostgreSQL takes
    )
    _reports(place, [first, *others])


def _reports(place: Place, frozen: list[Snapshot]) -> None:
    now, who = timezone.now(), place.people["planner"]
    jobs = Job.objects.bulk_create(
        Job(
            kind="bench",
            key=f"bench-{one.pk}",
            subject_id=one.pk,
            status=Job.Status.DONE,
            percent=100,
            requested_by=who,
            finished_at=now,
        )
        for one in frozen
    )
    EvaluationReport.objects.bulk_create(
        EvaluationReport(
            kind=EvaluationReport.Kind.BOOK,
            area=place.area,
            snapshot=one,
            code=f"BENCH-{one.pk}",
            job=job,
            file=f"reports/bench/{one.pk}.pdf",
            pages=40,
            size=500_000,
            sha256=one.sha256,
            requested_by=who,
            ready_at=now,
        )
        for one, job in zip(frozen, jobs, strict=True)
    )
