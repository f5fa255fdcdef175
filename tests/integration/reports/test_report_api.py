"""Reports through the API: the same service, scope and words as the screens."""

import pytest

from reports.models import EvaluationReport

URL = "/api/v1/reports/"


def ask(client, snapshot, /, **changes):
    return client.post(URL, {"snapshot": snapshot.pk, **changes}, content_type="application/json")


def test_it_works(snapshot, planner, signed_in, produced):
    client = signed_in(planner)
    asked = ask(client, snapshot)
    assert asked.status_code == 201
    assert (asked.json()["state"], asked.json()["percent"]) == ("queued", 0)

    report = produced(snapshot, by=planner)
    shown = client.get(f"{URL}{report.pk}/").json()
    assert (shown["state"], shown["percent"], shown["pages"]) == ("ready", 100, 40)
    assert shown["verify_url"].endswith(f"/verify/{report.code}/")
    assert shown["reference"] == "60/2570-1"
    file = client.get(f"{URL}{report.pk}/file/")
    assert file["Content-Type"] == "application/pdf"


def test_the_same_request_is_the_same_report(snapshot, planner, signed_in):
    client = signed_in(planner)
    first, second = ask(client, snapshot), ask(client, snapshot)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert EvaluationReport.objects.count() == 1


def test_lists_can_be_narrowed(snapshot, planner, signed_in):
    client = signed_in(planner)
    ask(client, snapshot)
    assert client.get(URL, {"area": "60"}).json()["count"] == 1
    assert client.get(URL, {"area": "66"}).json()["count"] == 0
    assert client.get(URL, {"snapshot": snapshot.pk}).json()["count"] == 1


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"snapshot": "x"}, {"digits": "roman"}])
def test_bad_requests_name_the_field(snapshot, planner, signed_in, wrong):
    answer = ask(signed_in(planner), snapshot, **wrong)
    assert answer.status_code == 400
    assert set(answer.json()) == set(wrong)


def test_who_may_not(snapshot, planner, stranger, sysadmin, signed_in, client, produced):
    report = produced(snapshot, by=planner)
    for rest in ("", "file/"):
        assert signed_in(stranger).get(f"{URL}{report.pk}/{rest}").status_code == 404
    assert ask(signed_in(stranger), snapshot).status_code == 404
    assert ask(signed_in(sysadmin), snapshot, language="en").status_code == 403
    assert client.get(URL).status_code == 403
    assert EvaluationReport.objects.count() == 1
