"""Where the demo plays: real areas, from the reference data."""

from common import slots
from demo.told import Built
from provinces.models import Area

PROVINCE, CLUSTER = "60", "N-L2"


def build() -> list[Built]:
    """Load the reference data; the demo invents no place."""
    return [
        Built(loaded.what, loaded.added + loaded.corrected, loaded.unchanged)
        for load in slots.reference_data
        for loaded in load()
    ]


def nakhonsawan() -> Area:
    return Area.objects.get(code=PROVINCE)


def cluster() -> Area:
    return Area.objects.get(code=CLUSTER)
