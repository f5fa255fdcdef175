"""The main job as the people do it: an office's spreadsheet comes in, a book goes out that anyone
can check. Every step is a screen; each person only does what the post allows."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import clock
from jobs.models import Job
from jobs.services import worker
from kpis.models import Card, Criteria, Result
from kpis.services import rounds
from reports.models import EvaluationReport
from scorecards.models import Snapshot
from tests.pdftext import exact_text

TABLE = Path(__file__).parent.parent / "data" / "indicators_2548_as_presented.xlsx"
DAY = {"as_of_day": "30", "as_of_month": "9", "as_of_year": "2548"}


@pytest.fixture(autouse=True)
def autumn_2548():
    with clock.at(dt.date(2005, 10, 12)):
        yield


class Office:
    """What each person does at the screen, in words."""

    def __init__(self, signed_in, people):
        self.as_ = {name: signed_in(person) for name, person in people.items()}

    def imports(self, who, table):
        page = reverse("indicator_import", args=["60", 2548])
        upload = SimpleUploadedFile(table.name, table.read_bytes())
        preview = self.as_[who].post(page, {"file": upload}).url
        shown = self.as_[who].get(preview)
        fingerprint = shown.context["preview"].fingerprint
        assert not Criteria.objects.exists(), "a preview stores nothing"
        return self.as_[who].post(f"{preview}confirm/", {"fingerprint": fingerprint})

    def gives_owner(self, who, line, collector):
        page = reverse("indicator_edit", args=["60", 2548, line.pk])
        words = {"name_th": line.indicator.name_th, "unit": line.indicator.unit}
        return self.as_[who].post(page, {**words, "collector": collector.pk})

    def sets_criteria(self, who, line, spread):
        page = reverse("criteria_edit", args=["60", 2548, line.pk])
        typed = {
            "weight": str(line.weight), "target": str(line.target), "target_level": "3",
            "method": "interpolate", "parts": "0", "spread": spread,
        }  # fmt: skip
        filled = self.as_[who].post(page, {**typed, "action": "fill"}).content.decode()
        target = int(line.target)
        levels = {f"level{n}": str(target + (n - 3) * int(spread)) for n in range(1, 6)}
        assert f'value="{levels["level5"]}"' in filled, "the shortcut fills the five boxes"
        return self.as_[who].post(page, {**typed, **levels, "action": "save"})

    def reports(self, who, line, value):
        page = reverse("result_edit", args=["60", 2548, "12", line.pk])
        proof = SimpleUploadedFile("ยอดจำหน่าย.pdf", b"%PDF-1.4 sample")
        typed = {"value": value, **DAY, "statement": "รวบรวมจากทุกอำเภอ", "shows": "ยอดรวม"}
        return self.as_[who].post(page, {**typed, "file": proof, "action": "submit"})

    def moves(self, who, line, action):
        page = reverse("result_move", args=["60", 2548, "12", line.pk])
        return self.as_[who].post(page, {"action": action})


@pytest.fixture
def office(signed_in, planner, officer, head):
    return Office(signed_in, {"planner": planner, "officer": officer, "head": head})


def line(code):
    return Criteria.objects.current().select_related("indicator").get(code=code)


def test_from_the_spreadsheet_to_a_book_that_anyone_can_check(
    office, client, nakhonsawan, planner, officer_post
):
    # The strategist takes the office's own table in: two indicators, weights 5 and 3, no criteria.
    assert office.imports("planner", TABLE).status_code == 302
    first, second = line("1"), line("2")
    assert first.indicator.name_th == "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP"
    assert second.indicator.name_th == "จำนวนผลิตภัณฑ์ OTOP ที่ได้รับมาตรฐาน 4-5 ดาว"
    assert [(one.weight, one.target, one.has_criteria) for one in (first, second)] == [
        (5, 15, False), (3, 30, False),
    ]  # fmt: skip
    page = reverse("card_detail", args=["60", 2548])
    assert "ยังไม่กำหนดเกณฑ์" in office.as_["planner"].get(page).content.decode()

    # Who owes the figures, and from which value on they earn how many points.
    for one, spread in ((first, "5"), (second, "5")):
        office.gives_owner("planner", one, officer_post)
        assert office.sets_criteria("planner", one, spread).status_code == 302

    # 8 of 100 cannot be agreed; making them 100 is an act of its own.
    office.as_["planner"].post(reverse("card_agree", args=["60", 2548]))
    assert Card.objects.get().status == "draft"
    office.as_["planner"].post(reverse("card_normalise", args=["60", 2548]), {"confirm": "1"})
    assert [line("1").weight, line("2").weight] == [62.5, 37.5]
    office.as_["planner"].post(reverse("card_agree", args=["60", 2548]))
    assert Card.objects.get().status == "agreed"

    # The round is open; the officer reports with evidence, the head certifies, the office verifies.
    rounds.create(
        area=nakhonsawan, fiscal_year=2548, kind="12", opens=dt.date(2005, 10, 1),
        closes=dt.date(2005, 10, 31), cut_off=dt.date(2005, 9, 30), by=planner,
    )  # fmt: skip
    for one, value in ((first, "๑๘"), (second, "27")):
        assert office.reports("officer", one, value).status_code == 302
        office.moves("head", one, "certify")
        office.moves("planner", one, "verify")
    assert set(Result.objects.values_list("status", flat=True)) == {"verified"}

    # 3.6 and 2.4 under weights 62.5 and 37.5 make 3.15, as in the worked examples.
    card = reverse("scorecard", args=["60", 2548, "12"])
    assert "3.1500" in office.as_["planner"].get(card).content.decode()

    # Frozen for a meeting, as the round still takes results; the download recomputes to the same
    # bytes without the product.
    freeze = reverse("scorecard_freeze", args=["60", 2548, "12"])
    office.as_["planner"].post(freeze, {"kind": "meeting", "title": "", "replaces": ""})
    snapshot = Snapshot.objects.get()
    download = reverse("snapshot_download", args=[snapshot.pk])
    content = b"".join(office.as_["planner"].get(download))
    recomputed = subprocess.run(
        [sys.executable, "-m", "kpis.scoring"],
        input=content, capture_output=True, cwd=settings.BASE_DIR, check=True,
    )  # fmt: skip
    assert json.loads(recomputed.stdout) == json.loads(content)["result"]
    assert json.loads(recomputed.stdout)["total"] == "3.1500"

    # The book: asked for once, however often the button is pressed; made by a worker.
    ask = reverse("report_request", args=["60"])
    form = {"snapshot": snapshot.pk, "language": "th", "digits": "arabic"}
    for _again in range(2):
        office.as_["planner"].post(ask, form)
    report = EvaluationReport.objects.get()
    assert Job.objects.count() == 1
    assert worker.run(report.job_id), Job.objects.get().error
    report.refresh_from_db()

    # Downloaded by an officer; its text is what was put in, its code on it.
    book = b"".join(office.as_["officer"].get(reverse("report_download", args=[report.pk])))
    exact_text(
        book,
        ["ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP", "3.1500", report.code],
    )

    # Anyone, without an account, by the code on the paper or by the file.
    by_code = client.get(reverse("verify_code", args=[report.code.lower()])).content.decode()
    assert "มีเอกสารรหัสนี้จริง และเป็นฉบับปัจจุบัน" in by_code
    genuine = client.post(
        reverse("verify"), {"file": SimpleUploadedFile("b.pdf", book)}, follow=True
    )
    assert "ไฟล์นี้เป็นเอกสารจริง" in genuine.content.decode()
    altered = client.post(
        reverse("verify"),
        {"code": report.code, "file": SimpleUploadedFile("b.pdf", book + b" ")},
        follow=True,
    )
    assert "ไฟล์นี้ไม่ตรงกับเอกสารที่ระบบจัดทำ" in altered.content.decode()
