"""Queries composed once a process answer what the same queryset answers, for whoever asks."""

import datetime as dt

import psycopg
import pytest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext

from common.composed import SOME_DAY, Composed, filled, some_ids, some_years
from kpis.models import Criteria, Round
from provinces.models import Area, ClusterMembership
from tests.factories import cards


def test_it_works(nakhonsawan, phichit):
    wanted = some_ids(2)
    query = Composed(Area.objects.filter(pk__in=wanted).order_by("code"))

    assert query.objects(filled(wanted, [phichit.pk, nakhonsawan.pk])) == [nakhonsawan, phichit]
    assert query.objects(filled(wanted, [phichit.pk, phichit.pk])) == [phichit]


def test_objects_are_as_django_reads_them(nakhonsawan):
    Area.objects.update(aliases=["ปากน้ำโพ", "เมืองสี่แคว"])
    (wanted,) = some_ids(1)
    rows = Area.objects.annotate(again=F("code"), one=Value(1))

    (found,) = Composed(rows.filter(pk=wanted)).objects({wanted: nakhonsawan.pk})

    alike = rows.get(pk=nakhonsawan.pk)
    fields = [field.attname for field in Area._meta.concrete_fields]
    for name in [*fields, "again", "one"]:
        assert getattr(found, name) == getattr(alike, name), name
    assert not found._state.adding
    assert found._state.db == "default"
    found.name_en = "Nakhon Sawan"
    found.save(update_fields=["name_en"])


def test_values_are_as_django_reads_them(nakhonsawan):
    world = cards.sample(nakhonsawan, 2570)
    names = ["code", "levels", "baseline", "parts", "weight", "effective_from", "card__is_sample"]
    (year,) = some_years(1)
    asked = Criteria.objects.order_by("pk").values_list(*names)
    query = Composed(asked.filter(card__fiscal_year=year))

    found = query.converted(query.asked({year: world.year}))

    assert [tuple(row) for row in found] == list(asked)
    assert len(found) > 10


def test_a_day_is_a_blank(nakhonsawan, cluster):
    last = dt.date(2026, 9, 30)
    ClusterMembership.objects.filter(province=nakhonsawan).update(valid_to=last)
    (wanted,) = some_ids(1)
    members = ClusterMembership.objects.on(SOME_DAY).filter(cluster=wanted).values_list("province")
    query = Composed(members)

    before = query.asked({wanted: cluster.pk, SOME_DAY: last})
    after = query.asked({wanted: cluster.pk, SOME_DAY: last + dt.timedelta(days=1)})

    assert (nakhonsawan.pk,) in before
    assert (nakhonsawan.pk,) not in after
    assert len(after) == 1


def test_the_question_is_kept_and_never_the_answer(nakhonsawan):
    (wanted,) = some_ids(1)
    query = Composed(Round.objects.filter(area=wanted).order_by("cut_off"))
    assert query.objects({wanted: nakhonsawan.pk}) == []

    made = cards.rounds(nakhonsawan, 2570)

    with CaptureQueriesContext(connection) as asked:
        assert query.objects({wanted: nakhonsawan.pk}) == [made["6"], made["9"], made["12"]]
    assert len(asked) == 1


def test_values_go_in_as_values(nakhonsawan):
    """What fills a blank is never read as SQL."""
    blank = "ชื่อ"
    query = Composed(Area.objects.filter(name_th=blank))
    assert query.objects({blank: "' OR 1=1 --"}) == []
    assert query.objects({blank: "นครสวรรค์"}) == [nakhonsawan]


def test_a_union_reads_like_any_other(nakhonsawan, phichit):
    one, other = some_ids(2)
    rows = Area.objects.order_by().values_list("code")
    query = Composed(rows.filter(pk=one).union(rows.filter(pk=other), all=True))
    with CaptureQueriesContext(connection) as asked:
        found = query.asked(filled([one, other], [nakhonsawan.pk, phichit.pk]))
    assert sorted(found) == [("60",), ("66",)]
    assert asked[0]["sql"].startswith("SELECT")


def prepared() -> list[str]:
    """The questions that PostgreSQL has prepared on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def test_postgresql_prepares_it_once_whatever_the_size_of_the_numbers(nakhonsawan):
    (wanted,) = some_ids(1)
    query = Composed(Area.objects.filter(pk=wanted).annotate(mark=Value("once")))
    for number in (nakhonsawan.pk, 7, 70_000, 7_000_000_000) * 3:
        query.objects({wanted: number})
    assert query.objects({wanted: nakhonsawan.pk}) == [nakhonsawan]
    assert len([one for one in prepared() if "provinces_area" in one]) == 1


def test_a_prepared_question_sees_what_was_written_since(nakhonsawan, phichit):
    (wanted,) = some_ids(1)
    query = Composed(Area.objects.filter(pk=wanted).values_list("name_en"))
    for turn in range(10):
        Area.objects.filter(pk=phichit.pk).update(name_en=f"Phichit {turn}")
        assert query.asked({wanted: phichit.pk}) == [(f"Phichit {turn}",)]


@pytest.mark.django_db(transaction=True)
def test_a_column_that_changes_its_type_is_asked_for_anew(nakhonsawan):
    """As a migration does while web processes keep their connections."""
    (wanted,) = some_ids(1)
    query = Composed(Area.objects.filter(pk=wanted).values_list("code", "name_en"))
    for _ in range(10):
        query.asked({wanted: nakhonsawan.pk})
    table = "ALTER TABLE provinces_area ALTER COLUMN name_en TYPE"
    try:
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute(f"{table} varchar(4321)")
        assert query.asked({wanted: nakhonsawan.pk}) == [("60", "Nakhon Sawan")]
    finally:
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute(f"{table} varchar({Area._meta.get_field('name_en').max_length})")


def test_without_preparing_it_answers_alike(nakhonsawan, monkeypatch):
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    (wanted,) = some_ids(1)
    query = Composed(Area.objects.filter(pk=wanted).annotate(mark=Value("never")))
    before = len(prepared())
    for _ in range(10):
        assert query.objects({wanted: nakhonsawan.pk}) == [nakhonsawan]
    assert len(prepared()) == before


@pytest.mark.parametrize("given", [[1], [1, 2, 3]])
def test_each_blank_wants_its_value(given):
    with pytest.raises(ValueError, match="zip"):
        filled(some_ids(2), given)
