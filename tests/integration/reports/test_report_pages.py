"""Screens of reports: list with request, progress, result, download; and who may not."""

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Job
from reports.models import EvaluationReport
from reports.services import evaluation_reports

LIST = "/60/reports/"
REQUEST = "/60/reports/request/"


def form(snapshot, /, **changes):
    return {"snapshot": snapshot.pk, "language": "th", "digits": "arabic", **changes}


def text(page) -> str:
    return page.content.decode()


def test_it_works(snapshot, planner, signed_in):
    page = signed_in(planner).post(REQUEST, form(snapshot), follow=True)

    report = EvaluationReport.objects.get()
    assert page.redirect_chain == [(f"/reports/{report.pk}/", 302)]
    assert "รอคิว" in text(page)
    assert f'hx-get="/reports/{report.pk}/progress/"' in text(page)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text(page)
    assert "ดูสถานะล่าสุด" in text(page)


def test_the_same_request_leads_to_the_same_report_and_says_so(snapshot, planner, signed_in):
    client = signed_in(planner)
    first = client.post(REQUEST, form(snapshot), follow=True)
    second = client.post(REQUEST, form(snapshot), follow=True)

    assert first.redirect_chain == second.redirect_chain
    assert "มีรายงานนี้อยู่แล้ว" not in text(first)
    assert "มีรายงานนี้อยู่แล้ว" in text(second)
    assert EvaluationReport.objects.count() == 1


def test_a_frozen_scorecard_leads_to_its_report(freeze, planner, signed_in):
    first, _second = freeze(), freeze()
    client, way = signed_in(planner), f"{LIST}?snapshot={first.pk}"
    assert way in text(client.get(f"/snapshots/{first.pk}/"))
    assert f'value="{first.pk}" selected' in text(client.get(way))


def test_what_is_wrong_stands_at_the_form(snapshot, planner, signed_in):
    page = signed_in(planner).post(REQUEST, form(snapshot, snapshot=999_999, digits="roman"))
    assert page.status_code == 422
    assert "ไม่พบสกอร์การ์ดที่ตรึงไว้ โปรดเลือกจากรายการ" in text(page)
    assert set(page.context["form"].errors) == {"snapshot", "digits"}
    assert not EvaluationReport.objects.exists()


def test_progress_tells_stage_and_percent_and_ends_with_a_fresh_page(
    snapshot, planner, signed_in, produced
):
    client = signed_in(planner)
    report = evaluation_reports.request(snapshot=snapshot, by=planner)
    Job.objects.update(
        status="running", stage="จัดหน้า", percent=42, claim="0" * 32,
        heartbeat_at="2027-04-15T03:00Z", started_at="2027-04-15T03:00Z",
    )  # fmt: skip
    part = client.get(f"/reports/{report.pk}/progress/")
    assert "จัดหน้า" in text(part)
    assert 'value="42"' in text(part)
    assert "<html" not in text(part)

    Job.objects.update(status="queued")
    produced(snapshot, by=planner)
    assert client.get(f"/reports/{report.pk}/progress/")["HX-Refresh"] == "true"


def test_a_ready_report_shows_its_facts_and_can_be_downloaded(
    snapshot, planner, signed_in, produced
):
    report, client = produced(snapshot, by=planner), signed_in(planner)
    page = text(client.get(f"/reports/{report.pk}/"))
    for fact in (report.code, report.sha256, f"/verify/{report.code}/", "40 หน้า", "60/2570-1"):
        assert fact in page
    assert "hx-get" not in page.split("<main")[1]
    assert "http-equiv" not in page

    file = client.get(f"/reports/{report.pk}/file/")
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content).startswith(b"%PDF-1.7")
    name = unquote(file["Content-Disposition"].split("filename*=utf-8''")[1])
    assert name == "รายงานผลการประเมิน จังหวัดนครสวรรค์ 2570 รอบ 6 เดือน ฉบับที่ 1.pdf"


def test_a_download_that_broke_off_goes_on(snapshot, planner, stranger, signed_in, produced):
    report, client = produced(snapshot, by=planner), signed_in(planner)
    whole = b"".join(client.get(f"/reports/{report.pk}/file/"))
    rest = {"Range": "bytes=5-", "If-Range": f'"{report.sha256}"'}
    for address in (f"/reports/{report.pk}/file/", f"/api/v1/reports/{report.pk}/file/"):
        part = client.get(address, headers=rest)
        assert part.status_code == 206
        assert b"".join(part) == whole[5:]
        assert part["Content-Disposition"].startswith("attachment")
        assert signed_in(stranger).get(address, headers=rest).status_code == 404


def test_the_page_leads_to_its_history_with_the_job_that_made_it(
    snapshot, planner, signed_in, produced
):
    report = produced(snapshot, by=planner)
    address = f"/history/evaluationreport/{report.pk}/"
    assert f'href="{address}"' in text(signed_in(planner).get(f"/reports/{report.pk}/"))
    said = text(signed_in(planner).get(address))
    assert f"ผ่านระบบ: งานเบื้องหลัง #{report.job_id}" in said
    assert report.file.name not in said


def test_a_failed_report_gives_its_reason_and_a_way_on(snapshot, planner, sysadmin, signed_in):
    report = evaluation_reports.request(snapshot=snapshot, by=planner)
    Job.objects.update(status="failed", error="ไม่พบแบบอักษร โปรดแจ้งผู้ดูแลระบบ")
    client, here = signed_in(planner), f"/reports/{report.pk}/"

    assert "ไม่พบแบบอักษร โปรดแจ้งผู้ดูแลระบบ" in text(client.get(here))
    assert client.get(f"{here}file/").status_code == 404
    again = client.post(f"{here}again/", follow=True)
    assert "รอคิว" in text(again)
    assert EvaluationReport.objects.count() == 1
    assert signed_in(sysadmin).post(f"{here}again/").status_code == 403


def test_replaced_reports_name_each_other(freeze, planner, signed_in, produced):
    old, new = produced(freeze(), by=planner), produced(freeze(), by=planner)
    client = signed_in(planner)

    page = text(client.get(f"/reports/{old.pk}/"))
    assert "มีรายงานฉบับใหม่แทนแล้ว" in page
    assert f"/reports/{new.pk}/" in page
    assert "แทนรายงาน" in text(client.get(f"/reports/{new.pk}/"))
    assert "มีฉบับ 60/2570-2 แทน" in text(client.get(LIST))


def test_a_late_book_of_an_old_snapshot_is_replaced_from_its_first_day(
    freeze, planner, signed_in, produced
):
    first, second = freeze(), freeze()
    produced(second, by=planner)
    late = produced(first, by=planner)
    assert "มีรายงานฉบับใหม่แทนแล้ว" in text(signed_in(planner).get(f"/reports/{late.pk}/"))


def test_without_a_snapshot_the_list_says_what_to_do_first(world, planner, signed_in):
    page = text(signed_in(planner).get(LIST))
    assert "ยังไม่มีรายงาน" in page
    assert "เลือกตรึงสกอร์การ์ดก่อน" in page
    assert "จัดทำรายงาน</button>" not in page


def test_the_list_asks_the_same_number_of_queries_for_many(freeze, planner, signed_in, produced):
    client = signed_in(planner)
    client.get(LIST)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    produced(freeze(), by=planner)
    few = count()
    for _ in range(3):
        snapshot = freeze()
        for options in ({}, {"language": "en"}, {"digits": "thai"}):
            produced(snapshot, by=planner, **options)
    assert count() == few <= 12


def test_the_frozen_content_is_not_read_for_pages(snapshot, planner, signed_in, produced):
    report, client = produced(snapshot, by=planner), signed_in(planner)
    with CaptureQueriesContext(connection) as queries:
        for url in (LIST, f"/reports/{report.pk}/", f"/verify/{report.code}/"):
            client.get(url)
    assert not [q["sql"] for q in queries if '"content"' in q["sql"]]


@pytest.mark.parametrize("rest", ["", "progress/", "file/"])
def test_a_stranger_finds_nothing(snapshot, planner, stranger, signed_in, produced, rest):
    report = produced(snapshot, by=planner)
    client = signed_in(stranger)
    assert client.get(f"/reports/{report.pk}/{rest}").status_code == 404
    assert client.get(LIST).status_code == 404
    assert client.post(REQUEST, form(snapshot)).status_code == 404
    assert client.post(f"/reports/{report.pk}/again/").status_code == 404


def test_a_snapshot_of_another_area_cannot_be_asked_for_here(
    snapshot, phichit, stranger, signed_in
):
    page = signed_in(stranger).post("/66/reports/request/", form(snapshot))
    assert page.status_code == 422
    assert not EvaluationReport.objects.exists()


def test_the_system_admin_sees_but_does_not_ask(snapshot, sysadmin, signed_in):
    client = signed_in(sysadmin)
    page = text(client.get(LIST))
    assert "ไม่มีสิทธิขอจัดทำรายงาน" in page
    assert client.post(REQUEST, form(snapshot)).status_code == 403
    assert not EvaluationReport.objects.exists()


def test_signing_in_comes_first(snapshot, client):
    assert client.get(LIST).status_code == 302
    assert client.post(REQUEST, form(snapshot)).status_code == 302
    assert not EvaluationReport.objects.exists()


def test_get_changes_nothing(snapshot, planner, signed_in):
    client = signed_in(planner)
    report = evaluation_reports.request(snapshot=snapshot, by=planner)
    opened = client.get(REQUEST)
    assert (opened.status_code, opened["Location"]) == (302, LIST)
    assert client.get(f"/reports/{report.pk}/again/").status_code == 405
