"""A whole document laid out and drawn, or one part of a divided one.

A part is laid out alone and then needs to know of the others: how many pages stand before it, how
many there are in all, and which running titles hold at its first page. It asks between the layout
of its pages and that of their heads and feet (`_asking`), when its own pages are known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from reports.pdf import weasy
from reports.pdf.binding import Part, PartPdf
from reports.pdf.division import SVG, divide, names
from reports.pdf.listening import Tell, listening

VARIANT = "pdf/ua-1"
SOURCES = {
    "weasyprint.layout.layout_document": "a5cbf437e99caf7293e7ed2289278048",
    "weasyprint.layout.page.make_margin_boxes": "4a2d2e301eb3bc47c2812d1502d4d6ce",
    "weasyprint.layout:LayoutContext.get_string_or_element_for": "f40ec28ae3470c6ecefa152a099c7fcf",
    "weasyprint.css.targets:TargetCollector.lookup_target": "cc606c47e1954d3bdacca44d231305cd",
    "weasyprint.pdf.anchors.resolve_links": "f95937bb4e4f100754065a4aaab8ec8a",
    "weasyprint.pdf.generate_pdf": "626343ef25c396e8521948cadbe2b754",
    "weasyprint.pdf.tags.add_tags": "f0e74575b0bafaf36458eaac27874e3b",
    "pydyf:PDF.write": "242cd38f92ecd33f831159f8eb560487",
}


class PrintRefused(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """The document asks for a file that print may not load, or that is not there."""


@dataclass(frozen=True)
class Job:
    """A document to print; `index` of `parts` says which part is this process's."""

    html: str
    title: str
    language: str
    made_at: datetime
    files: Mapping[str, bytes]
    base_url: str
    index: int = 0
    parts: int = 1


@dataclass(frozen=True)
class Laid:
    """What is known of a part when its pages are laid out: pages, named pages, last running titles.

    `front` is what stands before the first chapter; it is laid out with the first part.
    """

    pages: int
    named: dict[str, int]
    titles: dict[str, str]
    front: "Laid | None" = None


@dataclass(frozen=True)
class Place:
    """Where a part stands in the book."""

    before: int
    total: int
    titles: dict[str, str]
    named: dict[str, int]


Whole = tuple[bytes, int, list[str]]
Ask = Callable[[Laid], Place]


def whole_or_part(job: Job, ask: Ask, tell: Tell) -> Whole | list[Part] | None:
    """The whole file, the parts of this process, or None when the first process prints the whole.

    `ask` is asked for the place of the part; `tell` hears stage and percent.
    """
    import weasyprint

    from reports.pdf.resources import PrintFetcher, Refused

    with listening(tell) as warnings:
        try:
            fetcher = PrintFetcher(job.base_url, job.files)
            html = weasyprint.HTML(
                string=job.html, base_url=job.base_url + "/", url_fetcher=fetcher
            )
            _describe_drawings(html.etree_element)
            documents = divide(html.etree_element, job.parts)
            if documents is not None:
                share = _Share(job, html, documents, ask, tell)
                del html, documents  # the other part is not kept
                parts = share.printed()
                parts[0].warnings = warnings
                return parts
            if job.index:
                return None
            document = html.render(pdf_variant=VARIANT)
            tell("draw", 60)
            content = _described(document, job).write_pdf(pdf_variant=VARIANT)
            return content, len(document.pages), warnings
        except Refused as refused:
            raise PrintRefused(f"The document may not load {refused.url}") from None


class _Share:
    """This process's share of a divided document."""

    def __init__(self, job: Job, html: Any, documents: list[Any], ask: Ask, tell: Tell) -> None:
        self.job, self.ask, self.tell = job, ask, tell
        self.names = names(html.etree_element)
        self.front, *bodies = [_as_html(html, document) for document in documents]
        self.body = bodies[job.index]

    def printed(self) -> list[Part]:
        """Front and first part, or the part of this process."""
        front = None if self.job.index else self._try_front()
        places: list[Place] = []

        def ask(laid: Laid) -> Place:
            places.append(self.ask(replace(laid, front=front)))
            return places[-1]

        body = self._laid_out(self.body, {}, ask)
        if front is None:
            return [self._drawn(body, 1 + self.job.index)]
        start = Place(0, places[0].total, {}, places[0].named)
        first = self._laid_out(self.front, start.named, lambda laid: start)
        if len(first.pages) != front.pages:
            raise RuntimeError("The contents of the book changed their length with its numbers.")
        return [self._drawn(first, 0), self._drawn(body, 1)]

    def _try_front(self) -> Laid:
        """Pages and titles of cover and contents, before the pages they name are known."""
        found: list[Laid] = []

        def note(laid: Laid) -> Place:
            found.append(laid)
            return Place(0, laid.pages, {}, {})

        self._laid_out(self.front, dict.fromkeys(self.names, 888), note)
        return found[0]

    def _laid_out(self, html: Any, named: dict[str, int], ask: Ask) -> Any:
        with _asking(ask), _knowing(named):
            return html.render(pdf_variant=VARIANT)

    def _drawn(self, document: Any, index: int) -> Part:
        import pydyf

        self.tell("draw", 60 + 5 * index)
        _described(document, self.job)
        part = PartPdf(index, self.job.parts + 1)
        part.bookmarks = _bookmarks(document)
        with _set(pydyf, "PDF", lambda: part), _leading_anywhere(self.names):
            document.write_pdf(pdf_variant=VARIANT)
        if part.part is None:
            raise RuntimeError("A part of the book was not written.")
        return part.part


def _describe_drawings(root: Element) -> None:
    """Give drawings the <title> that becomes their alternative text, from their aria-label."""
    for drawing in root.iter(SVG + "svg"):
        if drawing.find(SVG + "title") is None:
            title = Element(SVG + "title")
            title.text = drawing.get("aria-label") or " "  # decoration says nothing, but says so
            drawing.insert(0, title)


def _described(document: Any, job: Job) -> Any:
    """The document with its metadata. No file identifier: PDF/UA asks for none, and pydyf would
    write everything twice for it."""
    metadata = document.metadata
    metadata.title = metadata.title or job.title
    metadata.lang = metadata.lang or job.language
    metadata.created = metadata.modified = f"{job.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    metadata.generator = "Prasan"
    return document


def _as_html(html: Any, root: Any) -> Any:
    """A document of its own with the stylesheets and address of `html`."""
    import cssselect2

    made = object.__new__(type(html))
    vars(made).update(vars(html))
    made.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    made.etree_element = made.wrapper_element.etree_element
    return made


def _bookmarks(document: Any) -> list[Any]:
    """Bookmarks of each page in the page's own coordinates, taken off it."""
    from weasyprint.matrix import Matrix

    found = []
    for page in document.pages:
        matrix = Matrix(a=0.75, d=-0.75, f=page.height * 0.75)
        found.append(
            [
                (level, label, matrix.transform_point(*point), state)
                for level, label, point, state in page.bookmarks
            ]
        )
        page.bookmarks = []
    return found


@contextmanager
def _asking(ask: Ask) -> Iterator[None]:
    """Ask for the place in the book before heads and feet are made."""
    layout = weasy.module("weasyprint.layout")
    make_margin_boxes = layout.make_margin_boxes

    def make(context: Any, page: Any, state: Any) -> Any:
        if context.current_page == 1:
            _put_in_place(context, ask(_laid(context)))
        return make_margin_boxes(context, page, state)

    with _set(layout, "make_margin_boxes", make):
        yield


def _laid(context: Any) -> Laid:
    named = {
        name: item.cached_page_counter_values["page"][-1]
        for name, item in context.target_collector.target_lookup_items.items()
        if item.cached_page_counter_values.get("page")
    }
    titles = {name: pages[max(pages)][-1] for name, pages in context.string_set.items() if pages}
    return Laid(len(context.page_maker) - 1, named, titles)


def _put_in_place(context: Any, place: Place) -> None:
    for number, (_, _, _, state, _) in enumerate(context.page_maker[1:], start=1):
        state[1]["page"] = [place.before + number]
        state[1]["pages"] = [place.total]
    for name, title in place.titles.items():
        pages = context.string_set.setdefault(name, defaultdict(list))
        if 1 not in pages:  # the first page sets none of its own: the last one holds on
            pages[1].append(title)


@contextmanager
def _knowing(named: dict[str, int]) -> Iterator[None]:
    """Let the contents name pages of other parts."""
    document, targets = weasy.module("weasyprint.document"), weasy.module("weasyprint.css.targets")

    def collector() -> Any:
        made = targets.TargetCollector()
        for name, page in named.items():
            item = targets.TargetLookupItem("up-to-date")
            item.target_box = SimpleNamespace(cached_counter_values={"page": [page]})
            made.target_lookup_items[name] = item
        return made

    with _set(document, "TargetCollector", collector):
        yield


@contextmanager
def _leading_anywhere(known: set[str]) -> Iterator[None]:
    """Keep links to places in other parts."""
    pdf = weasy.module("weasyprint.pdf")
    resolve_links = pdf.resolve_links
    elsewhere = SimpleNamespace(anchors=dict.fromkeys(known, (0, 0, 0, 0)), links=[])

    def resolve(pages: Any) -> Any:
        return list(resolve_links([*pages, elsewhere]))[: len(pages)]

    with _set(pdf, "resolve_links", resolve):
        yield


@contextmanager
def _set(holder: Any, name: str, value: Any) -> Iterator[None]:
    """Another value for a while; a process prints one document at a time."""
    before = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, before)
