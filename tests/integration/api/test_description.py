"""The published description: complete, without warnings, readable under the strict policy."""

from io import StringIO

from django.core.management import call_command


def test_it_generates_without_a_warning(capsys):
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert "/api/v1/areas/{area_code}/scorecards/{year}/{round_code}/" in out.getvalue()


def test_the_schema_is_served(client, db):
    page = client.get("/api/schema/")
    assert page.status_code == 200
    assert "openapi: 3" in page.content.decode()


def test_the_page_lists_every_operation_without_scripts_of_its_own(client, db):
    page = client.get("/api/docs/")

    text = page.content.decode()
    assert page.status_code == 200
    for path in ("/api/v1/areas/", "/api/v1/snapshots/{id}/card.json", "Scorecard"):
        assert path in text
    main = text.split('<main id="main"')[1].split("</main>")[0]
    assert "<script" not in main
    assert "style=" not in main
