"""What is measured on, made when a measurement first asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db import transaction

from demo.bench import around, cards, ground
from demo.bench.database import analyze
from demo.bench.ground import Place, Signers
from demo.bench.sizes import Shape, Sizes
from provinces.models import Area


@dataclass
class Bench:
    """A run of the bench: how much of everything, and the places it is measured on."""

    sizes: Sizes

    @cached_property
    def signers(self) -> Signers:
        return ground.signers()

    @cached_property
    def few(self) -> Place:
        return self._extra("01", self.sizes.few)

    @cached_property
    def many(self) -> Place:
        return self._extra("02", self.sizes.many)

    @cached_property
    def tree(self) -> Place:
        """An area with a large plan and many projects."""
        return self._extra("03", self.sizes.tree)

    @cached_property
    def book(self) -> Place:
        """An area whose evaluation book has about forty pages."""
        return self._extra("04", self.sizes.book)

    @cached_property
    def area(self) -> Place:
        """A province with a card of forty lines."""
        return self.nation[0]

    @cached_property
    def nation(self) -> list[Place]:
        """All provinces and clusters, alike."""
        found = Area.objects.planning().exclude(code__startswith="0").order_by("-kind", "code")
        return self._build(list(found)[: self.sizes.areas], self.sizes.area)

    def _extra(self, code: str, shape: Shape) -> Place:
        area = Area.objects.create(kind=Area.Kind.PROVINCE, code=code, name_th=f"ทดสอบ {code}")
        return self._build([area], shape)[0]

    def _build(self, areas: list[Area], shape: Shape) -> list[Place]:
        places = [Place(area, shape, self.signers) for area in areas]
        with transaction.atomic():
            for place in places:
                fill(place)
        analyze()
        return places


def fill(place: Place) -> None:
    """Everything that stands in an area, one kind after the other."""
    ground.settle(place)
    cards.plan(place)
    cards.card(place)
    cards.results(place)
    around.projects(place)
    around.committees(place)
    around.frozen(place)


@contextmanager
def the_day() -> Iterator[None]:
    """Live on the day of the data."""
    before = settings.DEMO_TODAY
    settings.DEMO_TODAY = ground.TODAY
    try:
        yield
    finally:
        settings.DEMO_TODAY = before
