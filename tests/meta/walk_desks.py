"""Rules of the walk for the page of a district and for the faults of a spreadsheet."""

from collections.abc import Callable

from tests.meta.walk_register import KEEPERS
from tests.meta.walk_rule import Rule
from tests.meta.walk_world import OF_AREA, YEAR


def rules(import_page: Callable[..., Rule]) -> dict[str, Rule | dict[str, Rule]]:
    """All of them. import_page: the rule of an upload on its way."""
    upload = import_page()
    return {
        "district_detail": Rule(
            lambda w: ["6001", YEAR], OF_AREA, OF_AREA, elsewhere=lambda w: ["6601", YEAR]
        ),
        "import_faults": Rule(**{**vars(upload), "post": None}),
        # Nobody's upload: those who keep the register are told to send it anew.
        "agency_import_faults": Rule(
            lambda w: [w.area.code, "gone"], OF_AREA, KEEPERS,
            but=dict.fromkeys(KEEPERS, 422),
        ),
    }  # fmt: skip
