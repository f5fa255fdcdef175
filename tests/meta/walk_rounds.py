"""Rules of the walk for rounds by agency, performance agreements and reminders, with their world.

The agreement is of the year before, because the walk's own card is still a draft.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kpis.promise import Side
from kpis.services import agreements, cards, openings
from provinces.models import Area
from reminders import tokens
from reminders.models import Stopped
from tests.factories import cards as card_factory
from tests.meta.walk_rule import Args, Rule, of_area
from tests.meta.walk_world import (
    EMPTY_YEAR,
    EVERYBODY,
    MARK,
    OF_AREA,
    SIGNED_IN,
    YEAR,
    World,
)

BEFORE = YEAR - 1
PLANNERS = frozenset({"planner", "colleague"})
READERS = OF_AREA - {"sysadmin"}
PDF = b"%PDF-1.7\nsigned\n%%EOF\n"
STOPPED = "result_due"


def add(world: World) -> None:
    """One agency with longer time, an agreement to be signed, and a kind that somebody stopped."""
    planner, officer = world.people["planner"], world.people["officer"]
    owing = officer.tenures.get().post
    world.exception = openings.grant(
        round=world.round, agency=owing.agency, until=dt.date(2027, 8, 10),
        reason=f"{MARK} น้ำท่วม", by=planner,
    )  # fmt: skip
    area = Area.objects.get(pk=world.area.pk)
    made = card_factory.world(area, BEFORE)
    card_factory.line(
        made, "1.1", weight="100", target=Decimal(3), name=f"{MARK} ปีก่อน", collector=owing
    )
    world.agreement = agreements.prepare(
        card=cards.agree(card=made.card, by=planner),
        giver=Side(world.people["executive"].tenures.get().post),
        receiver=Side(office=f"{MARK} ปลัดกระทรวง"),
        place="ศาลากลางจังหวัด",
        dated=dt.date(2025, 12, 1),
        by=planner,
    )
    Stopped.objects.create(user=officer, kind=STOPPED)


def _day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def _dates(prefix: str = "", cut_off: tuple[int, int, int] = (30, 6, 2570)) -> dict[str, str]:
    return {
        **_day(f"{prefix}opens", 1, 7, 2570),
        **_day(f"{prefix}closes", 5, 8, 2570),
        **_day(f"{prefix}cut_off", *cut_off),
    }


def _signature(world: World) -> dict[str, Any]:
    return {
        "signer": "ผู้ลงนาม",
        "way": "paper",
        "file": SimpleUploadedFile("signed.pdf", PDF),
        **_day("signed_on", 1, 12, 2568),
    }


def _prepared(world: World) -> dict[str, Any]:
    return {
        "card": world.agreement.card_id,
        "giver_post": world.agreement.giver_post_id,
        "receiver_office": "ปลัดกระทรวง",
        "place": "ศาลากลาง",
        "reason": "แก้คู่คำรับรอง",
        **_day("dated", 1, 12, 2568),
    }


def of_agreement(*more: str) -> tuple[Args, Args]:
    """An agreement's address in Nakhon Sawan, and under the neighbour's address."""

    def args(world: World, area: str = "60") -> list[Any]:
        return [area, BEFORE, world.agreement.pk, *more]

    return args, lambda world: args(world, "66")


def agreement_page(*more: str, **rest: Any) -> Rule:
    args, elsewhere = of_agreement(*more)
    return Rule(args, OF_AREA, rest.pop("get", OF_AREA), elsewhere=elsewhere, **rest)


def managed(args: Args, **rest: Any) -> Rule:
    """A page on which the office manages rounds."""
    return Rule(args, OF_AREA, PLANNERS, PLANNERS, **rest)


def of_exception(area: str) -> Args:
    return lambda world: [area, YEAR, "9", world.exception.pk]


def rules() -> dict[str, Rule | dict[str, Rule]]:
    """All of them."""
    return {
        "round_plan": managed(
            lambda w: [w.area.code, EMPTY_YEAR],
            body=lambda w: {"9-wanted": "on", **_dates("9-", (30, 6, 2571))},
        ),
        "round_openings": managed(
            of_area("year"),
            body=lambda w: {"rounds": ["9"], "agencies": ["all"], "action": "lock"},
        ),
        "round_dates": managed(
            of_area("year", "round"), body=lambda w: {"reason": "ข้อมูลช้า", **_dates()}
        ),
        "round_exception_end": managed(
            of_exception("60"),
            elsewhere=of_exception("66"),
            body=lambda w: {"reason": "ส่งแล้ว"},
        ),
        "agreement_list": Rule(lambda w: [w.area.code, BEFORE], OF_AREA, OF_AREA),
        "agreement_prepare": managed(lambda w: [w.area.code, BEFORE], body=_prepared),
        "agreement_detail": agreement_page(),
        "agreement_sign": {
            "by the party": agreement_page(
                "giver",
                get=PLANNERS | {"executive"},
                post=PLANNERS | {"executive"},
                body=_signature,
            ),
            "of the other side": agreement_page(
                "receiver", get=PLANNERS, post=PLANNERS, body=_signature
            ),
        },
        "agreement_report": agreement_page(
            get=READERS, post=READERS, body=lambda w: {"language": "th", "digits": "thai"}
        ),
        "reminders": Rule(
            sees=SIGNED_IN, get=SIGNED_IN, post=SIGNED_IN, body=lambda w: {"wanted": ["to_verify"]}
        ),
        # It stops what is stopped already here: what it changes without a token is tested by itself
        "reminder_stop": Rule(
            lambda w: [tokens.link(w.people["officer"].pk, [STOPPED]).rstrip("/").split("/")[-1]],
            post=EVERYBODY,
            stores=False,
            ok=(200,),
            open_to_csrf=True,
        ),
    }
