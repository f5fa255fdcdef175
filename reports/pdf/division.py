"""Where a book can be divided, so that its parts are laid out side by side.

A book begins with what stands before its first chapter (cover, contents) and goes on in chapters
that each start a page. Parts are whole chapters in a row. The division follows from the document
alone, so the same document is always divided at the same place.
"""

from typing import Any
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
WORTH = 1500  # elements below which a second process costs more than it saves
EVERYWHERE = ("foot-code", "foot-sample", "foot-page")  # running feet: they belong to every part
CHAPTER = frozenset({"chapter", "indicator"})
CONTENTS = "contents"  # names pages of all parts, so it must stand before the first chapter


def divide(root: Element, parts: int) -> list[Element] | None:
    """The front and `parts` parts as documents of their own, or None where it cannot be divided."""
    body = root.find("body")
    if body is None or parts < 2 or (body.text or "").strip():
        return None
    feet, front, chapters = _sort(list(body))
    weights = [sum(map(_weight, chapter)) for chapter in chapters]
    if len(chapters) < parts or sum(weights) < WORTH:
        return None
    if any(
        _has(element, CONTENTS) for chapter in chapters for top in chapter for element in top.iter()
    ):
        return None
    groups = _balanced(chapters, weights, parts)
    return [_document(root, body, feet + group) for group in (front, *groups)]


def _weight(top: Element) -> int:
    """How much work an element is: shapes of a drawing are a quarter of a box of text."""
    return sum(1 if str(element.tag).startswith(SVG) else 4 for element in top.iter()) // 4


def names(root: Element) -> set[str]:
    """Every place of the document that a link can lead to."""
    return {name for element in root.iter() if (name := element.get("id"))}


def _sort(children: list[Element]) -> tuple[list[Element], list[Element], list[list[Element]]]:
    feet, front, chapters = list[Element](), list[Element](), list[list[Element]]()
    for child in children:
        if any(_has(child, name) for name in EVERYWHERE):
            feet.append(child)
        elif any(_has(child, name) for name in CHAPTER):
            chapters.append([child])
        elif chapters:
            chapters[-1].append(child)
        else:
            front.append(child)
    return feet, front, chapters


def _has(element: Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _balanced(chapters: list[list[Element]], weights: list[int], parts: int) -> list[list[Element]]:
    """Chapters in a row, cut where the sum comes closest to equal shares."""
    total, cuts, sum_so_far = sum(weights), [0], 0
    for place, weight in enumerate(weights):
        share = total * len(cuts) / parts
        if len(cuts) < parts and sum_so_far + weight / 2 > share and place > cuts[-1]:
            cuts.append(place)
        sum_so_far += weight
    while len(cuts) < parts:  # one heavy chapter at the end: give what is left one by one
        cuts.append(min(cuts[-1] + 1, len(chapters) - 1))
    ends = [*cuts[1:], len(chapters)]
    return [
        [element for chapter in chapters[start:end] for element in chapter]
        for start, end in zip(cuts, ends, strict=True)
    ]


def _document(root: Element, body: Element, children: list[Any]) -> Element:
    """The same document with other children in its body."""
    whole, part = Element(root.tag, root.attrib), Element(body.tag, body.attrib)
    part.extend(children)
    whole.extend([part if child is body else child for child in root])
    return whole
