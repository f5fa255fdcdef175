"""What the walk's world holds of agencies' cards and the register."""

from decimal import Decimal

from accounts.models import User
from kpis.definition import Definition
from kpis.models import Card
from kpis.services import cards, indicators
from provinces.models import Agency, Area

YEAR = 2570


def agency_card(area: Area, agency: Agency, people: dict[str, User], mark: str) -> Card:
    """A draft card of an agency with one line, collected by the agency's officer."""
    planner = people["planner"]
    indicator = indicators.create(
        area=area, by=planner, code="A-1", name_th=f"{mark} คำรับรอง", kind="agreement",
        agency=agency, collector=people["officer"].tenures.get().post,
    )  # fmt: skip
    indicators.create(area=area, by=planner, code="A-2", name_th=f"{mark} ยังไม่อยู่ในบัญชี")
    card = cards.open(area=area, fiscal_year=YEAR, agency=agency, by=planner)
    cards.add_line(
        card=card, indicator=indicator, definition=Definition(Decimal(100)), code="1", by=planner
    )  # fmt: skip
    return card
