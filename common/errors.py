"""The one way in which the product says no to a person."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where (field, row or cell; empty for the whole) and what to do."""

    message: str
    field: str = ""

    def __str__(self) -> str:
        return str(self.message)


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised and caught
    """A service refuses; nothing was stored. Views, the API and imports all know how to show it.

    `Refused("sentence")`, `Refused("sentence", field="weight")` or `Refused(faults=[Fault(...)])`.
    """

    def __init__(
        self, message: object = "", *, field: str = "", faults: Iterable[Fault] = ()
    ) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults) or (Fault(str(message), field),)
        super().__init__("; ".join(str(fault) for fault in self.faults))

    @property
    def sentences(self) -> tuple[Fault, ...]:
        """The faults without the boxes that they name, for a page that has no such box."""
        return tuple(Fault(fault.message) for fault in self.faults)


class NotAllowed(Refused):
    """The person sees the object but may not do this; the sentence says who may."""
