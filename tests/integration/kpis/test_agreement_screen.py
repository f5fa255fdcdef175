"""The pages of performance agreements: list, prepare, look, sign."""

import hashlib

import pytest
from django.urls import reverse

from common import clock
from evidence.models import Evidence
from kpis.models import Agreement, Criteria
from reports.models import EvaluationReport
from tests.integration.kpis.agreeing import *  # noqa: F403 - fixtures
from tests.integration.kpis.agreeing import MINISTRY, PDF, paper

LIST = reverse("agreement_list", args=["60", 2570])
PREPARE = reverse("agreement_prepare", args=["60", 2570])
DATED = {"dated_day": "1", "dated_month": "12", "dated_year": "2569"}
SIGNED = {"signed_on_day": "1", "signed_on_month": "12", "signed_on_year": "2569"}


def typed(card, governor_post, **given):
    asked = {
        "card": card.pk, "giver_post": governor_post.pk, "receiver_office": MINISTRY,
        "place": "ศาลากลางจังหวัด", **DATED,
    }  # fmt: skip
    return {**asked, **given}


def page_of(agreement) -> str:
    return reverse("agreement_detail", args=["60", 2570, agreement.pk])


def sign_page(agreement, party="giver") -> str:
    return reverse("agreement_sign", args=["60", 2570, agreement.pk, party])


def test_it_works(signed_in, planner, card, governor_post):
    client = signed_in(planner)
    assert "จัดทำคำรับรอง" in client.get(LIST).content.decode()
    assert client.get(PREPARE).status_code == 200
    client.post(PREPARE, typed(card, governor_post))
    made = Agreement.objects.get()
    html = client.get(page_of(made)).content.decode()
    for text in (MINISTRY, "ผู้ว่าราชการจังหวัด", made.sha256, "มูลค่าการจำหน่าย OTOP", "60.5"):
        assert text in html
    for party in ("giver", "receiver"):
        answer = client.post(
            sign_page(made, party),
            {"signer": "นาย ก", "way": "paper", "file": paper(), **SIGNED},
        )
        assert answer.status_code == 302
    html = client.get(page_of(made)).content.decode()
    assert "ลงนามครบสองฝ่าย" in html
    file = made.signatures.first().file
    assert b"".join(client.get(f"/evidence/{file.pk}/").streaming_content) == PDF
    assert made.reference in client.get(LIST).content.decode()


def test_what_was_typed_is_not_lost(signed_in, planner, card, governor_post):
    answer = signed_in(planner).post(PREPARE, typed(card, governor_post, place=""))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert MINISTRY in html
    assert "ทำที่" in html
    assert not Agreement.objects.exists()


def test_a_fault_of_the_service_stands_at_its_box(signed_in, planner, card, governor_post):
    answer = signed_in(planner).post(
        PREPARE, typed(card, governor_post, receiver_post=governor_post.pk)
    )
    assert answer.status_code == 422
    assert "อย่างใดอย่างหนึ่ง" in answer.content.decode()


def test_a_new_version_asks_for_its_reason(signed_in, planner, agreement, card, governor_post):
    client = signed_in(planner)
    assert "เหตุผลที่ออกฉบับใหม่" in client.get(PREPARE).content.decode()
    assert client.post(PREPARE, typed(card, governor_post)).status_code == 422
    client.post(PREPARE, typed(card, governor_post, reason="เกณฑ์เปลี่ยน"))
    assert Agreement.objects.count() == 2


def test_signing_without_a_file_says_so(signed_in, planner, agreement):
    answer = signed_in(planner).post(
        sign_page(agreement), {"signer": "นาย ก", "way": "paper", **SIGNED}
    )
    assert answer.status_code == 422
    assert "โปรดแนบไฟล์ที่ลงนามแล้ว" in answer.content.decode()


def test_a_year_without_an_agreed_card_says_what_to_do(signed_in, planner, nakhonsawan):
    for url in (LIST, PREPARE):
        html = signed_in(planner).get(url).content.decode()
        assert reverse("card_detail", args=["60", 2570]) in html


def test_the_party_of_a_post_signs_for_itself(signed_in, executive, agreement):
    client = signed_in(executive)
    assert sign_page(agreement) in client.get(page_of(agreement)).content.decode()
    assert client.get(sign_page(agreement)).status_code == 200
    assert client.get(sign_page(agreement, "receiver")).status_code == 403
    assert client.get(sign_page(agreement, "witness")).status_code == 404


@pytest.mark.parametrize("who", ["officer", "head", "inspector"])
def test_others_look_and_do_not_touch(signed_in, agreement, who, request):
    client = signed_in(request.getfixturevalue(who))
    html = client.get(page_of(agreement)).content.decode()
    assert sign_page(agreement) not in html
    assert client.get(PREPARE).status_code == 403
    assert client.get(sign_page(agreement)).status_code == 403


def test_a_stranger_does_not_find_it(signed_in, stranger, agreement):
    for url in (LIST, PREPARE, page_of(agreement), sign_page(agreement)):
        assert signed_in(stranger).get(url).status_code == 404


def test_english(signed_in, planner, agreement):
    client = signed_in(planner)
    client.cookies["language"] = "en"
    client.post("/language/", {"language": "en"})
    assert "Nakhon Sawan" in client.get(LIST).content.decode()


def test_what_a_card_lacks_is_listed_with_the_way_there(signed_in, planner, card, line):
    Criteria.objects.filter(pk=line.pk).update(levels=None)
    html = signed_in(planner).get(PREPARE).content.decode()
    assert "ยังจัดทำคำรับรองไม่ได้" in html
    assert f'<a href="{reverse("criteria_edit", args=["60", 2570, line.pk])}">1.1 มูลค่า' in html
    assert "ยังไม่กำหนดเกณฑ์" in html
    assert 'name="place"' not in html
    Criteria.objects.filter(pk=line.pk).update(weight=0)
    html = signed_in(planner).get(PREPARE).content.decode()
    assert f'<a href="{reverse("card_lines", args=["60", 2570])}">น้ำหนักรวม 39.50' in html


def test_all_faults_show_at_once(signed_in, planner, card):
    answer = signed_in(planner).post(PREPARE, {"card": card.pk, "dated_day": "1"})
    wrong = answer.context["form"].errors
    assert set(wrong) == {"giver_post", "receiver_post", "place", "dated"}


def test_the_unsigned_paper_is_not_taken_for_a_signed_one(signed_in, planner, agreement):
    produced = EvaluationReport.objects.create(
        kind="agreement", area=agreement.card.area, agreement=agreement, code="AAAA-BBBB",
        requested_by=planner, ready_at=clock.now(), pages=1, size=len(PDF),
        sha256=hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    client = signed_in(planner)
    given = {"signer": "นาย ก", "way": "paper", **SIGNED}
    answer = client.post(sign_page(agreement), {**given, "file": paper()})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["file"]
    assert "โปรดแนบไฟล์สแกนของฉบับที่ลงนามแล้ว" in said
    assert not agreement.signatures.exists()
    assert not Evidence.objects.exists()
    answer = client.post(sign_page(agreement), {"signed_on_day": "1", "file": paper()})
    assert set(answer.context["form"].errors) == {"signer", "signed_on", "way", "file"}
    other = paper(content=PDF + b"signature")
    assert client.post(sign_page(agreement), {**given, "file": other}).status_code == 302
    assert produced.agreement.signatures.count() == 1
