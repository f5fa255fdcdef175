"""The page that freezes: it asks first, warns, and refuses those who may not."""

from decimal import Decimal

from common import clock
from scorecards.models import Snapshot
from tests.factories import cards


def test_it_works(world, planner, signed_in):
    client = signed_in(planner)
    asked = client.get(world.url("scorecard/6/freeze/"))
    assert asked.status_code == 200
    assert not Snapshot.objects.exists(), "asking freezes nothing"

    done = client.post(
        world.url("scorecard/6/freeze/"), {"kind": "meeting", "title": "ครั้งที่ 2/2570"}
    )

    snapshot = Snapshot.objects.get()
    assert done.url == f"/snapshots/{snapshot.pk}/"
    assert (snapshot.kind, snapshot.title, snapshot.created_by) == (
        "meeting",
        "ครั้งที่ 2/2570",
        planner,
    )


def test_it_warns_of_what_may_still_change(nakhonsawan, planner, signed_in, after_the_round):
    world = cards.world(nakhonsawan, 2570)
    for code in ("1.1", "1.2"):
        cards.line(world, code)
    world.report("1.1", status="submitted", value=Decimal(4))

    text = signed_in(planner).get(world.url("scorecard/6/freeze/")).content.decode()

    assert "ยังไม่ตรวจรับ 1 ตัวชี้วัด" in text
    assert "ยังไม่รายงาน 1 ตัวชี้วัด" in text
    assert "ยังไม่ส่ง" not in text


def test_while_the_round_takes_results_none_is_overdue(nakhonsawan, planner, signed_in):
    world = cards.world(nakhonsawan, 2570)
    for code in ("1.1", "1.2", "1.3"):
        cards.line(world, code)
    cards.line(world, "1.4", due_in=["12"])
    world.report("1.1", value=Decimal(4))
    world.report("1.2", status="returned", value=Decimal(4))

    with clock.at(world.rounds["6"].closes):
        text = signed_in(planner).get(world.url("scorecard/6/freeze/")).content.decode()

    assert "รอรายงาน 2 ตัวชี้วัด" in text
    assert "ยังไม่รายงาน" not in text


def test_what_is_chosen_first_follows_the_round(world, planner, signed_in):
    client, url = signed_in(planner), world.url("scorecard/6/freeze/")
    assert client.get(url).context["form"]["kind"].value() == "round"
    with clock.at(world.rounds["6"].closes):
        assert client.get(url).context["form"]["kind"].value() == "meeting"
        page = client.post(url, {"kind": "round", "title": "ยังอยู่"})
    assert page.status_code == 409
    assert "ครบกำหนด 31 มี.ค. 2570" in page.content.decode()
    assert 'value="ยังอยู่"' in page.content.decode()
    assert not Snapshot.objects.exists()


def test_replacing_an_earlier_one(world, planner, signed_in):
    client = signed_in(planner)
    client.post(world.url("scorecard/6/freeze/"), {"kind": "round"})
    first = Snapshot.objects.get()
    assert f'value="{first.pk}"' in client.get(world.url("scorecard/6/freeze/")).content.decode()

    client.post(world.url("scorecard/6/freeze/"), {"kind": "round", "replaces": first.pk})

    assert Snapshot.objects.get(number=2).replaces == first


def test_a_form_sent_twice_freezes_once(world, planner, signed_in):
    client = signed_in(planner)
    form = {"kind": "round", "title": "ปิดรอบ 6 เดือน"}
    sent = [client.post(world.url("scorecard/6/freeze/"), form) for _ in range(2)]
    assert {answer.url for answer in sent} == {f"/snapshots/{Snapshot.objects.get().pk}/"}


def test_a_refusal_keeps_what_was_typed(world, planner, signed_in):
    client = signed_in(planner)
    client.post(world.url("scorecard/6/freeze/"), {"kind": "round"})
    first = Snapshot.objects.get()

    page = client.post(
        world.url("scorecard/6/freeze/"),
        {"kind": "meeting", "title": "ยังอยู่", "replaces": first.pk},
    )

    assert page.status_code == 409
    assert "แทนได้เฉพาะฉบับของรอบเดียวกัน" in page.content.decode()
    assert 'value="ยังอยู่"' in page.content.decode()
    assert Snapshot.objects.count() == 1


def test_a_purpose_is_needed(world, planner, signed_in):
    page = signed_in(planner).post(world.url("scorecard/6/freeze/"), {"kind": ""})
    assert page.context["form"].errors["kind"]
    assert not Snapshot.objects.exists()


def test_an_officer_is_told_who_may(world, officer, signed_in):
    page = signed_in(officer).post(world.url("scorecard/6/freeze/"), {"kind": "round"})
    assert page.status_code == 403
    assert "เจ้าหน้าที่ยุทธศาสตร์" in page.content.decode()
    assert not Snapshot.objects.exists()


def test_strangers_find_nothing(world, stranger, signed_in):
    page = signed_in(stranger).post(world.url("scorecard/6/freeze/"), {"kind": "round"})
    assert page.status_code == 404
    assert not Snapshot.objects.exists()
