"""The year's promise: the agreement on the card of 2570, signed by both parties; and one agency
that got longer time in the round that is open."""

import datetime as dt

from common import clock
from demo import people, proofs
from demo.told import Built, Tally
from kpis.models import Agreement, AgreementSignature, Card, Round, RoundException
from kpis.models.agreements import Party
from kpis.promise import Side
from kpis.services import agreements, openings
from provinces.models import Area
from reports.services import evaluation_reports

YEAR = 2570
PREPARED, SIGNED = dt.date(2026, 10, 5), dt.date(2026, 10, 15)
RECEIVER = "ปลัดกระทรวงมหาดไทย"
GOVERNOR = "ผู้ว่าราชการจังหวัดนครสวรรค์"
LONGER = ("สนง.คลังจังหวัด", dt.date(2027, 7, 15), dt.date(2027, 8, 10))


def build(area: Area) -> list[Built]:
    """Prepare the agreement, print it, record both signatures."""
    tally = Tally()
    card = Card.objects.of_areas().get(area=area, fiscal_year=YEAR)
    if card.agreements.exists():
        tally.there("agreements")
        return tally.told()
    planner = people.user("planner")
    with clock.at(PREPARED):
        post = people.agency(area, "province").posts.get(title_th=GOVERNOR)
        made = agreements.prepare(
            card=card,
            giver=Side(post),
            receiver=Side(office=RECEIVER),
            place="ศาลากลางจังหวัดนครสวรรค์ (ข้อมูลตัวอย่าง)",
            dated=SIGNED,
            by=planner,
        )
        evaluation_reports.request_agreement(agreement=made, by=planner)
    with clock.at(SIGNED):
        for party in Party:
            agreements.sign(
                agreement=made,
                party=party.value,
                signer=f"ผู้ลงนามตัวอย่าง ({party.label})",
                signed_on=SIGNED,
                way=AgreementSignature.Way.PAPER,
                upload=proofs.signed_paper(made),
                by=planner,
            )
    tally.added("agreements")
    return tally.told()


def build_openings(area: Area) -> list[Built]:
    """Longer time for one agency in the nine months' round."""
    tally = Tally()
    if RoundException.objects.filter(round__area=area).exists():
        tally.there("exceptions of rounds")
        return tally.told()
    name, day, until = LONGER
    with clock.at(day):
        openings.grant(
            round=Round.objects.of(YEAR).get(area=area, kind="9"),
            agency=people.agency(area, name),
            until=until,
            reason="ข้อมูลตัวอย่าง: ระบบเบิกจ่ายปิดปรับปรุง จึงรวบรวมข้อมูลได้หลังสิ้นเดือน",
            by=people.user("planner"),
        )
    tally.added("exceptions of rounds")
    return tally.told()


def stands() -> bool:
    """Whether both are there."""
    signed = Agreement.objects.filter(
        card__fiscal_year=YEAR, status=Agreement.Status.COMPLETE, card__is_sample=True
    )
    return signed.exists() and RoundException.objects.exists()
