"""Zones of departments' own regional schemes, from provinces/data. Never deletes a zone."""

from collections.abc import Iterator

from django.db import transaction

from common.slots import Loaded
from provinces.models import AgencyZone, Area
from provinces.services.reference import DATA, put, read

COLUMNS = ("department", "code", "name_th", "name_en", "confidence", "source")


@transaction.atomic
def load() -> Iterator[Loaded]:
    """The zones, then the provinces of each as the file says."""
    rows = read(DATA / "agency_zones.csv")
    zones = put(
        "zones of departments",
        [{name: row[name] for name in COLUMNS} for row in rows],
        into=AgencyZone.objects.all(),
        key=("department", "code"),
    )
    provinces = dict(Area.objects.filter(kind=Area.Kind.PROVINCE).values_list("code", "pk"))
    stored = {
        (zone.department, zone.code): zone
        for zone in AgencyZone.objects.prefetch_related("provinces")
    }
    corrected = 0
    for row in rows:
        zone = stored[row["department"], row["code"]]
        wanted = {provinces[code] for code in row["provinces"].split(";") if code in provinces}
        if {province.pk for province in zone.provinces.all()} != wanted:
            zone.provinces.set(wanted)
            corrected += 1
    return iter([zones, Loaded("provinces of zones", 0, corrected, len(rows) - corrected)])
