"""A frozen card: shown from itself alone, downloadable, comparable, listed."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis.models import Criteria, Indicator, Result
from scorecards.models import Snapshot
from scorecards.services import snapshots
from tests.factories import cards


@pytest.fixture
def snapshot(world, planner) -> Snapshot:
    Result.objects.filter(criteria__code="2.1").update(statement="จัดเทศกาลแล้ว")
    return snapshots.freeze(
        area=world.area, year=2570, round=world.rounds["6"], kind="round", by=planner,
        title="ปิดรอบ 6 เดือน",
    )  # fmt: skip


def url(snapshot: Snapshot, rest: str = "") -> str:
    return f"/snapshots/{snapshot.pk}/{rest}"


def test_it_works(snapshot, planner, signed_in):
    page = signed_in(planner).get(url(snapshot))

    text = page.content.decode()
    assert page.status_code == 200
    assert "3.4578" in text
    assert "60/2570-1" in text
    assert "ปิดรอบ 6 เดือน" in text
    assert "ผลตรงกันทุกไบต์" in text
    assert snapshot.sha256 in text
    assert "จัดเทศกาลแล้ว" in text, "the note card is frozen too"


def test_live_data_may_change_and_it_does_not(snapshot, planner, signed_in):
    client = signed_in(planner)
    before = main(client.get(url(snapshot) + "?sort=plan"))
    Result.objects.update(value=Decimal(1), statement="เปลี่ยนแล้ว")
    Result.objects.all().delete()
    Criteria.objects.update(weight=1, target=1)
    Indicator.objects.update(name_th="เปลี่ยนชื่อ", unit="อื่น")

    assert main(client.get(url(snapshot) + "?sort=plan")) == before


def test_no_query_touches_the_measures(snapshot, planner, signed_in):
    client = signed_in(planner)
    with CaptureQueriesContext(connection) as queries:
        client.get(url(snapshot))

    of_the_frame = 'SELECT "kpis_card"."fiscal_year"'  # the year switch of every page
    measures = [q["sql"] for q in queries if "kpis_" in q["sql"]]
    assert [sql for sql in measures if not sql.startswith(of_the_frame)] == []
    assert len(queries) <= 10


def test_the_download_is_the_frozen_bytes(snapshot, planner, signed_in):
    page = signed_in(planner).get(url(snapshot, "card.json"))

    assert page["Content-Type"] == "application/json"
    assert 'filename="scorecard-60-2570-1.json"' in page["Content-Disposition"]
    assert b"".join(page).decode() == snapshot.content
    assert page["ETag"] == f'"{snapshot.sha256}"'


def test_a_part_of_the_download_is_told_from_the_whole(snapshot, planner, stranger, signed_in):
    part = {"Range": "bytes=0-9"}
    page = signed_in(planner).get(url(snapshot, "card.json"), headers=part)
    assert page.status_code == 206
    assert b"".join(page) == snapshot.content.encode()[:10]
    assert signed_in(stranger).get(url(snapshot, "card.json"), headers=part).status_code == 404


def test_the_page_leads_to_its_history(snapshot, planner, signed_in):
    address = f"/history/snapshot/{snapshot.pk}/"
    assert f'href="{address}"' in signed_in(planner).get(url(snapshot)).content.decode()
    assert snapshot.reference in signed_in(planner).get(address).content.decode()


def test_nothing_has_changed_at_first(snapshot, planner, signed_in):
    page = signed_in(planner).get(url(snapshot, "changes/"))
    assert page.context["differences"] == []
    assert "หลังตรึงไม่มีการเปลี่ยนแปลง" in page.content.decode()


def test_changes_since_are_named(snapshot, planner, signed_in):
    Result.objects.filter(criteria__code="1.1").update(value=Decimal("2.5"))
    Criteria.objects.filter(code="1.2").update(weight=6)

    page = signed_in(planner).get(url(snapshot, "changes/"))

    found = {(x.code, x.what): (x.before, x.after) for x in page.context["differences"]}
    assert found["1.1", "ผลการดำเนินงาน"] == ("1.8", "2.5")
    assert found["1.1", "คะแนน"] == ("3.6000", "5.0000")
    assert found["1.2", "น้ำหนัก"] == ("7", "6")
    assert ("", "คะแนนรวม") in found
    assert "หลังตรึงมีการเปลี่ยนแปลง 4 รายการ" in page.content.decode()


def test_lines_that_came_and_went(snapshot, world, planner, signed_in):
    Result.objects.filter(criteria__code="1.1").delete()
    Criteria.objects.filter(code="1.1").delete()
    cards.line(world, "9.1")

    page = signed_in(planner).get(url(snapshot, "changes/"))

    found = {(x.code, x.what): (x.before, x.after) for x in page.context["differences"]}
    assert found["1.1", "ตัวชี้วัด"] == ("มี", "ไม่มีแล้ว")
    assert found["9.1", "ตัวชี้วัด"] == ("ไม่มี", "มี")


def test_what_replaced_what_is_said_on_both(snapshot, world, planner, signed_in):
    newer = snapshots.freeze(
        area=world.area, year=2570, round=world.rounds["6"], kind="round", by=planner,
        replaces=snapshot,
    )  # fmt: skip
    client = signed_in(planner)
    assert "ฉบับนี้มีฉบับใหม่แทนแล้ว" in client.get(url(snapshot)).content.decode()
    assert url(snapshot) in client.get(url(newer)).content.decode()
    listing = client.get(world.url("snapshots/")).content.decode()
    assert "มีฉบับ 60/2570-2 แทน" in listing


@pytest.mark.parametrize("count", [3, 12])
def test_the_list_does_not_grow_in_queries(
    world, planner, signed_in, django_assert_max_num_queries, count
):
    for _ in range(count):
        snapshots.freeze(
            area=world.area, year=2570, round=world.rounds["6"], kind="report", by=planner
        )
    client = signed_in(planner)
    with django_assert_max_num_queries(12):
        page = client.get(world.url("snapshots/"))
    assert len(page.context["snapshots"]) == count
    assert all("content" in one.get_deferred_fields() for one in page.context["snapshots"])


@pytest.mark.parametrize("rest", ["", "card.json", "changes/"])
def test_strangers_find_nothing(snapshot, stranger, signed_in, client, rest):
    assert signed_in(stranger).get(url(snapshot, rest)).status_code == 404
    assert client.get(url(snapshot, rest)).status_code == 302


def test_the_history_names_who_froze(snapshot, planner, signed_in):
    assert str(planner) in signed_in(planner).get(url(snapshot)).content.decode()


def test_the_content_tells_the_same_in_english(snapshot, planner, signed_in):
    client = signed_in(planner)
    client.cookies["django_language"] = "en"
    text = client.get(url(snapshot)).content.decode()
    assert "Nakhon Sawan" in text
    assert json.loads(snapshot.content)["result"]["explain"]["en"][:40] in text


def main(page) -> str:
    """What stands between the frame's head and foot."""
    return page.content.decode().split('<main id="main"')[1].split("</main>")[0]
