"""Reference data of areas, from the files in provinces/data. Adds or corrects, never deletes."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from common.slots import Loaded
from provinces.models import Area, ClusterMembership, DistrictStatus

DATA = Path(__file__).resolve().parent.parent / "data"


def read(file: Path) -> list[dict[str, str]]:
    """The rows of a data file; a cell is text without blanks around it."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            {key: (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def put(
    what: str,
    rows: Iterable[dict[str, Any]],
    *,
    into: models.QuerySet[Any],
    key: tuple[str, ...],
) -> Loaded:
    """Bring a table into line with the rows: add what is missing, correct what differs.

    A row is found again by its `key` fields. What the table holds beyond the rows stays.
    """
    there = {tuple(getattr(found, name) for name in key): found for found in into}
    new, corrected, unchanged = [], 0, 0
    for row in rows:
        found = there.get(tuple(row[name] for name in key))
        if found is None:
            new.append(into.model(**row))
            continue
        wrong = [name for name, value in row.items() if getattr(found, name) != value]
        if not wrong:
            unchanged += 1
            continue
        for name in wrong:
            setattr(found, name, row[name])
        found.save(update_fields=wrong)
        corrected += 1
    into.model._default_manager.bulk_create(new)
    return Loaded(what=what, added=len(new), corrected=corrected, unchanged=unchanged)


@transaction.atomic
def load() -> Iterator[Loaded]:
    """Nation, provinces, clusters with dated members, and districts, in this order."""
    return iter([_nation(), _provinces(), _clusters(), _memberships(), *_districts()])


def _areas() -> models.QuerySet[Area]:
    return Area.objects.all()


def _nation() -> Loaded:
    thailand = {
        "code": "TH",
        "kind": Area.Kind.NATION,
        "name_th": "ประเทศไทย",
        "name_en": "Thailand",
    }
    return put("nation", [thailand], into=_areas(), key=("code",))


def _provinces() -> Loaded:
    tiles = {row["dopa_code"]: row for row in read(DATA / "tiles.csv")}
    rows = [
        {
            "code": row["code"],
            "kind": Area.Kind.PROVINCE,
            "iso": row["iso"],
            "name_th": row["name_th"],
            "name_en": row["name_en"],
            "region_th": row["region_th"],
            "aliases": _list(row["aliases"]),
            "abbreviation": tiles[row["code"]]["abbr_th"],
            "tile_row": int(tiles[row["code"]]["tile_row"]),
            "tile_col": int(tiles[row["code"]]["tile_col"]),
        }
        for row in read(DATA / "provinces.csv")
    ]
    return put("provinces", rows, into=_areas(), key=("code",))


def _clusters() -> Loaded:
    rows = [
        {**row, "kind": Area.Kind.CLUSTER, "aliases": _list(row["aliases"])}
        for row in read(DATA / "clusters.csv")
    ]
    return put("clusters", rows, into=_areas(), key=("code",))


def _memberships() -> Loaded:
    ids = _ids()
    rows = [
        {
            "cluster_id": ids[row["cluster"]],
            "province_id": ids[row["province"]],
            "valid_from": dt.date.fromisoformat(row["valid_from"]),
            "valid_to": _day(row["valid_to"]),
            "is_centre": row["is_centre"] == "yes",
            "source": row["source"],
        }
        for row in read(DATA / "memberships.csv")
    ]
    return put(
        "cluster memberships",
        rows,
        into=ClusterMembership.objects.all(),
        key=("cluster_id", "province_id", "valid_from"),
    )


def _districts() -> Iterator[Loaded]:
    rows = read(DATA / "districts.csv")
    ids = _ids()
    areas = [
        {
            "code": row["code"],
            "kind": Area.Kind.DISTRICT,
            "province_id": ids[row["province"]],
            "name_th": row["name_th"],
            "name_en": row["name_en"],
        }
        for row in rows
    ]
    yield put("districts", areas, into=_areas(), key=("code",))
    ids = _ids()
    statuses = [status for row in rows for status in _statuses(ids[row["code"]], row)]
    yield put(
        "kinds of districts",
        statuses,
        into=DistrictStatus.objects.all(),
        key=("district_id", "kind"),
    )


def _statuses(district_id: int, row: dict[str, str]) -> Iterator[dict[str, Any]]:
    """อำเภอ all along, or กิ่งอำเภอ up to a day and อำเภอ from the next one on."""
    until = _day(row["king_amphoe_until"])
    if until:
        yield {
            "district_id": district_id,
            "kind": DistrictStatus.Kind.KING_AMPHOE,
            "valid_from": None,
            "valid_to": until,
        }
    yield {
        "district_id": district_id,
        "kind": DistrictStatus.Kind.AMPHOE,
        "valid_from": until + dt.timedelta(days=1) if until else None,
        "valid_to": None,
    }


def _ids() -> dict[str, int]:
    return dict(Area.objects.values_list("code", "pk"))


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None
