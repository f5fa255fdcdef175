"""A performance agreement: frozen from an agreed card, signed by two, replaced by a new version."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts import workflow
from accounts.models import Change, Tenure
from accounts.personal.parts import parts
from common.errors import NotAllowed, Refused
from evidence.models import Evidence
from evidence.views import may_see
from kpis.models import Agreement, AgreementSignature, Card, Criteria
from kpis.promise import Side
from kpis.selectors.agreements import agreement_list, agreement_page, agreements_of, standing
from kpis.services import agreements, criteria
from kpis.services.criteria import definition_of
from tests import factories
from tests.integration.kpis.agreeing import *  # noqa: F403 - fixtures
from tests.integration.kpis.agreeing import DAY, MINISTRY, paper, prepare, sign


def test_it_works(complete):
    assert complete.status == "complete"
    assert [move.action for move in workflow.history(complete)] == ["complete", "sign", "prepare"]
    assert {one.party: one.signer for one in complete.signatures.all()} == {
        "giver": "นาย ก",
        "receiver": "นาย ก",
    }


def test_it_freezes_parties_and_lines(agreement, executive):
    content = json.loads(agreement.content)
    assert content["giver"]["name"] == executive.name
    assert content["receiver"] == {
        "post_th": MINISTRY, "post_en": MINISTRY, "agency_th": "", "agency_en": "", "name": "",
        "acting": False,
    }  # fmt: skip
    assert [(line["code"], line["weight"]) for line in content["lines"]] == [
        ("1.1", "60.5"), ("2.1", "30"), ("3.1", "9.5"),
    ]  # fmt: skip
    assert (content["total"], content["starts"], content["ends"]) == (
        "100", "2026-10-01", "2027-09-30",
    )  # fmt: skip
    assert content["party"]["name_en"] == "Nakhon Sawan Province"
    assert agreements.is_unchanged(agreement)


def test_somebody_acting_is_named_as_acting(card, governor_post, planner):
    Tenure.objects.filter(post=governor_post).update(acting=True)
    content = json.loads(prepare(card, governor_post, planner).content)
    assert content["giver"]["acting"] is True


def test_what_is_edited_later_moves_nothing(agreement, line, planner):
    before = agreement.content
    line.indicator.name_th = "ชื่อใหม่"
    line.indicator.save()
    agreement.refresh_from_db()
    assert agreement.content == before


@pytest.mark.parametrize("change", [{"content": "{}"}, {"sha256": "a" * 64}, {"dated": DAY}])
def test_the_database_refuses_to_change_or_delete_it(agreement, change):
    if "dated" in change:
        change = {"dated": DAY + dt.timedelta(days=1)}
    with pytest.raises(DatabaseError, match="agreement"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).delete()


def test_the_trail_repeats_neither_the_frozen_text_nor_who_signed(complete):
    told = Change.objects.filter(subject__in=["kpis.agreement", "kpis.agreementsignature"])
    assert {one.subject for one in told} == {"kpis.agreement", "kpis.agreementsignature"}
    for one in told:
        assert {"content", "signer"}.isdisjoint({**(one.before or {}), **(one.after or {})})


def test_the_copy_of_a_persons_data_holds_the_signatures_recorded(complete, planner, officer):
    part = next(one for one in parts(planner) if one.code == "agreement_signatures")
    assert [row[1:] for row in part.rows] == [
        ("60/2570-PA1", "ผู้ทำคำรับรอง", DAY),
        ("60/2570-PA1", "ผู้รับคำรับรอง", DAY),
    ]
    assert next(x for x in parts(officer) if x.code == "agreement_signatures").rows == ()


def test_a_draft_card_gets_none(card, governor_post, planner):
    card.status, card.agreed_at, card.agreed_by = "draft", None, None
    card.save()
    with pytest.raises(Refused, match="ยังไม่ตกลง"):
        prepare(card, governor_post, planner)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"giver": Side()}, "giver_post"),
        ({"receiver": Side()}, "receiver_post"),
        ({"place": " "}, "place"),
        ({"dated": dt.date(2027, 10, 1)}, "dated"),
        ({"dated": dt.date(2025, 9, 1)}, "dated"),
    ],
)
def test_bad_input_names_its_box(card, governor_post, planner, given, field):
    with pytest.raises(Refused) as refused:
        prepare(card, governor_post, planner, **given)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not Agreement.objects.exists()


def test_the_parties_are_two_posts_of_the_area(card, governor_post, planner, stranger):
    elsewhere = stranger.tenures.get().post
    for side, says in ((Side(governor_post), "คนละตำแหน่ง"), (Side(elsewhere), "พื้นที่อื่น")):
        with pytest.raises(Refused, match=says):
            prepare(card, governor_post, planner, receiver=side)


def test_a_new_version_needs_a_reason_and_supersedes_what_waited(
    agreement, card, governor_post, planner
):
    with pytest.raises(Refused) as refused:
        prepare(card, governor_post, planner)
    assert refused.value.faults[0].field == "reason"
    second = prepare(card, governor_post, planner, reason="เกณฑ์เปลี่ยน")
    agreement.refresh_from_db()
    assert (agreement.status, second.version, second.status) == ("superseded", 2, "prepared")


def test_a_signed_one_stays_in_force_until_the_new_one_is_signed(
    complete, card, governor_post, planner
):
    second = prepare(card, governor_post, planner, reason="เกณฑ์เปลี่ยน")
    complete.refresh_from_db()
    assert complete.status == "complete"
    for party in ("giver", "receiver"):
        sign(second, party, planner)
    complete.refresh_from_db()
    second.refresh_from_db()
    assert (complete.status, second.status) == ("superseded", "complete")


def test_it_says_when_the_card_moved_on(agreement, line, planner):
    seen = agreements_of(planner).get()
    assert not agreement_page(planner, seen).outdated
    criteria.revise(
        line=line, definition=definition_of(line), reason="แก้เป้าหมาย",
        effective_from=dt.date(2027, 1, 1), by=planner,
    )  # fmt: skip
    assert agreement_page(planner, seen).outdated


@pytest.mark.parametrize("who", ["executive", "officer", "head", "inspector", "stranger"])
def test_only_the_office_prepares(card, governor_post, who, request):
    with pytest.raises(NotAllowed):
        prepare(card, governor_post, request.getfixturevalue(who))


def test_a_party_records_its_own_signature(agreement, executive):
    sign(agreement, "giver", executive)
    with pytest.raises(NotAllowed, match="คู่คำรับรอง"):
        sign(agreement, "receiver", executive)


@pytest.mark.parametrize("who", ["officer", "head", "inspector", "stranger", "sysadmin"])
def test_others_record_none(agreement, who, request):
    with pytest.raises(NotAllowed):
        sign(agreement, "giver", request.getfixturevalue(who))
    assert not AgreementSignature.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"signer": " "}, "signer"),
        ({"signed_on": DAY + dt.timedelta(days=1)}, "signed_on"),
        ({"way": "telegram"}, "way"),
        ({"upload": None}, "file"),
        ({"upload": paper("a.pdf", b"")}, "file"),
        ({"upload": paper("a.pdf", "ข้อความธรรมดา".encode())}, "file"),
        ({"upload": paper("a.pdf", b"MZ\x00\x01")}, "file"),
    ],
)
def test_a_signature_without_its_facts_is_refused(agreement, planner, given, field):
    with pytest.raises(Refused) as refused:
        sign(agreement, "giver", planner, **given)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not AgreementSignature.objects.exists()
    assert not Evidence.objects.exists()


def test_a_party_signs_once(agreement, planner):
    sign(agreement, "giver", planner)
    with pytest.raises(Refused, match="ไว้แล้ว"):
        sign(agreement, "giver", planner)
    again = AgreementSignature.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError, match="signed_once"), transaction.atomic():
        again.save()


def test_a_complete_one_takes_no_more(complete, planner):
    with pytest.raises(Refused, match="ลงนามครบสองฝ่าย"):
        sign(complete, "giver", planner)


def test_the_signed_file_is_seen_by_the_area_alone(complete, officer, stranger):
    file = complete.signatures.first().file
    assert file.content_type == "application/pdf"
    assert may_see(officer, file)
    assert not may_see(stranger, file)


def test_the_pages_take_the_same_queries_whatever_their_number(
    complete, card, governor_post, planner, django_assert_num_queries
):
    planner.authority.grants  # noqa: B018 - loads them

    def look():
        list(agreement_list(planner, card.area, 2570).rows)
        return agreement_page(planner, agreements_of(planner).get(version=1))

    with django_assert_num_queries(6):
        assert len(look().lines) == 3
    for _number in range(5):
        sign(prepare(card, governor_post, planner, reason="อีกครั้ง"), "giver", planner)
    with django_assert_num_queries(6):
        look()


def test_an_office_outside_and_a_post_exclude_each_other(agreement):
    agreement.giver_office = "สำนักงาน"
    with pytest.raises(IntegrityError, match="post_or_an_office"), transaction.atomic():
        agreement.save(update_fields=["giver_office"])


def test_a_name_that_was_typed_stands_in_place_of_the_holders(card, governor_post, planner):
    factories.post(governor_post.agency, "รองผู้ว่าราชการจังหวัด", "executive")
    assert (
        prepare(card, governor_post, planner, giver=Side(governor_post, name="นาย ข")).version == 1
    )
    assert json.loads(Agreement.objects.get().content)["giver"]["name"] == "นาย ข"
    assert Decimal(json.loads(Agreement.objects.get().content)["total"]) == 100


def test_a_card_with_gaps_is_not_promised(card, line, governor_post, planner):
    Criteria.objects.filter(pk=line.pk).update(levels=None, target=None)
    Criteria.objects.filter(card=card, code="2.1").update(weight=25)
    with pytest.raises(Refused) as refused:
        prepare(card, governor_post, planner, place=" ")
    assert [(str(fault), fault.field) for fault in refused.value.faults] == [
        ("น้ำหนักรวม 95.00 ต้องเป็น 100.00 (ขาด 5.00)", "card"),
        (f"{line}: ยังไม่กำหนดเกณฑ์ จึงไม่คิดคะแนน", "card"),
        (f"{line}: ยังไม่มีค่าเป้าหมาย", "card"),
        ("โปรดกรอกสถานที่ทำคำรับรอง", "place"),
    ]
    assert not Agreement.objects.exists()


def test_the_page_lists_what_the_refusal_says(
    card, line, nakhonsawan, governor_post, planner, django_assert_num_queries
):
    other = Card.objects.create(area=nakhonsawan, fiscal_year=2569)
    with django_assert_num_queries(1):
        assert standing([card, other])[0] == [card]
    Criteria.objects.filter(pk=line.pk).update(levels=None, target=None)
    Criteria.objects.filter(card=card, code="2.1").update(weight=25)
    ready, (lacking, empty) = standing([card, other])
    with pytest.raises(Refused) as refused:
        prepare(card, governor_post, planner)
    told = [lacking.sentence, *(f"{gap.line}: {gap.missing}" for gap in lacking.gaps)]
    assert [str(fault) for fault in refused.value.faults] == told
    assert (ready, empty.card, empty.gaps) == ([], other, ())


def test_what_is_only_watched_does_not_hinder(card, line, governor_post, planner):
    Criteria.objects.filter(pk=line.pk).update(weight=0, levels=None)
    Criteria.objects.filter(card=card, code="2.1").update(weight=Decimal("90.5"))
    assert prepare(card, governor_post, planner).version == 1
