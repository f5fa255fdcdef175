"""The cast: one person per role in Nakhon Sawan, and strangers from elsewhere."""

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Post, User
from common import mail
from common.tasks import send_letter
from provinces.models import Agency, Area
from tests import factories


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """No connection outlives its request here, and none stands in the way of the clean-up.

    A browser may keep its line to the live server open; the thread behind it would keep the
    database busy when it is to be dropped.

    A statement that PostgreSQL plans badly is stopped and named, or it would take the suite along.
    """
    default = connections.settings["default"]
    default["CONN_MAX_AGE"] = 0
    default.setdefault("OPTIONS", {})["options"] = "-c statement_timeout=120s"
    yield
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Uploaded and produced files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DEMO_TODAY = None
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Worker:
    """Takes letters from pages at once, in place of the broker and a worker."""

    def send_task(self, name: str, args: list[str]) -> None:
        assert name == mail.TASK
        send_letter.apply(args=args)


@pytest.fixture(autouse=True)
def _worker(monkeypatch):
    monkeypatch.setattr(mail, "current_app", Worker())


@pytest.fixture
def nakhonsawan(db) -> Area:
    return factories.province("60", "นครสวรรค์", "Nakhon Sawan")


@pytest.fixture
def phichit(db) -> Area:
    return factories.province("66", "พิจิตร", "Phichit")


@pytest.fixture
def cluster(nakhonsawan, phichit) -> Area:
    return factories.cluster("N-L2", "กลุ่มจังหวัดภาคเหนือตอนล่าง 2", [nakhonsawan, phichit])


@pytest.fixture
def office(nakhonsawan) -> Agency:
    """สำนักงานจังหวัด: where the planner sits."""
    return factories.agency(nakhonsawan, "สำนักงานจังหวัดนครสวรรค์")


@pytest.fixture
def development(nakhonsawan) -> Agency:
    """สำนักงานพัฒนาชุมชนจังหวัด: host of the OTOP indicators."""
    return factories.agency(nakhonsawan, "สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์")


@pytest.fixture
def agriculture(nakhonsawan) -> Agency:
    return factories.agency(nakhonsawan, "สำนักงานเกษตรจังหวัดนครสวรรค์")


@pytest.fixture
def officer_post(development) -> Post:
    return factories.post(development, "นักวิชาการพัฒนาชุมชน", "officer")


@pytest.fixture
def head_post(development) -> Post:
    return factories.post(development, "พัฒนาการจังหวัด", "agency_head")


@pytest.fixture
def planner(office) -> User:
    return factories.user("planner", factories.post(office, "นักวิเคราะห์นโยบายและแผน", "planner"))


@pytest.fixture
def second_planner(office) -> User:
    """A colleague in the same office, for separation of duties."""
    return factories.user("planner2", factories.post(office, "หัวหน้ากลุ่มงานยุทธศาสตร์", "planner"))


@pytest.fixture
def executive(office) -> User:
    return factories.user("governor", factories.post(office, "ผู้ว่าราชการจังหวัด", "executive"))


@pytest.fixture
def officer(officer_post) -> User:
    return factories.user("officer", officer_post)


@pytest.fixture
def head(head_post) -> User:
    return factories.user("head", head_post)


@pytest.fixture
def other_officer(agriculture) -> User:
    """An officer of another agency of the same province."""
    return factories.user("officer2", factories.post(agriculture, "นักวิชาการเกษตร", "officer"))


@pytest.fixture
def stranger(phichit) -> User:
    """The planner of another province."""
    place = factories.agency(phichit, "สำนักงานจังหวัดพิจิตร")
    return factories.user("stranger", factories.post(place, "นักวิเคราะห์นโยบายและแผน", "planner"))


@pytest.fixture
def cluster_planner(cluster) -> User:
    """The planner of a cluster's office."""
    office = factories.agency(cluster, "สำนักงานบริหารยุทธศาสตร์กลุ่มจังหวัด")
    return factories.user("osm", factories.post(office, "หัวหน้ากลุ่มงาน", "planner"))


@pytest.fixture
def inspector(db) -> User:
    return factories.user("inspector", direct="inspector")


@pytest.fixture
def sysadmin(db) -> User:
    return factories.user("sysadmin", direct="system_admin")


@pytest.fixture
def signed_in():
    """A test client signed in as somebody: `signed_in(planner).get(...)`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
