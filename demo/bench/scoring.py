"""Q5: the scoring engine alone, and the cards of the whole country frozen."""

import gc
import time
from statistics import median

from accounts.models import Post, Tenure, User
from demo.bench import ground
from demo.bench.table import Measure
from demo.bench.world import Bench
from kpis.scoring import parse_card, result_json, score_card
from scorecards import gather
from scorecards.models import Snapshot
from scorecards.services import snapshots

FREEZES = 3


def measure(bench: Bench) -> list[Measure]:
    """One card through the engine many times; all areas' cards read, scored and frozen once."""
    return [_engine(bench), _country(bench)]


def _engine(bench: Bench) -> Measure:
    gathered = gather.cards([bench.area.rounds["9"]], ground.TODAY).popitem()[1]
    given = gathered.engine
    times = []
    for _ in range(bench.sizes.cards):
        start = time.process_time()
        result_json(score_card(parse_card(given)))
        times.append((time.process_time() - start) * 1000)
    return Measure(
        "Q5",
        f"engine, a card of {len(gathered.lines)} lines, explained",
        median(times),
        5,
        " ms",
        (
            "engine: checked, scored and written with sentences in Thai and English; "
            f"processor time, median of {len(times)}, best {min(times):.2f} ms",
        ),
    )


def _country(bench: Bench) -> Measure:
    rounds = [place.rounds["9"] for place in bench.nation]
    by = _everywhere(bench)
    gc.collect()
    times = []
    for _ in range(FREEZES):
        wall, own = time.perf_counter(), time.process_time()
        made = snapshots.freeze_all(rounds=rounds, kind=Snapshot.Kind.REPORT, by=by)
        times.append((time.perf_counter() - wall, time.process_time() - own))
    wall, own = median(wall for wall, _ in times), median(own for _, own in times)
    size = sum(len(one.content) for one in made) / 1_000_000
    if len(made) != len(rounds):
        raise RuntimeError(f"{len(made)} of {len(rounds)} cards were frozen")
    return Measure(
        "Q5",
        f"all {len(made)} areas' cards from the database, frozen",
        wall,
        10,
        " s",
        (
            f"all areas: time on the clock, median of {FREEZES}; {own:.1f} s of it this process "
            f"worked; {size:.0f} MB frozen",
        ),
    )


def _everywhere(bench: Bench) -> User:
    """A person who may freeze in all areas: a second planner's post in each."""
    person = ground.people(["nation"], "bench")["nation"]
    posts = Post.objects.bulk_create(
        Post(agency=place.agencies[0], title_th="ผู้วิเคราะห์ส่วนกลาง", roles=["planner"])
        for place in bench.nation
    )
    Tenure.objects.bulk_create(
        Tenure(post=post, user=person, valid_from=ground.SINCE) for post in posts
    )
    return person
