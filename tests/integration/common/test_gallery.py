"""The gallery of components."""

from django.conf import settings


def test_it_works(signed_in, sysadmin):
    page = signed_in(sysadmin).get("/developers/gallery/")
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()


def test_every_component_is_shown():
    """A component that nobody can look at is not finished."""
    templates = settings.BASE_DIR / "templates"
    shown = (templates / "common" / "gallery.html").read_text()
    inside = {"crumb", "tab", "task", "answer", "file"}
    for component in (templates / "cotton").glob("*.html"):
        name = component.stem.replace("_", "-")
        assert f"<c-{name}" in shown or component.stem in inside, component.name


def test_developers_see_it_without_an_account(client, db, settings):
    settings.DEBUG = True
    assert client.get("/developers/gallery/").status_code == 200


def test_nobody_else_sees_it(client, signed_in, planner):
    assert client.get("/developers/gallery/").status_code == 404
    assert signed_in(planner).get("/developers/gallery/").status_code == 404
