"""Cards of agencies: who sees them, and that "the card of the area" never means one of them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from accounts.trail.change import Change
from common import clock
from common.errors import Refused
from kpis import reminders
from kpis.models import Card, Criteria, Result
from kpis.places import CardPlace
from kpis.promise import Side
from kpis.selectors.rounds import due_lines, rounds_of
from kpis.services import agreements, cards, imports, results
from kpis.services.results import Entry
from reports.models import EvaluationReport
from scorecards import gather
from scorecards.home import home_items
from scorecards.selectors.areas import useful_year
from tests import factories
from tests.integration.kpis.agreeing import MINISTRY, sign
from tests.integration.kpis.card_fixtures import LEVELS, add, upload
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CUT_OFF, certified, draft, in_time, line, nine

__all__ = ["certified", "draft", "in_time", "line", "nine"]
REVIEWERS = ("planner", "executive", "inspector")


@pytest.fixture
def own(line) -> Card:
    """The area's own card, with one line."""
    return line.card


@pytest.fixture
def card(nakhonsawan, development, planner) -> Card:
    return cards.open(area=nakhonsawan, fiscal_year=2570, agency=development, by=planner)


@pytest.fixture
def theirs(card, planner, officer_post) -> Criteria:
    """The one line of the agency's card."""
    return add(card, planner, "1", "ผลงานตามคำรับรอง", 100, levels=LEVELS, collector=officer_post)


@pytest.fixture
def place(nakhonsawan, development) -> CardPlace:
    return CardPlace(nakhonsawan, 2570, development)


@pytest.fixture
def head_elsewhere(agriculture):
    return factories.user("head2", factories.post(agriculture, "เกษตรจังหวัด", "agency_head"))


def test_it_works(signed_in, planner, own, place):
    client = signed_in(planner)
    listed = client.get(reverse("card_list", args=["60", 2570]))
    assert [row.place.agency for row in listed.context["page"].rows] == [None]
    assert "เปิดบัญชีของหน่วยงาน" in listed.content.decode()
    assert "เปิดบัญชีเปล่า" in client.get(place.url("card_detail")).content.decode()
    assert client.post(place.url("card_open")).url == place.url("card_choose")
    made = Card.objects.get(agency=place.agency)
    picked = own.criteria.get().indicator
    client.post(place.url("card_choose"), {"pick": [picked.pk]})
    line = made.criteria.get()
    boxes = {f"code-{line.pk}": "1", f"weight-{line.pk}": "100", "action": "save"}
    client.post(place.url("card_lines"), boxes)
    assert client.post(place.url("card_agree")).url == place.url("card_detail")
    made.refresh_from_db()
    assert (made.status, made.criteria.get().weight) == ("agreed", 100)
    assert place.agency.name in client.get(place.url("card_detail")).content.decode()


def test_one_card_an_agency_and_year(planner, card, own, nakhonsawan, development):
    with pytest.raises(Refused, match="อยู่แล้ว"):
        cards.open(area=nakhonsawan, fiscal_year=2570, agency=development, by=planner)
    for agency in (None, development):
        with pytest.raises(IntegrityError, match="card_once_an_area_agency"), transaction.atomic():
            Card.objects.create(area=nakhonsawan, fiscal_year=2570, agency=agency)


def test_an_agency_of_another_area_has_none(planner, nakhonsawan, stranger, signed_in):
    theirs = stranger.tenures.get().post.agency
    with pytest.raises(Refused, match="ไม่ใช่ของพื้นที่"):
        cards.open(area=nakhonsawan, fiscal_year=2570, agency=theirs, by=planner)
    page = reverse("card_detail", args=["60", 2570, theirs.pk])
    assert signed_in(planner).get(page).status_code == 404


PAGES = ("card_detail", "card_export", "card_versions")


@pytest.mark.parametrize("who", [*REVIEWERS, "officer", "head"])
def test_the_agency_and_its_reviewers_see_it(signed_in, request, who, theirs, place, nine):
    person = request.getfixturevalue(who)
    client = signed_in(person)
    for name in PAGES:
        assert client.get(place.url(name)).status_code == 200
    assert client.get(place.url("scorecard", "9")).status_code == 200
    assert client.get(place.url("simulation", "9")).status_code == 200
    assert client.get(place.url("indicator_detail", theirs.indicator_id)).status_code == 200
    assert theirs.card in Card.objects.visible_to(person)
    assert theirs in Criteria.objects.visible_to(person)
    listed = client.get(reverse("card_list", args=["60", 2570])).content.decode()
    assert place.url("card_detail") in listed


@pytest.mark.parametrize("who", ["other_officer", "head_elsewhere", "sysadmin", "stranger"])
def test_others_do_not(signed_in, request, who, theirs, place, nine):
    person = request.getfixturevalue(who)
    client = signed_in(person)
    for name in (*PAGES, "card_lines", "card_choose", "card_agree", "card_copy", "card_normalise"):
        assert client.get(place.url(name)).status_code == 404
    for name in ("scorecard", "simulation"):
        assert client.get(place.url(name, "9")).status_code == 404
    assert client.get(place.line_url("criteria_edit", theirs.pk)).status_code == 404
    assert client.get(place.line_url("card_line_remove", theirs.pk)).status_code == 404
    assert client.get(place.url("indicator_detail", theirs.indicator_id)).status_code == 404
    assert theirs.card not in Card.objects.visible_to(person)
    assert theirs not in Criteria.objects.visible_to(person)
    page = client.get(reverse("card_list", args=["60", 2570]))
    assert place.url("card_detail") not in page.content.decode()


def test_the_agency_reads_and_does_not_write(signed_in, head, theirs, place):
    client = signed_in(head)
    for name in ("card_lines", "card_choose", "card_agree", "card_copy", "card_normalise"):
        assert client.get(place.url(name)).status_code == 403
    assert client.post(place.url("card_open")).status_code == 403
    assert client.post(place.line_url("card_line_remove", theirs.pk)).status_code == 403


# -- What means the card of the area finds that one -----------------------------------------------


def test_each_card_counts_its_own_lines_and_results(own, theirs, nine, officer, nakhonsawan):
    for criteria, value in ((own.criteria.get(), "15"), (theirs, "25")):
        entry = Entry(value=Decimal(value), as_of=CUT_OFF)
        result = results.save(criteria=criteria, round=nine, entry=entry, by=officer)
        results.submit(result=result, by=officer)
    of_area = gather.card(nakhonsawan, 2570, nine)
    of_agency = gather.card(nakhonsawan, 2570, nine, agency=theirs.card.agency_id)
    assert [(x.criteria["code"], x.engine["result"]) for x in of_area.lines] == [
        ("2.1", {"value": "15"})
    ]
    assert [(x.criteria["code"], x.engine["result"]) for x in of_agency.lines] == [
        ("1", {"value": "25"})
    ]


def test_an_indicator_on_both_cards_is_reported_for_each(
    own, card, nine, officer, planner, nakhonsawan, development
):
    shared = own.criteria.get().indicator
    line = Criteria.objects.create(card=card, indicator=shared, code="1", weight=100, levels=LEVELS)
    entry = Entry(value=Decimal(15), as_of=CUT_OFF)
    result = results.save(criteria=own.criteria.get(), round=nine, entry=entry, by=officer)
    results.submit(result=result, by=officer)
    found = gather.card(nakhonsawan, 2570, nine, agency=development.pk)
    assert (found.lines[0].criteria["pk"], found.lines[0].result) == (line.pk, None)


def test_the_page_of_the_area_shows_the_areas_lines(signed_in, planner, own, theirs):
    page = signed_in(planner).get(reverse("card_detail", args=["60", 2570])).content.decode()
    assert "มูลค่าการจำหน่าย OTOP" in page
    assert "ผลงานตามคำรับรอง" not in page


def test_the_simulation_of_an_agency_says_where_its_own_work_pays(
    signed_in, planner, own, theirs, nine, officer, place
):
    for criteria in (own.criteria.get(), theirs):
        entry = Entry(value=Decimal(18), as_of=CUT_OFF)
        result = results.save(criteria=criteria, round=nine, entry=entry, by=officer)
        results.submit(result=result, by=officer)
    page = signed_in(planner).get(place.url("simulation", "9")).context["page"]
    found = [(row.code, row.at, row.missing, row.gain) for row in page.levers]
    assert found == [("1", 20, 2, Decimal("0.4"))]


def test_the_api_gives_the_areas_lines(signed_in, planner, own, theirs):
    found = signed_in(planner).get(reverse("api:indicator_list", args=["60", 2570])).json()
    assert [line["code"] for line in found] == ["2.1"]


def test_an_import_fills_the_areas_card(planner, theirs, nakhonsawan):
    key = imports.receive(area=nakhonsawan, fiscal_year=2570, file=upload(), by=planner)
    seen = imports.preview(key=key, area=nakhonsawan, fiscal_year=2570, by=planner)
    assert seen.card is None


def test_a_year_with_an_agencys_card_alone_is_no_year_of_the_area(card, nakhonsawan):
    Card.objects.filter(pk=card.pk).update(fiscal_year=2569)
    assert useful_year(nakhonsawan) == 2570


def test_freezing_takes_the_areas_card(signed_in, planner, theirs, nine):
    page = signed_in(planner).get(reverse("scorecard_freeze", args=["60", 2570, "9"]))
    assert page.context["card"] is None


def test_an_agencys_card_is_reported_once_it_is_agreed(own, theirs, nine, planner, officer):
    late = nine.closes + dt.timedelta(days=1)
    assert [line.code for line in due_lines(nine)] == ["2.1"]
    assert len(list(reminders.due(late))) == 1
    cards.agree(card=theirs.card, by=planner)
    assert [line.code for line in due_lines(nine)] == ["2.1", "1"]
    assert len(list(reminders.due(late))) == 2


def test_the_cards_of_agencies_stand_in_the_order_of_the_dictionary(own, nine, nakhonsawan):
    for name in ("ขวด", "ไก่", "กบ"):
        card = Card.objects.create(
            area=nakhonsawan, fiscal_year=2570, agency=factories.agency(nakhonsawan, name)
        )
        shared = own.criteria.get().indicator
        Criteria.objects.create(card=card, indicator=shared, code=name, weight=1, levels=LEVELS)
    Card.objects.exclude(agency=None).update(
        status="agreed", agreed_by=factories.user("agreed"), agreed_at=clock.now()
    )
    assert [line.code for line in due_lines(nine)] == ["2.1", "กบ", "ไก่", "ขวด"]


def test_what_an_agency_hands_in_is_not_counted_for_the_area(
    own, theirs, nine, officer, nakhonsawan
):
    entry = Entry(value=Decimal(15), as_of=CUT_OFF)
    for criteria, number in ((theirs, 0), (own.criteria.get(), 1)):
        result = results.save(criteria=criteria, round=nine, entry=entry, by=officer)
        results.submit(result=result, by=officer)
        assert [row.reported for row in rounds_of(nakhonsawan, 2570)] == [number]


def test_a_round_in_which_agencies_alone_reported_is_not_frozen(
    own, theirs, nine, officer, planner
):
    """A scorecard counts the area's own card, on which nothing stands."""
    entry = Entry(value=Decimal(15), as_of=CUT_OFF)

    def to_freeze() -> int:
        with clock.at(nine.closes + dt.timedelta(days=1)):
            return len(list(home_items(User.objects.get(pk=planner.pk))))

    for criteria, number in ((theirs, 0), (own.criteria.get(), 1)):
        result = results.save(criteria=criteria, round=nine, entry=entry, by=officer)
        results.submit(result=result, by=officer)
        assert to_freeze() == number


def test_the_indicators_page_finds_its_card(signed_in, planner, head, theirs, place, nine):
    plain = reverse("indicator_detail", args=["60", 2570, theirs.indicator_id])
    for person in (planner, head):
        answer = signed_in(person).get(plain)
        assert answer.url == place.url("indicator_detail", theirs.indicator_id)


def test_verified_results_of_an_agency_are_for_those_concerned(
    theirs, nine, officer, head, planner, other_officer, inspector
):
    entry = Entry(value=Decimal(15), as_of=CUT_OFF)
    result = results.save(criteria=theirs, round=nine, entry=entry, by=officer)
    results.submit(result=result, by=officer)
    results.certify(result=result, by=head)
    results.verify(result=result, by=planner)
    for person, sees in ((officer, True), (inspector, True), (other_officer, False)):
        assert Result.objects.visible_to(person).filter(pk=result.pk).exists() is sees


def test_the_history_of_an_agencys_card_is_hidden_from_others(
    signed_in, theirs, card, planner, head, other_officer, own
):
    indicator = theirs.indicator_id
    gone = add(card, planner, "2", "ถอนออก", 0)
    gone_pk = gone.pk
    cards.remove_line(line=gone, by=planner)
    for person, sees in ((planner, True), (head, True), (other_officer, False)):
        found = Change.objects.visible_to(person)
        for label, pk in (("kpis.card", card.pk), ("kpis.criteria", theirs.pk)):
            assert found.filter(subject=label, subject_id=pk).exists() is sees
        assert found.filter(subject="kpis.criteria", subject_id=gone_pk).exists() is sees
        told = signed_in(person).get(reverse("history", args=["indicator", indicator]))
        assert ("น้ำหนัก" in told.content.decode()) is sees
    page = reverse("history", args=["card", card.pk])
    assert signed_in(head).get(page).status_code == 200
    assert signed_in(other_officer).get(page).status_code == 404


AGREED = {
    "agreement": "kpis.agreement",
    "agreementsignature": "kpis.agreementsignature",
    "evaluationreport": "reports.evaluationreport",
}


def test_the_history_of_an_agencys_agreement_is_hidden_from_others(
    signed_in, theirs, card, planner, head, other_officer, nakhonsawan
):
    cards.agree(card=card, by=planner)
    agreement = agreements.prepare(
        card=card, giver=Side(theirs.indicator.collector), receiver=Side(office=MINISTRY),
        place="ศาลากลาง", dated=clock.today(), by=planner,
    )  # fmt: skip
    sign(agreement, "giver", planner, signed_on=clock.today())
    EvaluationReport.objects.create(
        kind="agreement",
        area=nakhonsawan,
        agreement=agreement,
        code="6E-0001",
        requested_by=planner,
    )
    for person, sees in ((planner, True), (head, True), (other_officer, False)):
        client = signed_in(person)
        for kind, label in AGREED.items():
            assert Change.objects.visible_to(person).filter(subject=label).exists() is sees
            asked = {"kind": kind}
            found = client.get(reverse("history_search"), asked).context["found"]
            assert bool(found.entries) is sees
            told = client.get(reverse("history_export"), asked)
            lines = b"".join(told.streaming_content).decode().strip().splitlines()
            assert (len(lines) > 1) is sees


def test_the_history_of_the_areas_card_stays_open(own, theirs, other_officer):
    found = Change.objects.visible_to(other_officer)
    assert found.filter(subject="kpis.card", subject_id=own.pk).exists()
    assert found.filter(subject="kpis.criteria", subject_id=own.criteria.get().pk).exists()


@pytest.mark.parametrize("number", [3, 30])
def test_the_scorecard_of_an_agency_asks_a_fixed_number_of_queries(
    signed_in, planner, card, place, nine, number, officer_post, django_assert_max_num_queries
):
    for one in range(number):
        add(card, planner, f"1.{one}", f"ตัวที่ {one}", 1, levels=LEVELS, collector=officer_post)
    client = signed_in(planner)
    for address in (place.url("scorecard", "9"), place.url("simulation", "9")):
        with django_assert_max_num_queries(11):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(reverse("card_list", args=["60", 2570])).status_code == 200
