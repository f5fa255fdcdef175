"""What an inspector and the office should notice: a round opened again, a post that was left."""

import datetime as dt

from accounts import workflow
from accounts.models import Tenure
from accounts.services import tenures
from common import clock
from demo import people
from demo.told import Built, Tally
from kpis.models import Round
from kpis.services import rounds
from provinces.models import Area

CLOSED, OPENED_AGAIN = dt.date(2027, 7, 9), dt.date(2027, 7, 12)
LEFT = dt.date(2027, 7, 19)
AGENCY = "สนง.อุตสาหกรรมจังหวัด"


def build(area: Area) -> list[Built]:
    """Both once; the round takes results until its last day as before."""
    tally = Tally()
    _reopen(area, tally)
    _leave(area, tally)
    return tally.told()


def _reopen(area: Area, tally: Tally) -> None:
    round = Round.objects.of(2570).get(area=area, kind="9")
    if _opened_again(round):
        tally.there("rounds opened again")
        return
    planner = people.user("planner")
    with clock.at(CLOSED):
        rounds.lock(round=round, reason="ปิดรับเพื่อสอบทานหลักฐาน (ข้อมูลตัวอย่าง)", by=planner)
    with clock.at(OPENED_AGAIN):
        reason = "หน่วยงานขอเวลาแก้ไขหลักฐาน (ข้อมูลตัวอย่าง)"
        rounds.reopen(round=round, closes=round.closes, reason=reason, by=planner)
    tally.added("rounds opened again")


def _leave(area: Area, tally: Tally) -> None:
    post = people.officer_post(people.agency(area, AGENCY))
    held = Tenure.objects.filter(post=post, valid_to__isnull=True).first()
    if held is None:
        tally.there("posts left")
        return
    with clock.at(LEFT):
        reason = "ย้ายไปปฏิบัติราชการที่อื่น (ข้อมูลตัวอย่าง)"
        tenures.end(tenure=held, on=LEFT, reason=reason, by=people.user("planner"))
    tally.added("posts left")


def _opened_again(round: Round) -> bool:
    return workflow.history(round).filter(action="reopen").exists()
