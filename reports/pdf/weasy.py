"""The WeasyPrint that print stands on: named functions of it are replaced, so it must be that one.

`text_layer` mends its text, `speed` its slow places. Each lists the functions it touches with a
digest of their source; another release fails loudly before it prints anything wrong.
"""

import hashlib
import inspect
import sys
from collections.abc import Mapping
from typing import Any

KNOWN_VERSION = "70.0"


class WeasyPrintChanged(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """The installed WeasyPrint is not the one whose functions are replaced."""


def check_sources(expected: Mapping[str, str]) -> None:
    """Raise WeasyPrintChanged when a function differs from the one that was read."""
    import weasyprint

    changed = [name for name, digest in expected.items() if source_digest(name) != digest]
    if changed:
        raise WeasyPrintChanged(
            f"WeasyPrint {weasyprint.__version__} is installed; print is made for {KNOWN_VERSION}, "
            f"and these functions differ: {', '.join(changed)}. Install "
            f"weasyprint=={KNOWN_VERSION}, or read docs/adr/0002 on how to follow an upgrade."
        )


def source_digest(name: str) -> str:
    """Digest of the source of a function named by its full path; empty when there is none.

    `package.module.function`, or `package.module:Class.method`. The original is read also where it
    has been replaced.
    """
    try:
        function = inspect.unwrap(_named(name))
        return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:32]
    except (ImportError, AttributeError, OSError, TypeError):
        return ""


def module(name: str) -> Any:
    """A module by its full name; some share it with a function of their package."""
    __import__(name)
    return sys.modules[name]


def replace(old: Any, new: Any) -> None:
    """Put `new` wherever a module of WeasyPrint holds the function `old` by a name."""
    for name, holder in list(sys.modules.items()):
        if name.partition(".")[0] == "weasyprint":
            for attribute, value in list(vars(holder).items()):
                if value is old:
                    setattr(holder, attribute, new)


def _named(name: str) -> Any:
    if ":" in name:
        module_name, _, path = name.partition(":")
    else:
        module_name, _, path = name.rpartition(".")
    found = module(module_name)
    for part in path.split("."):
        found = inspect.getattr_static(found, part)
    return found.fget if isinstance(found, property) else found
