"""Where the zones of supporting agencies cut through a cluster."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provinces.models import Agency, AgencyZone, Area


@dataclass(frozen=True)
class Share:
    """One zone of a department with the members in it, and how many provinces lie outside."""

    zone: AgencyZone
    members: tuple[Area, ...]
    others: int


@dataclass(frozen=True)
class Mismatch:
    """A department whose agencies support the cluster, and how its zones lie to the members.

    uncovered: members for which no zone is known.
    """

    department: str
    agencies: tuple[Agency, ...]
    shares: tuple[Share, ...]
    uncovered: tuple[Area, ...]

    @property
    def fits(self) -> bool:
        """Whether one office answers for the whole cluster."""
        return len(self.shares) == 1 and not self.uncovered


def zones_of(members: Sequence[Area], agencies: Iterable[Agency]) -> tuple[Mismatch, ...]:
    """The agencies' departments that have a scheme of zones, mismatches first; two queries."""
    schemes: dict[str, list[AgencyZone]] = {}
    for zone in AgencyZone.objects.prefetch_related("provinces"):
        schemes.setdefault(zone.department, []).append(zone)
    given = list(agencies)
    found = [
        _against(department, zones, members, [a for a in given if department in a.line_ministry])
        for department, zones in schemes.items()
    ]
    wanted = [one for one in found if one.agencies]
    return tuple(sorted(wanted, key=lambda one: (one.fits, one.department)))


def _against(
    department: str, zones: list[AgencyZone], members: Sequence[Area], agencies: list[Agency]
) -> Mismatch:
    shares, covered = [], set()
    for zone in zones:
        provinces = {province.pk for province in zone.provinces.all()}
        inside = tuple(member for member in members if member.pk in provinces)
        if inside:
            shares.append(Share(zone, inside, len(provinces) - len(inside)))
            covered |= {member.pk for member in inside}
    return Mismatch(
        department,
        tuple(agencies),
        tuple(shares),
        tuple(member for member in members if member.pk not in covered),
    )
