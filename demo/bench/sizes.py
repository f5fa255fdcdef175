"""How much is measured: in full, or just enough to see that the command runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """How much stands in one area: lines of the card, nodes of the plan, and so on."""

    lines: int
    nodes: int = 40
    projects: int = 24
    agencies: int = 8
    committees: int = 2
    seats: int = 12
    snapshots: int = 0

    @classmethod
    def rows(cls, count: int) -> "Shape":
        """An area with so many of everything that a page lists."""
        return cls(
            lines=count,
            nodes=max(count, 12),
            projects=count,
            agencies=max(3, count // 10),
            committees=count,
            seats=count,
            snapshots=count,
        )


@dataclass(frozen=True)
class Sizes:
    """What every measurement stands on, and how often it is repeated."""

    few: Shape
    many: Shape
    area: Shape
    tree: Shape
    book: Shape
    areas: int | None  # how many areas the nation has; None: all of them
    requests: int
    cards: int
    prints: int


FULL = Sizes(
    few=Shape.rows(3),
    many=Shape.rows(300),
    area=Shape(lines=40),
    tree=Shape(lines=60, nodes=250, projects=300),
    book=Shape(lines=13, nodes=60, projects=40),
    areas=None,
    requests=200,
    cards=200,
    prints=5,
)
TINY = Sizes(
    few=Shape.rows(3),
    many=Shape.rows(6),
    area=Shape(lines=5),
    tree=Shape(lines=5, nodes=12, projects=5),
    book=Shape(lines=4, nodes=12, projects=4),
    areas=2,
    requests=3,
    cards=3,
    prints=1,
)
