"""The slots that exist. What each callable takes and gives stands beside it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.functional import Promise

from common.registry import Slot


@dataclass(frozen=True)
class HomeItem:
    """One thing that waits for a person: what, why it stands there, where to do it, until when."""

    title: str
    url: str
    kind: str
    status: str = ""
    due: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of an object's page, brought by another app: a template with its context."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the area's menu."""

    label: object
    url: str


@dataclass(frozen=True)
class AreaYear:
    """A fiscal year (B.E.) in which an area has something to show, and whether it is made up."""

    year: int
    is_sample: bool = False


@dataclass(frozen=True)
class NodeFact:
    """What an upper app knows of one node of a plan, in the reader's language.

    score: the node's own score (label may be empty), from 1 to 5, with `state` where there is
    none (words in common.thai.words.STATES). indicator: a line of the card under the node, with
    its weight (weight_from: the later day on which it comes into force) and score. project: one
    project under it. `url` is where to read on; `note` a few words behind the label (the host, a
    budget).
    """

    kind: Literal["score", "indicator", "project"]
    label: str
    code: str = ""
    url: str = ""
    note: str = ""
    score: Decimal | None = None
    state: str = ""
    weight: Decimal | None = None
    weight_from: dt.date | None = None


@dataclass(frozen=True)
class AlignedProject:
    """That a project under a node of a plan serves an item of a framework, chiefly or besides."""

    item_id: int
    node_id: int
    code: str
    label: str
    url: str
    is_primary: bool


@dataclass(frozen=True)
class WorkItem:
    """A piece of open work that belongs to a post, whoever holds it: what is handed over.

    kind: the heading under which it is listed ("ผลตัวชี้วัดที่ค้างรายงาน"); note: how it stands.
    """

    kind: str
    title: str
    url: str = ""
    due: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class PersonalPart:
    """What an app keeps about one person, for the copy that the person may ask for.

    code: its name in the copy's JSON; rows: values of the columns, with nobody else's data.
    """

    code: str
    title: object
    columns: tuple[object, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Loaded:
    """What loading one kind of reference data did. Nothing is ever taken away."""

    what: str
    added: int
    corrected: int
    unchanged: int


@dataclass(frozen=True)
class Workflow:
    """The states of one kind of object, for the page that says who may do what.

    moves: the object's table of states (accounts.workflow.Transitions).
    """

    title: object
    moves: Any


@dataclass(frozen=True)
class ReminderKind:
    """A kind of reminder that a person can stop: its code, and what it is about."""

    code: str
    label: str | Promise


@dataclass(frozen=True)
class Due:
    """One thing of which a person is to be reminded once.

    key: the object ("round 3, line 12"); due: its last day; stage: which reminder of it this is
    ("7", "3", "1" days before, "late1", "late7", "now"). The same kind, person, key, due and stage
    is told once, ever. words: writes the sentence in the language that is active when it is called.
    """

    kind: str
    user_id: int
    key: str
    stage: str
    words: Callable[[], str]
    url: str
    due: dt.date | None = None


HomeItems = Callable[[Any], Iterable[HomeItem]]
HomePanels = Callable[[Any], Iterable[Panel]]
AreaMenu = Callable[[Any, Any, int], Iterable[MenuEntry]]
AreaYears = Callable[[Any], Iterable[AreaYear]]
Panels = Callable[[Any, Any], Iterable[Panel]]
EvidenceOwner = Callable[[Any, Any], bool]
WorkingPosts = Callable[[], Any]
OpenWork = Callable[[Any], Iterable[WorkItem]]
NodeFacts = Callable[[Any, Any, int], Mapping[int, Sequence[NodeFact]]]

home_items: Slot[HomeItems] = Slot("items of the home page: (user) -> HomeItem…")
home_panels: Slot[HomePanels] = Slot("what a person reads on the home page: (user) -> Panel…")
area_menu: Slot[AreaMenu] = Slot("menu of an area: (user, area, fiscal_year) -> MenuEntry…")
area_years: Slot[AreaYears] = Slot("years of an area for the year switch: (area) -> AreaYear…")
indicator_panels: Slot[Panels] = Slot("panels of an indicator's page: (user, indicator) -> Panel…")
project_panels: Slot[Panels] = Slot("panels of a project's page: (user, project) -> Panel…")
consultation_panels: Slot[Panels] = Slot(
    "panels of a consultation's page: (user, consultation) -> Panel…"
)
agreement_panels: Slot[Panels] = Slot(
    "panels of a performance agreement's page: (user, agreement) -> Panel…"
)
committee_roles: Slot[Callable[[Any, Any], Any]] = Slot(
    "roles that seats give: (user, day) -> rows with the columns of accounts.authority.Grant"
)
evidence_owners: Slot[EvidenceOwner] = Slot("may (user) see (evidence) through an object of mine?")
open_work: Slot[OpenWork] = Slot("open work of a post, for the handover: (post) -> WorkItem…")
working_posts: Slot[WorkingPosts] = Slot(
    "ids of the posts that have open work: () -> a query that can stand inside another one"
)
node_facts: Slot[NodeFacts] = Slot(
    "facts of a plan's nodes in a year: (user, plan, fiscal_year) -> {node id: [NodeFact…]}, "
    "in a number of queries that does not grow with the plan"
)
placing_indicators: Slot[Callable[[Any, Any, int], str]] = Slot(
    "where indicators are put under an entry of a plan: (user, plan, fiscal_year) -> the address "
    "to which the entry's number is added; empty for who may not"
)
issued_papers: Slot[Callable[[str], bool]] = Slot(
    "is a file with this SHA-256 a paper that the product made? (sha256) -> bool"
)
reminder_kinds: Slot[Callable[[], Iterable[ReminderKind]]] = Slot(
    "kinds of reminders of an app: () -> ReminderKind…"
)
reminders: Slot[Callable[[dt.date], Iterable[Due]]] = Slot(
    "whom to remind of what on a day: (day) -> Due…, in a fixed number of queries"
)
reference_data: Slot[Callable[[], Iterable[Loaded]]] = Slot(
    "reference data of an app: () -> Loaded…; adds or corrects, never takes away"
)
personal_parts: Slot[Callable[[Any], Iterable[PersonalPart]]] = Slot(
    "what an app keeps about a person: (user) -> PersonalPart…"
)
held_by: Slot[Callable[[Any], Iterable[str]]] = Slot(
    "what a person still holds, besides posts and direct roles: (user) -> names…"
)
aligned_projects: Slot[Callable[[Any, Any], Iterable[AlignedProject]]] = Slot(
    "projects under any version of a plan that serve a framework: (plan, framework) -> "
    "AlignedProject…; one query"
)
plan_revised: Slot[Callable[[Any, Any], None]] = Slot(
    "what goes along when a plan is revised, once the nodes are copied: (old, new) -> None"
)
workflows: Slot[Callable[[], Workflow]] = Slot("states of a kind of object: () -> Workflow")
