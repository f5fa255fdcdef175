"""WeasyPrint's text layer, mended so that a reader takes out exactly the text that was put in.

A PDF stores glyphs. WeasyPrint maps each glyph back to the text of the first place where it saw it,
which loses Thai vowels and marks: SARA AM is drawn as two glyphs, one of them shared with SARA AA,
so น้ำ is read as นา by search, copy and screen readers. Four things are mended:

* every piece of text carries its own text (`/ActualText`) around its glyphs, including the space at
  the end of a line that was wrapped there, so a paragraph joined over its lines is the paragraph;
* the glyph map (`/ToUnicode`) comes from the font itself, for readers that ignore ActualText;
* dots of a leader (table of contents) are decoration and carry no text;
* text in drawings (SVG) is shaped as one run, since Thai marks are placed only within a run.

The glyphs on the page do not change. Named functions of WeasyPrint are replaced (docs/adr/0002).
"""

import hashlib
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from io import BytesIO
from typing import Any

from reports.pdf import weasy

# Functions of WeasyPrint that are wrapped or relied on, and a digest of their source.
SOURCES = {
    "weasyprint.draw.text.draw_first_line": "1bb8eae6d88e71b17096a034656f3be1",
    "weasyprint.draw.text.draw_text": "ebaf96239c6ca3635d2b91bfb34718c2",
    "weasyprint.layout.inline.split_text_box": "8c564329599ef23fac6cc8c403768e9e",
    "weasyprint.layout.inline.remove_last_whitespace": "53f0c79c9fbbda500488edce48d95e80",
    "weasyprint.layout.inline.get_next_linebox": "67af458c2545e74f0803072103c6c5d3",
    "weasyprint.layout.leader.handle_leader": "e4bf5941eb946d0b2029b21c3613f384",
    "weasyprint.pdf.fonts.build_fonts_dictionary": "fc551bef35d0d6c3d288f686fd21b5ea",
    "weasyprint.svg.text.text": "67a30c3e181b4a8002350771928b86b2",
}
# Hints for line breaking, not text: zero-width space, word joiner, soft hyphen.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\u00ad"))

_lock = threading.Lock()
_installed = False


def install() -> None:
    """Mend the text layer of this process, once. Raises weasy.WeasyPrintChanged."""
    global _installed
    with _lock:
        if not _installed:
            weasy.check_sources(SOURCES)
            _mend_text()
            _mend_wrapped_lines()
            _mend_leaders()
            _mend_glyph_map()
            _mend_drawings()
            _installed = True


def actual_text(text: str) -> bytes:
    """Start of a marked span that reads as `text`."""
    shown = text.translate(INVISIBLE)
    if shown.isascii():
        escaped = shown.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"/Span <</ActualText (" + escaped.encode("ascii") + b")>> BDC"
    code = (b"\xfe\xff" + shown.encode("utf-16-be")).hex().encode("ascii")
    return b"/Span <</ActualText <" + code + b">>> BDC"


def _mend_text() -> None:
    module = weasy.module("weasyprint.draw.text")
    draw_first_line = module.draw_first_line

    @wraps(draw_first_line)
    def draw_with_text(stream: Any, textbox: Any, *args: Any, **kwargs: Any) -> Any:
        text = textbox.text
        if not text.strip():
            return draw_first_line(stream, textbox, *args, **kwargs)
        known = vars(textbox)
        text = "" if known.get("is_leader_dots") else text + known.get("wrapped_space", "")
        stream.stream.append(actual_text(text))
        try:
            return draw_first_line(stream, textbox, *args, **kwargs)
        finally:
            stream.stream.append(b"EMC")

    module.draw_first_line = draw_with_text


def _mend_wrapped_lines() -> None:
    """Remember the space at which a line was wrapped; WeasyPrint drops it from both lines."""
    module = weasy.module("weasyprint.layout.inline")
    split_text_box = module.split_text_box
    remove_last_whitespace = module.remove_last_whitespace
    get_next_linebox = module.get_next_linebox

    @wraps(split_text_box)
    def split(context: Any, box: Any, width: Any, skip: Any, *args: Any, **kwargs: Any) -> Any:
        part, resume, preserved = split_text_box(context, box, width, skip, *args, **kwargs)
        if resume is not None and part is not None and not preserved:
            used = box.text.encode()[skip:resume]
            if used.endswith(b" ") and not part.text.endswith(" "):
                part.wrapped_space = " "
        return part, resume, preserved

    @wraps(remove_last_whitespace)
    def remove(context: Any, line: Any) -> None:
        boxes = list(_text_boxes(line))
        before = [box.text for box in boxes]
        remove_last_whitespace(context, line)
        if boxes and boxes[-1].text != before[-1]:
            with_text = [box for box in boxes if box.text.strip()]
            if with_text:
                with_text[-1].wrapped_space = " "

    @wraps(get_next_linebox)
    def next_line(*args: Any, **kwargs: Any) -> Any:
        line, resume = get_next_linebox(*args, **kwargs)
        if resume is None and line is not None:  # the paragraph ends here, nothing was wrapped
            for box in _text_boxes(line):
                vars(box).pop("wrapped_space", None)
        return line, resume

    module.split_text_box = split
    module.remove_last_whitespace = remove
    module.get_next_linebox = next_line


def _text_boxes(line: Any) -> Iterator[Any]:
    """Text of one line in reading order; boxes inside (inline blocks) keep their own lines."""
    from weasyprint.formatting_structure import boxes

    for child in line.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _text_boxes(child)


def _mend_leaders() -> None:
    module = weasy.module("weasyprint.layout.inline")
    handle_leader, leader_index = (
        module.handle_leader,
        weasy.module("weasyprint.layout.leader").leader_index,
    )

    @wraps(handle_leader)
    def handle(context: Any, line: Any, containing_block: Any) -> None:
        handle_leader(context, line, containing_block)
        _, leader = leader_index(line)
        if leader is not None:
            for dots in leader.children:
                dots.is_leader_dots = True

    module.handle_leader = handle


def _mend_glyph_map() -> None:
    fonts_module, pdf_module = weasy.module("weasyprint.pdf.fonts"), weasy.module("weasyprint.pdf")
    build_fonts_dictionary: Callable[..., Any] = fonts_module.build_fonts_dictionary

    @wraps(build_fonts_dictionary)
    def build(pdf: Any, fonts: dict[Any, Any], *args: Any, **kwargs: Any) -> Any:
        for font in fonts.values():
            texts = _glyph_texts(font.file_content, font.index)
            for glyph in font.to_unicode:
                if glyph in texts:
                    font.to_unicode[glyph] = texts[glyph]
        return build_fonts_dictionary(pdf, fonts, *args, **kwargs)

    fonts_module.build_fonts_dictionary = pdf_module.build_fonts_dictionary = build


_glyph_text_cache: dict[bytes, dict[int, str]] = {}


def _glyph_texts(content: bytes, index: int) -> dict[int, str]:
    """What each glyph of a font file stands for: by its character map, else by its name."""
    from fontTools import agl
    from fontTools.ttLib import TTFont, TTLibError

    key = hashlib.sha256(content).digest()
    if key not in _glyph_text_cache:
        texts: dict[int, str] = {}
        try:
            font = TTFont(BytesIO(content), fontNumber=index, lazy=True)
            by_name: dict[str, str] = {}
            for code, name in sorted((font.getBestCmap() or {}).items()):
                by_name.setdefault(name, chr(code))
            for glyph, name in enumerate(font.getGlyphOrder()):
                base = name.split(".")[0]
                if text := by_name.get(name) or by_name.get(base) or agl.toUnicode(base):
                    texts[glyph] = text
        except (TTLibError, KeyError, ValueError):
            texts = {}  # a font without a character map keeps WeasyPrint's own mapping
        _glyph_text_cache[key] = texts
    return _glyph_text_cache[key]


class _OneRun(str):
    """Text of a drawing that is laid out whole: iterating gives it in one piece."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def _mend_drawings() -> None:
    package, module = weasy.module("weasyprint.svg"), weasy.module("weasyprint.svg.text")
    draw_letters = module.text

    @wraps(draw_letters)
    def draw(svg: Any, node: Any, font_size: Any) -> None:
        placed = any(
            len(node.get(name, "").split()) > 1 for name in ("x", "y", "dx", "dy", "rotate")
        )
        spaced = node.get("letter-spacing") or node.get("textLength")
        if node.text and not placed and not spaced:
            node._etree_node.text = _OneRun(node.text)
        draw_letters(svg, node, font_size)

    module.text = draw
    if getattr(package, "text", None) is draw_letters:
        package.text = draw
    for tag, function in list(package.TAGS.items()):
        if function is draw_letters:
            package.TAGS[tag] = draw
