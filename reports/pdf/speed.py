"""WeasyPrint's slow places, made quicker without moving a letter.

Measured on a book of 48 pages: a third of the time went into the garbage collector (which rests in
the printing process, see press), and another fifth into work that is repeated or not needed here.
Text stays as it was to the pixel, which a test compares; hairlines become evenly thick. What was
measured stands in docs/adr/0002.
"""

import threading
import zlib
from functools import wraps
from importlib.resources import files
from typing import Any

from reports.pdf import weasy

# Functions of WeasyPrint and pydyf that are replaced, and a digest of their source.
SOURCES = {
    "weasyprint:HTML._ua_stylesheets": "4fadfde9d15075b22dcfa409ec8a03af",
    "weasyprint.text.line_break:Layout.deactivate": "bfec3ec8406e1c82a91f9570103eb5ec",
    "weasyprint.text.line_break:Layout.reactivate": "0b89ee097104b71376c179f48a988587",
    "weasyprint.text.line_break.strut": "b57885b70dd08efe92f72a746709e08c",
    "weasyprint.layout.percent.resolve_one_percentage": "4cfaa9ad134e4f7bd8b61c7a6eba5667",
    "weasyprint.draw.border.draw_border": "8ba918f30893929f061678e662570397",
    "pydyf:PDF.page_references": "060bf90aad55931bc24c3575a52af947",
    "pydyf:Stream.data": "bdc2bc513f286de7b7a7220a43e6085d",
    "tinycss2.color4:Color.__hash__": "919b8131906ccf10f85c289ea1e23641",
}
COMPRESSION = 6  # zlib's own default; level 9 takes twice the time for one percent of the size
# Rules of the browser stylesheet that make six pseudo-elements for every element of a document.
# Print has no footnotes; bullets belong to list items.
NOTES = ("::footnote-call", "::footnote-marker", "::note-call", "::note-marker", "::note-callback")

_lock = threading.Lock()
_installed = False


def install() -> None:
    """Quicken this process; the first call counts. Raises weasy.WeasyPrintChanged."""
    global _installed
    with _lock:
        if not _installed:
            weasy.check_sources(SOURCES)
            _lean_browser_stylesheet()
            _keep_shaped_text()
            _remember_struts()
            _resolve_lengths_directly()
            _draw_single_borders()
            _write_quickly()
            _installed = True


def _lean_browser_stylesheet() -> None:
    import weasyprint

    lines = (files("weasyprint.css") / "html5_ua.css").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(NOTES)]
    text = "\n".join(kept).replace("\n::marker {", "\nli::marker {")
    if len(lines) - len(kept) != len(NOTES) or "li::marker" not in text:
        raise weasy.WeasyPrintChanged("WeasyPrint's browser stylesheet differs from the known one.")
    lean = weasyprint.CSS(string=text)
    whole = weasyprint.HTML._ua_stylesheets

    @wraps(whole)
    def stylesheets(self: Any, forms: bool = False) -> list[Any]:
        return [lean, *whole(self, forms)[1:]]

    weasyprint.HTML._ua_stylesheets = stylesheets


def _keep_shaped_text() -> None:
    """Draw text as it was shaped for the layout, instead of dropping it and shaping it again."""
    layout = weasy.module("weasyprint.text.line_break").Layout
    reactivate = layout.reactivate

    @wraps(layout.deactivate)
    def keep(self: Any) -> None:
        """Keep the text; it goes with the document."""

    @wraps(reactivate)
    def ready(self: Any, style: Any) -> None:
        if self.justification_spacing:
            reactivate(self, style)

    layout.deactivate, layout.reactivate = keep, ready


def _remember_struts() -> None:
    strut = weasy.module("weasyprint.text.line_break").strut

    @wraps(strut)
    def remembered(style: Any) -> Any:
        known = vars(style)
        if "prasan_strut" not in known:
            known["prasan_strut"] = strut(style)
        return known["prasan_strut"]

    weasy.replace(strut, remembered)


def _resolve_lengths_directly() -> None:
    percent = weasy.module("weasyprint.layout.percent")
    dimension = weasy.module("weasyprint.css.properties").Dimension
    resolve = percent.resolve_one_percentage

    @wraps(resolve)
    def direct(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if type(value) is dimension and value.unit == "px":
            setattr(box, name, value.value)
        elif value == "auto":
            setattr(box, name, 0 if name in ("min_width", "min_height") else value)
        else:
            resolve(box, name, refer_to)

    weasy.replace(resolve, direct)


def _draw_single_borders() -> None:
    """A line on one side of a box, as under table rows, is one rectangle: no clip, no corners."""
    border = weasy.module("weasyprint.draw.border")
    draw_border = border.draw_border
    sides = ("top", "right", "bottom", "left")
    widths = tuple(f"border_{side}_width" for side in sides)
    round_corners = tuple(
        f"border_{corner}_radius"
        for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
    )

    def is_single(box: Any, thick: list[float], side: str) -> bool:
        style = box.style
        return (
            thick.count(0) == 3
            and style[f"border_{side}_style"] == "solid"
            and style["visibility"] == "visible"
            and style["column_count"] == style["column_width"] == "auto"
            and style["border_image_source"][0] == "none"
            and all(getattr(box, name) == (0, 0) for name in round_corners)
        )

    @wraps(draw_border)
    def draw(stream: Any, box: Any) -> None:
        thick = [getattr(box, name) for name in widths]
        line = max(thick)
        side = sides[thick.index(line)]
        if not is_single(box, thick, side):
            draw_border(stream, box)
            return
        color = border.get_color(box.style, f"border_{side}_color")
        x, y, width, height = (
            box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
        )  # fmt: skip
        if side in ("top", "bottom"):
            y, height = (y if side == "top" else y + height - line), line
        else:
            x, width = (x if side == "left" else x + width - line), line
        if color.alpha:
            with stream.artifact(), stream.stacked():
                stream.set_color(color)
                stream.rectangle(x, y, width, height)
                stream.fill()

    weasy.replace(draw_border, draw)


def _write_quickly() -> None:
    import pydyf

    color = weasy.module("tinycss2.color4").Color
    page_references, color_hash = pydyf.PDF.page_references.fget, color.__hash__

    @wraps(page_references)
    def references(self: Any) -> Any:
        known = vars(self).get("prasan_pages", ())
        if len(known) * 3 != len(self.pages["Kids"]):
            known = vars(self)["prasan_pages"] = page_references(self)
        return known

    @wraps(color_hash)
    def quick_hash(self: Any) -> int:
        known = vars(self)
        if "prasan_hash" not in known:
            known["prasan_hash"] = color_hash(self)
        return int(known["prasan_hash"])

    class Zlib:
        """zlib as pydyf uses it, at another level."""

        compress = staticmethod(zlib.compress)

        @staticmethod
        def compressobj(level: int) -> Any:
            return zlib.compressobj(level=min(level, COMPRESSION))

    pydyf.PDF.page_references = property(references)
    pydyf.zlib = Zlib
    color.__hash__ = quick_hash
