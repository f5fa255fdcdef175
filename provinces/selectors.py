"""What the areas were on a day: districts by their kind, a cluster's members."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language

from provinces.models import Area, ClusterMembership, DistrictStatus


@dataclass(frozen=True)
class Place:
    """A district as a paper of its time names it: กิ่งอำเภอแม่เปิน in 2548, อำเภอแม่เปิน today."""

    pk: int
    code: str
    name_th: str
    name_en: str
    kind: str

    @property
    def name(self) -> str:
        """With the word for its kind in Thai; the bare name in English."""
        return self.name_en if get_language() == "en" and self.name_en else self.full_th

    @property
    def short(self) -> str:
        """For tables: ชุมแสง, but กิ่งอ.แม่เปิน, since that is the exception."""
        if get_language() == "en" and self.name_en:
            return self.name_en
        king = self.kind == DistrictStatus.Kind.KING_AMPHOE
        return f"กิ่งอ.{self.name_th}" if king else self.name_th

    @property
    def full_th(self) -> str:
        words = {
            DistrictStatus.Kind.AMPHOE: "อำเภอ",
            DistrictStatus.Kind.KING_AMPHOE: "กิ่งอำเภอ",
        }
        return f"{words.get(DistrictStatus.Kind(self.kind), '')}{self.name_th}"


def places(districts: Iterable[Area], day: dt.date) -> tuple[Place, ...]:
    """Districts as they were on a day, in the order of their codes.

    One query for the kinds, or none where `statuses` is prefetched.
    """
    return tuple(
        Place(
            pk=district.pk,
            code=district.code,
            name_th=district.name_th,
            name_en=district.name_en,
            kind=_kind(district, day),
        )
        for district in sorted(districts, key=lambda one: one.code)
    )


def _kind(district: Area, day: dt.date) -> str:
    for status in district.statuses.all():
        after = status.valid_from is None or status.valid_from <= day
        if after and (status.valid_to is None or status.valid_to >= day):
            return status.kind
    return DistrictStatus.Kind.AMPHOE


def districts_of(area: Area, day: dt.date) -> models.QuerySet[Area, int]:
    """Ids of the districts in which an area may work on a day: its own, or those of a cluster's
    members. A query that can stand inside another one."""
    if area.kind == Area.Kind.CLUSTER:
        members = ClusterMembership.objects.on(day).filter(cluster=area).values("province")
        return Area.objects.filter(province__in=members).values_list("pk", flat=True)
    return Area.objects.filter(province=area).values_list("pk", flat=True)


def district_ids(area: Area, day: dt.date) -> frozenset[int]:
    """The same, read."""
    return frozenset(districts_of(area, day))
