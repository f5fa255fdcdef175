"""Parts of a book, printed by different processes, bound into one PDF file.

Every part writes its objects under numbers of its own (`PartPdf`): of three parts the first takes
10, 13, 16 …, the second 11, 14, 17 …, so nothing is renumbered and the parts are put one behind the
other as they are. What belongs to the book as a whole is left out of the parts and written here:
the page tree, the tree of the structure for screen readers, named places, bookmarks.
"""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pydyf

PAGES, CATALOG, STRUCTURE, DOCUMENT, PLACES_OF_TEXT = range(1, 6)  # objects of the whole book
FIRST = 10  # first number of the parts
KEYS = 1_000_000  # keys of a part in the tree of marked text


@dataclass
class Part:
    """What a press hands over: written objects, and the loose ends to be tied."""

    content: bytes
    places: list[tuple[int, int, int, int]]  # number, kind of entry, two fields of the entry
    pages: list[int]
    pages_node: int
    structure: int
    marked: list[tuple[int, bytes]]
    names: list[tuple[str, bytes]]
    bookmarks: list[list[tuple[int, str, tuple[float, float], str]]]
    catalog: dict[str, bytes]
    info: dict[str, bytes]
    warnings: list[str] = field(default_factory=list)


class PartPdf(pydyf.PDF):
    """A PDF that takes every `stride`-th number and writes itself as a Part."""

    def __init__(self, index: int, stride: int) -> None:
        self._next, self._stride, self._index = FIRST + index, stride, index
        self.bookmarks: list[Any] = []
        self.part: Part | None = None
        super().__init__()

    def add_object(self, object_: Any) -> None:
        """Give the object its number."""
        object_.number = self._next
        self._next += self._stride
        self.objects.append(object_)

    def write(self, output: Any, *args: Any, **kwargs: Any) -> None:
        """Write the objects that are the part's alone, and note the loose ends."""
        objects = {obj.number: obj for obj in self.objects if obj.free != "f"}
        root = objects.pop(_number(self.catalog.pop("StructTreeRoot")))
        tree = objects.pop(_number(root["ParentTree"]))
        del objects[self.catalog.number]
        structure = objects[_number(root["K"][0])]
        structure.update({"S": "/Part", "P": _reference(DOCUMENT)})
        self.pages["Parent"] = _reference(PAGES)
        shift = self._index * KEYS
        for object_ in objects.values():
            if isinstance(object_, dict):
                for key in ("StructParent", "StructParents"):
                    if key in object_:
                        object_[key] += shift
        names = (self.catalog.pop("Names", None) or {}).get("Dests", {}).get("Names", [])
        content, places = self._written(list(objects.values()))
        marked = tree["Nums"]
        self.part = Part(
            content=content,
            places=places,
            pages=self.pages["Kids"][::3],
            pages_node=self.pages.number,
            structure=structure.number,
            marked=[(key + shift, _data(value)) for key, value in _pairs(marked)],
            names=[(name.string, _data(place)) for name, place in _pairs(names)],
            bookmarks=self.bookmarks,
            catalog={key: _data(value) for key, value in self.catalog.items() if key != "Pages"},
            info={key: _data(value) for key, value in self.info.items()},
        )

    def _written(self, objects: list[Any]) -> tuple[bytes, list[tuple[int, int, int, int]]]:
        output, places = BytesIO(), list[tuple[int, int, int, int]]()
        small = [object_ for object_ in objects if object_.compressible]
        bundle = _bundle(small)
        self.add_object(bundle)
        for object_ in [object_ for object_ in objects if not object_.compressible] + [bundle]:
            places.append((object_.number, 1, output.tell(), 0))
            output.write(object_.indirect + b"\n")
        places += [(obj.number, 2, bundle.number, index) for index, obj in enumerate(small)]
        return output.getvalue(), places


def bind(parts: list[Part]) -> bytes:
    """One file of all parts, in their order."""
    from weasyprint.anchors import make_page_bookmark_tree
    from weasyprint.matrix import Matrix
    from weasyprint.pdf.anchors import add_outlines

    whole = _Whole(parts)
    tree: list[Any] = []
    last, skipped, level = [tree], list[int](), 0
    pages = [page for part in parts for page in part.bookmarks]
    for number, marks in enumerate(pages):
        page = _PageOfBookmarks(marks)
        level = make_page_bookmark_tree(page, skipped, last, level, number, Matrix())
    add_outlines(whole, tree)
    return whole.file()


class _PageOfBookmarks:
    def __init__(self, bookmarks: list[Any]) -> None:
        self.bookmarks = bookmarks


class _Whole:
    """The objects of the book as a whole, and the writing of the file."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.page_references = [_reference(page) for part in parts for page in part.pages]
        self.next = 1 + max(number for part in parts for number, *_ in part.places)
        self.objects: list[Any] = []
        self.catalog = pydyf.Dictionary(dict(parts[0].catalog))
        self.catalog.update({"Pages": _reference(PAGES), "StructTreeRoot": _reference(STRUCTURE)})
        self._fixed()

    def add_object(self, object_: Any, number: int = 0) -> None:
        """Take an object in, under the next number of the book."""
        object_.number = number or self.next
        self.next += not number
        self.objects.append(object_)

    def _fixed(self) -> None:
        def all_of(kind: str) -> Any:
            return pydyf.Array([_reference(getattr(part, kind)) for part in self.parts])

        count = len(self.page_references)
        pages = {"Type": "/Pages", "Kids": all_of("pages_node"), "Count": count}
        document = {"Type": "/StructElem", "S": "/Document", "K": all_of("structure")}
        structure = {"Type": "/StructTreeRoot", "K": pydyf.Array([_reference(DOCUMENT)])}
        marked = pydyf.Array(
            [field for part in self.parts for pair in part.marked for field in pair]
        )
        named: dict[str, bytes] = {}
        for part in self.parts:
            for name, place in part.names:
                named.setdefault(name, place)
        if named:
            listed = [
                field for name in sorted(named) for field in (pydyf.String(name), named[name])
            ]
            places = pydyf.Dictionary({"Names": pydyf.Array(listed)})
            self.catalog["Names"] = pydyf.Dictionary({"Dests": places})
        for number, values in (
            (PAGES, pages),
            (STRUCTURE, structure | {"ParentTree": _reference(PLACES_OF_TEXT)}),
            (DOCUMENT, document | {"P": _reference(STRUCTURE)}),
            (PLACES_OF_TEXT, {"Nums": marked}),
        ):
            self.add_object(pydyf.Dictionary(values), number)
        self.add_object(self.catalog, CATALOG)
        self.info = pydyf.Dictionary(dict(self.parts[0].info))
        self.add_object(self.info)

    def file(self) -> bytes:
        """The whole file: the parts as they came, the book's own objects, the table of places."""
        output = BytesIO()
        output.write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")
        entries = {0: (0, 0, 65535)}
        for part in self.parts:
            start = output.tell()
            for number, kind, first, second in part.places:
                entries[number] = (kind, first + start if kind == 1 else first, second)
            output.write(part.content)
        own = list(self.objects)
        bundle = _bundle(own)
        self.add_object(bundle)
        entries[bundle.number] = (1, output.tell(), 0)
        entries |= {obj.number: (2, bundle.number, index) for index, obj in enumerate(own)}
        output.write(bundle.indirect + b"\n")
        table_at = output.tell()
        entries[self.next] = (1, table_at, 0)
        output.write(self._table(entries).indirect)
        output.write(f"\nstartxref\n{table_at}\n%%EOF\n".encode())
        return output.getvalue()

    def _table(self, entries: dict[int, tuple[int, int, int]]) -> Any:
        size = self.next + 1
        rows = [entries.get(number, (0, 0, 0)) for number in range(size)]
        widths = [1, *(_width(max(row[column] for row in rows)) for column in (1, 2))]
        data = b"".join(
            value.to_bytes(width, "big")
            for row in rows
            for value, width in zip(row, widths, strict=True)
        )
        extra = {
            "Type": "/XRef",
            "W": pydyf.Array(widths),
            "Size": size,
            "Root": _reference(CATALOG),
            "Info": self.info.reference,
        }
        table = pydyf.Stream([data], extra, compress=True)
        table.number = self.next
        return table


def _bundle(objects: list[Any]) -> Any:
    """Small objects packed into one compressed stream."""
    written = [object_.data for object_ in objects]
    head, position = list[str](), 0
    for object_, data in zip(objects, written, strict=True):
        head += [str(object_.number), str(position)]
        position += len(data) + 1
    first = " ".join(head)
    extra = {"Type": "/ObjStm", "N": len(objects), "First": len(first) + 1}
    return pydyf.Stream([first, *written], extra, compress=True)


def _width(largest: int) -> int:
    return max(1, (largest.bit_length() + 7) // 8)


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _pairs(values: Any) -> Any:
    return zip(values[::2], values[1::2], strict=True)


def _data(value: Any) -> bytes:
    """A value as it is written in the file."""
    return bytes(pydyf.Array([value]).data[1:-1])
