"""An agreed card of weight 100 and its agreement, prepared and signed; a small PDF to be signed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Post
from common import clock
from kpis.models import Agreement, Card, Criteria
from kpis.promise import Side
from kpis.services import agreements, cards
from tests.factories import cards as card_factory

DAY = dt.date(2026, 12, 1)
STEPS = card_factory.STEPS
MINISTRY = "ปลัดกระทรวงมหาดไทย"
PDF = b"%PDF-1.7\nsigned\n%%EOF\n"


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(DAY):
        yield


@pytest.fixture
def card(nakhonsawan, officer_post, head_post, planner) -> Card:
    """Three lines, one of each way of scoring, agreed."""
    world = card_factory.world(nakhonsawan, 2570, is_sample=True)
    common = {"collector": officer_post}
    card_factory.line(
        world, "1.1", weight="60.5", levels="5 10 15 20 25", name="มูลค่าการจำหน่าย OTOP",
        target=Decimal(15), baseline=[[2567, "9.5"], [2568, "11"], [2569, "12.25"]], **common,
    )  # fmt: skip
    card_factory.line(
        world, "2.1", weight="30", levels=None, method="milestone", milestones=STEPS,
        name="ระดับความสำเร็จของศูนย์ข้อมูล", target=Decimal(3), **common,
    )  # fmt: skip
    card_factory.line(
        world, "3.1", weight="9.5", levels=None, method="composite",
        parts=card_factory.parts("3.1"), name="คุณภาพบริการสามด้าน", target=Decimal(3), **common,
    )  # fmt: skip
    for line in world.criteria.values():
        line.indicator.supervisor = head_post
        line.indicator.definition = f"นิยามของ {line.code}"
        line.indicator.formula = "ผลรวมของยอดจำหน่ายทุกตำบล"
        line.indicator.source = "ทะเบียนของหน่วยงาน"
        line.indicator.save()
    return cards.agree(card=world.card, by=planner)


@pytest.fixture
def governor_post(executive) -> Post:
    return executive.tenures.get().post


def prepare(card, governor_post, planner, **given) -> Agreement:
    asked = {
        "giver": Side(governor_post),
        "receiver": Side(office=MINISTRY),
        "place": "ศาลากลางจังหวัดนครสวรรค์",
        "dated": DAY,
    }
    return agreements.prepare(card=card, by=planner, **{**asked, **given})


@pytest.fixture
def agreement(card, governor_post, planner) -> Agreement:
    return prepare(card, governor_post, planner)


def paper(name="signed.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sign(agreement, party, by, **given):
    asked = {
        "signer": "นาย ก",
        "signed_on": DAY,
        "way": "paper",
        "upload": paper(),
    }
    return agreements.sign(agreement=agreement, party=party, by=by, **{**asked, **given})


@pytest.fixture
def complete(agreement, planner) -> Agreement:
    for party in ("giver", "receiver"):
        sign(agreement, party, planner)
    agreement.refresh_from_db()
    return agreement


@pytest.fixture
def line(card) -> Criteria:
    return card.criteria.get(code="1.1")
