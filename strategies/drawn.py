"""The plan's tree as HTML. Hundreds of rows are drawn in one pass (docs/adr/0012)."""

from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.slots import NodeFact
from common.templatetags.prasan import (
    level_icon,
    level_word,
    score,
    state_word,
    thai_date,
    weight,
)
from strategies.models import Level
from strategies.pieces import marked
from strategies.selectors import PlanPage
from strategies.trees import Entry, Node

FOLDED = frozenset([str(Level.STRATEGY), str(Level.PROGRAMME)])


def tree(page: PlanPage) -> SafeString:
    """The tree of a page; drawn once, for who may put indicators there and for who may not, as
    long as it stays the same."""
    kind = (page.area.code, page.placing)
    if kind not in page.drawn:
        pen = Pen(
            page.area.code,
            page.fiscal_year,
            searched=bool(page.query),
            lists=page.lists_projects,
            placing=page.placing,
        )
        page.drawn[kind] = pen.tree(page.roots)
    return mark_safe(page.drawn[kind])


class Pen:
    """Draws the tree of one page; words, addresses and signs that repeat are made once.

    searched: the tree is what a search found, so that everything stands open; lists: whether
    projects stand under their nodes by name; placing: where indicators are put under an entry, up
    to its number; empty for who may not.
    """

    def __init__(
        self,
        area_code: str,
        fiscal_year: int,
        *,
        searched: bool,
        lists: bool,
        placing: str = "",
    ) -> None:
        self.searched, self.lists, self.placing = searched, lists, escape(placing)
        self.projects = reverse("project_list", args=[area_code, fiscal_year])
        self.weight_word = f'<span class="plan-word">{escape(_("น้ำหนัก"))}</span> '
        self.projects_word = f' <span class="plan-word">{escape(_("โครงการ"))}</span>'
        self.joint = escape(_("หน่วยงานร่วม"))
        self.see = escape(_("ดูรายชื่อโครงการ"))
        self.bare = escape(_("ยังไม่มีตัวชี้วัดหรือโครงการภายใต้รายการนี้"))
        self.place = escape(_("เลือกตัวชี้วัด"))
        indicators, projects = escape(_("ตัวชี้วัด")), escape(_("โครงการ"))
        self.indicator = f'<li><span class="plan-name"><span class="plan-kind">{indicators} '
        self.indicators = f'<ul class="plan-facts" aria-label="{indicators}">'
        self.listed = f'<ul class="plan-facts" aria-label="{projects}">'
        self.scores: dict[tuple[object, str], str] = {}

    def tree(self, roots: tuple[Node, ...]) -> str:
        """All nodes as nested lists that fold."""
        drawn: list[str] = []
        self._list(drawn, roots)
        return "".join(drawn)

    def _list(self, drawn: list[str], nodes: tuple[Node, ...]) -> None:
        drawn.append('<ol class="plan-tree">')
        for node in nodes:
            self._node(drawn, node)
        drawn.append("</ol>")

    def _node(self, drawn: list[str], node: Node) -> None:
        folded = node.level in FOLDED and not self.searched
        agency = ""
        if node.agency:
            agency = (
                f'<span class="plan-host">{escape(node.agency)} '
                f'<span class="plan-post">· {escape(node.host)}</span></span>'
            )
        heavy = "" if node.weight is None else f"{self.weight_word}{weight(node.weight)}"
        scored = self._score(node.score) if node.score else ""
        count = f"{node.project_count}{self.projects_word}" if node.project_count else ""
        drawn.append(
            f'<li class="plan-node plan-{node.level}"><details{"" if folded else " open"}><summary>'
            f'<span class="plan-name"><span class="plan-code">{escape(node.code)}</span>'
            f'<span class="plan-words"><span class="visually-hidden">{escape(node.label)}</span> '
            f'<span class="plan-title">{marked(node.pieces, node.title)}</span>{agency}'
            "</span></span>"
            f'<span class="num plan-weight">{heavy}</span>'
            f'<span class="plan-score">{scored}</span>'
            f'<span class="num plan-count">{count}</span></summary><div class="plan-below">'
        )
        self._below(drawn, node)
        drawn.append("</div></details></li>")

    def _below(self, drawn: list[str], node: Node) -> None:
        if node.joint:
            joint = escape(", ".join(node.joint))
            drawn.append(f'<p class="plan-joint">{self.joint}: {joint}</p>')
        if node.indicators:
            drawn.append(self.indicators)
            drawn += [self._indicator(entry) for entry in node.indicators]
            drawn.append("</ul>")
        if node.projects and self.lists:
            drawn.append(self.listed)
            drawn += [_project(entry) for entry in node.projects]
            drawn.append("</ul>")
        elif node.projects:
            there = f"{self.projects}?issue={node.pk}"
            drawn.append(f'<p class="plan-joint"><a href="{there}">{self.see}</a></p>')
        if node.children:
            self._list(drawn, node.children)
        if node.is_bare and not self.searched:
            drawn.append(f'<p class="plan-joint">{self.bare}{self._mending(node)}</p>')

    def _mending(self, node: Node) -> str:
        """The link to where an indicator comes under an entry that has nothing."""
        if not self.placing:
            return ""
        return (
            f' <a class="nobr" href="{self.placing}{node.pk}">{self.place}'
            f'<span class="visually-hidden"> {escape(node.code)} {escape(node.title)}</span></a>'
        )

    def _indicator(self, entry: Entry) -> str:
        fact = entry.fact
        heavy = "" if fact.weight is None else f"{self.weight_word}{weight(fact.weight)}"
        if fact.weight_from:
            since = escape(_("มีผลตั้งแต่ %(day)s") % {"day": thai_date(fact.weight_from)})
            heavy += f' <span class="plan-since">{since}</span>'
        return (
            f'{self.indicator}{escape(fact.code)}</span> <a href="{escape(fact.url)}">'
            f"{marked(entry.pieces, str(fact.label))}</a></span>"
            f'<span class="num plan-weight">{heavy}</span>'
            f'<span class="plan-score">{self._score(fact)}</span></li>'
        )

    def _score(self, fact: NodeFact) -> str:
        """The score with its sign and word; why there is none where there is none."""
        key = (fact.score, fact.state)
        if key not in self.scores:
            if fact.score is None:
                drawn = f'<span class="muted">{escape(state_word(fact.state))}</span>'
            else:
                drawn = (
                    f'<span class="score"><span class="score-number">{score(fact.score, 2)}</span>'
                    f"{level_icon(fact.score)}"
                    f'<span class="visually-hidden">{escape(level_word(fact.score))}</span></span>'
                )
            self.scores[key] = drawn
        return self.scores[key]


def _project(entry: Entry) -> str:
    fact = entry.fact
    return (
        f'<li><span class="plan-name"><span class="plan-kind">{escape(fact.code)}</span> '
        f'<a href="{escape(fact.url)}">{marked(entry.pieces, str(fact.label))}</a></span>'
        f'<span class="plan-note">{escape(str(fact.note))}</span></li>'
    )
