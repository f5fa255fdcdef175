"""A plan's nodes as a tree that can be shown and searched. Plain values, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from common.slots import NodeFact
from common.thai.text import search_key

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator or a project under a node, its title cut at the hits of a search."""

    fact: NodeFact
    pieces: Pieces = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One node with everything below it, ready to be shown.

    `pieces` cuts the title where the search hit it (text, hit?); empty where it did not.
    `project_count` counts the projects of the node and of everything below.
    """

    pk: int
    level: str
    label: str
    code: str
    title: str
    host: str = ""
    agency: str = ""
    joint: tuple[str, ...] = ()
    weight: Decimal | None = None
    score: NodeFact | None = None
    indicators: tuple[Entry, ...] = ()
    projects: tuple[Entry, ...] = ()
    children: tuple["Node", ...] = ()
    project_count: int = 0
    pieces: Pieces = ()

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands below yet."""
        return not (self.indicators or self.projects or self.children)


def build(
    flat: Sequence[tuple[Node, int | None]], facts: Mapping[int, Iterable[NodeFact]]
) -> tuple[Node, ...]:
    """The roots, from nodes in plan order with the pk of what each stands under."""
    below: dict[int | None, list[Node]] = {}
    for node, parent in flat:
        below.setdefault(parent, []).append(node)

    def grown(node: Node) -> Node:
        score: NodeFact | None = None
        own: dict[str, list[Entry]] = {"indicator": [], "project": []}
        for fact in facts.get(node.pk, ()):
            if fact.kind == "score":
                score = score or fact
            else:
                own[fact.kind].append(Entry(fact))
        children = tuple(grown(child) for child in below.get(node.pk, ()))
        return replace(
            node,
            score=score,
            indicators=tuple(own["indicator"]),
            projects=tuple(own["project"]),
            children=children,
            project_count=len(own["project"]) + sum(child.project_count for child in children),
        )

    return tuple(grown(node) for node in below.get(None, ()))


def search(roots: Iterable[Node], query: str) -> tuple[tuple[Node, ...], int]:
    """What the query finds, with everything above it, and how many hits there are.

    Titles, codes and hosts of nodes, and names of indicators and projects are searched. Blanks,
    case and punctuation do not count, as everywhere in the product.
    """
    key = search_key(query)
    kept, hits = [], 0
    for root in roots:
        node, found = _narrowed(root, query, key)
        hits += found
        if node is not None:
            kept.append(node)
    return tuple(kept), hits


def cut(text: str, query: str, key: str) -> Pieces:
    """The text cut at every hit; one hit as a whole where only its search form holds the query."""
    if key not in search_key(text):
        return ()
    low, wanted = text.casefold(), query.strip().casefold()
    if not wanted or wanted not in low or len(low) != len(text):
        return ((text, True),)
    pieces: list[tuple[str, bool]] = []
    at = 0
    while (found := low.find(wanted, at)) >= 0:
        if found > at:
            pieces.append((text[at:found], False))
        pieces.append((text[found : found + len(wanted)], True))
        at = found + len(wanted)
    if at < len(text):
        pieces.append((text[at:], False))
    return tuple(pieces)


def _narrowed(node: Node, query: str, key: str) -> tuple[Node | None, int]:
    pieces = cut(node.title, query, key)
    own = bool(pieces) or key == search_key(node.code) or key in search_key(node.agency or "")
    indicators = _hits(node.indicators, query, key)
    projects = _hits(node.projects, query, key)
    below = [_narrowed(child, query, key) for child in node.children]
    children = tuple(child for child, _ in below if child is not None)
    hits = own + len(indicators) + len(projects) + sum(found for _, found in below)
    if not hits:
        return None, 0
    return (
        replace(node, pieces=pieces, indicators=indicators, projects=projects, children=children),
        hits,
    )


def _hits(entries: Iterable[Entry], query: str, key: str) -> tuple[Entry, ...]:
    found = []
    for entry in entries:
        pieces = cut(entry.fact.label, query, key)
        if pieces or key == search_key(entry.fact.code):
            found.append(Entry(entry.fact, pieces))
    return tuple(found)
