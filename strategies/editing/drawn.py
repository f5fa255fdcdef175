"""The editor's tree as HTML. A tree of hundreds of rows is drawn in one pass (docs/adr/0012)."""

from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.prasan import weight
from strategies.consultation.selectors import Hearing
from strategies.editing.lacks import NO_INDICATOR, WORDS
from strategies.editing.selectors import Row
from strategies.levels import LevelRule
from strategies.models import Plan
from strategies.pieces import marked

ARROWS = {"up": "↑", "down": "↓", "out": "←", "in": "→"}


class Pen:
    """Draws rows of one plan; words and addresses that repeat are looked up once.

    at, step: the node that was just moved and the button that moved it, to take the focus again.
    hearing: the comments that are taken meanwhile. placing: where indicators are put under an
    entry, up to its number; empty for who may not.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        at: int = 0,
        step: str = "",
        movable: bool = True,
        hearing: Hearing | None = None,
        placing: str = "",
    ) -> None:
        self.at, self.step, self.movable, self.placing = at, step, movable, escape(placing)
        self.said = hearing.of_nodes if hearing else {}
        self.comments = reverse("plan_consultation", args=[plan.area.code, plan.pk])
        node = reverse("node_edit", args=[plan.area.code, plan.pk, 0])
        self.base = node.removesuffix("0/")
        self.words = {
            "manage": escape(_("จัดการ")),
            "edit": escape(_("แก้ไข")),
            "move": escape(_("ย้ายไปอยู่ใต้…")),
            "retire": escape(_("นำออกจากแผน")),
            "joint": escape(_("หน่วยงานร่วม")),
            "weight": escape(_("น้ำหนัก")),
            "place": escape(_("เลือกตัวชี้วัด")),
        }
        drag = escape(_("ลากเพื่อย้าย"))
        self.grip = f'<span class="edit-grip" aria-hidden="true" title="{drag}">⠿</span>'
        self.lacks = {kind: escape(str(words)) for kind, words in WORDS.items()}
        self.steps = {
            "up": escape(_("เลื่อนขึ้น")),
            "down": escape(_("เลื่อนลง")),
            "out": escape(_("เลื่อนออกหนึ่งระดับ")),
            "in": escape(_("เลื่อนเข้าใต้รายการก่อนหน้า")),
        }
        self.adding: dict[str, str] = {}

    def tree(self, rows: tuple[Row, ...], starts: tuple[LevelRule, ...]) -> SafeString:
        """The whole tree as nested lists. starts: the levels that stand under the plan itself."""
        drawn: list[str] = []
        self._list(drawn, rows, "edit-tree edit-top", starts)
        return mark_safe("".join(drawn))

    def _list(
        self,
        drawn: list[str],
        rows: tuple[Row, ...],
        look: str,
        takes: tuple[LevelRule, ...],
        under: int | str = "",
    ) -> None:
        """The list says which levels the template lets stand in it: only those can be dropped."""
        levels = " ".join(rule.level for rule in takes)
        drawn.append(f'<ol class="{look}" data-under="{under}" data-takes="{levels}">')
        for row in rows:
            self._row(drawn, row)
        drawn.append("</ol>")

    def _row(self, drawn: list[str], row: Row) -> None:
        node = row.node
        code = escape(node.code)
        drawn.append(
            f'<li id="node-{node.pk}" class="edit-node edit-{node.level}" data-node="{node.pk}" '
            f'data-level="{node.level}"><div class="edit-row">'
        )
        if self.movable:
            drawn.append(self.grip)
        drawn.append(
            f'<div class="edit-words"><span class="edit-level">{escape(node.label)}</span> '
            f'<span class="plan-code">{code}</span> '
            f'<span class="plan-title">{marked(node.pieces, node.title)}</span>'
        )
        name = f"{code} {escape(node.title)}".strip()
        self._facts(drawn, row, name)
        drawn.append("</div>")
        self._actions(drawn, row, name)
        drawn.append("</div>")
        if row.children or row.adds:
            self._list(drawn, row.children, "edit-tree", row.adds, node.pk)
        drawn.append("</li>")

    def _facts(self, drawn: list[str], row: Row, name: str) -> None:
        node = row.node
        facts = []
        if node.weight is not None:
            facts.append(f"{self.words['weight']} {weight(node.weight)}")
        if node.host:
            facts.append(f"{escape(node.agency)} · {escape(node.host)}")
        if node.joint:
            joint = escape(", ".join(node.joint))
            facts.append(f'<span class="nobr">{self.words["joint"]}</span>: {joint}')
        if node.pk in self.said:
            number = self.said[node.pk]
            said = ngettext("ความเห็น %(number)s รายการ", "ความเห็น %(number)s รายการ", number)
            words = escape(said % {"number": number})
            there = f"{self.comments}#node-{node.pk}"
            facts.append(f'<a class="nobr lone" href="{there}">{words}</a>')
        if facts:
            drawn.append(f'<span class="edit-facts">{" · ".join(facts)}</span>')
        if row.missing:
            said = "".join(
                f"<li>{self.lacks[kind]}{self._mending(kind, node.pk, name)}</li>"
                for kind in row.missing
            )
            drawn.append(f'<ul class="edit-lacks">{said}</ul>')

    def _mending(self, kind: str, pk: int, name: str) -> str:
        """The link to where an indicator comes under the entry that has none."""
        if kind != NO_INDICATOR or not self.placing:
            return ""
        return (
            f' <a class="nobr" href="{self.placing}{pk}">{self.words["place"]}'
            f'<span class="visually-hidden"> {name}</span></a>'
        )

    def _actions(self, drawn: list[str], row: Row, name: str) -> None:
        node, hidden = row.node, f'<span class="visually-hidden"> {name}</span>'
        mine = node.pk == self.at
        drawn.append(
            f'<details class="edit-actions"{" open" if mine else ""}>'
            f"<summary>{self.words['manage']}{hidden}</summary><ul>"
            f'<li><a href="{self.base}{node.pk}/">{self.words["edit"]}{hidden}</a></li>'
        )
        for rule in row.adds:
            if rule.level not in self.adding:
                self.adding[rule.level] = escape(_("เพิ่ม%(level)s") % {"level": rule.label})
            drawn.append(
                f'<li><a href="{self.base}new/?under={node.pk}&amp;level={rule.level}">'
                f"{self.adding[rule.level]}{hidden}</a></li>"
            )
        if self.movable:
            self._steps(drawn, row, hidden, focus=mine)
            drawn.append(
                f'<li><a href="{self.base}{node.pk}/move/">{self.words["move"]}{hidden}</a></li>'
            )
        drawn.append(
            f'<li><a href="{self.base}{node.pk}/retire/">{self.words["retire"]}{hidden}</a></li>'
            "</ul></details>"
        )

    def _steps(self, drawn: list[str], row: Row, hidden: str, *, focus: bool) -> None:
        """The buttons; where the one that was pressed is gone, the next one takes the focus."""
        open_to = [step for step in ARROWS if step in row.steps]
        focused = self.step if self.step in open_to else next(iter(open_to), "")
        for step in open_to:
            mark = " autofocus data-focus" if focus and step == focused else ""
            drawn.append(
                f'<li><button class="edit-step" name="step" value="{row.node.pk}:{step}"{mark}>'
                f'<span aria-hidden="true">{ARROWS[step]}</span> {self.steps[step]}{hidden}'
                "</button></li>"
            )
