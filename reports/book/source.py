"""A snapshot's content with the ways in that the book needs; nothing is computed here."""

from collections.abc import Iterator
from functools import cached_property

from reports.book.pen import Json, Pen

OUT_OF_PLAN = ""


class Source:
    """The frozen card as it was stored, and the pen of its language."""

    def __init__(self, content: Json) -> None:
        self.content = content
        self.card: Json = content["card"]
        self.result: Json = content["result"]
        self.pen = Pen(content["rules"])
        self.scored: dict[str, Json] = {line["id"]: line for line in self.result["lines"]}
        self.before: dict[str, str] = (self.card.get("previous") or {}).get("lines", {})

    @cached_property
    def nodes(self) -> dict[int, Json]:
        plan = self.card.get("plan") or {}
        return {node["id"]: node for node in plan.get("nodes", [])}

    def lines_of(self, group: str) -> list[tuple[Json, Json]]:
        """Display data and result of a group's lines, in the card's order."""
        return [
            (self.card["lines"][scored["id"]], scored)
            for scored in self.result["lines"]
            if scored.get("group") == group
        ]

    def all_lines(self) -> Iterator[tuple[Json, Json]]:
        for scored in self.result["lines"]:
            yield self.card["lines"][scored["id"]], scored

    def issue_of(self, node: int | None) -> str:
        """Code of the issue above a node; empty where there is none."""
        seen: set[int] = set()
        while node in self.nodes and node not in seen:
            seen.add(node)
            found = self.nodes[node]
            if found["level"] == "issue":
                return str(found["code"])
            node = found["parent"]
        return OUT_OF_PLAN

    def issue(self, code: str) -> Json | None:
        """The node of an issue by its code."""
        return next(
            (n for n in self.nodes.values() if n["level"] == "issue" and n["code"] == code), None
        )

    def below(self, parent: int) -> list[Json]:
        """Every node under one, in the order of the plan."""
        found: list[Json] = []
        for node in self.nodes.values():
            if node["parent"] == parent:
                found += [node, *self.below(node["id"])]
        return found

    def projects_of(self, issue: str) -> list[Json]:
        """The projects under an issue; "" gives those that stand under none."""
        return [one for one in self.card["projects"] if self.issue_of(one["node"]) == issue]


def anchor(line_id: object) -> str:
    """The name of an indicator's card inside of the document."""
    return "kpi-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in str(line_id))
