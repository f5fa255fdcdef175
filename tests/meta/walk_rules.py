"""Who may do what at every address of the product. An address without a rule fails the walk.

`sees`: for whom the object exists; all others get "not found" (without an account: the sign-in
page, or 401/403 from the API). `get`, `post`: who of them may; the rest get 403. None: the address
does not answer to that verb, for anybody (405).
"""

from typing import Any

from tests.meta import (
    walk_accounts,
    walk_cards,
    walk_consultation,
    walk_desks,
    walk_plans,
    walk_register,
    walk_rounds,
    walk_signing,
    walk_support,
)
from tests.meta.walk_rule import Args, People, Rule, of_area
from tests.meta.walk_world import (
    EMPTY_YEAR,
    EVERYBODY,
    NOBODY,
    OF_AREA,
    SIGNED_IN,
    YEAR,
    World,
    table,
)

PLANNERS = frozenset({"planner", "colleague"})
AGENCY = frozenset({"officer", "head"})
REVIEWERS = PLANNERS | {"executive", "chair", "secretary", "inspector", "area_inspector"}
OF_RESULT = AGENCY | REVIEWERS
FREEZERS = PLANNERS | {"secretary"}
READERS = OF_AREA - {"sysadmin"}
OF_LINES = walk_cards.of_lines(OF_RESULT)
DAY_OF_DATA = {"as_of_day": "30", "as_of_month": "6", "as_of_year": "2570"}


def api(args: Args, sees: People, **rest: Any) -> Rule:
    return Rule(args, sees, rest.pop("get", sees), is_api=True, open_to_csrf=True, **rest)


def of_line(where: str, state: str = "draft") -> tuple[Args, Args]:
    """A line's address in Nakhon Sawan, and the same line under the neighbour's address."""

    def args(world: World, area: str = "60") -> list[Any]:
        line = world.lines[f"1.{('draft', 'submitted', 'certified', 'verified').index(state) + 1}"]
        pk = line.indicator_id if where == "indicator" else line.pk
        return [area, YEAR, "9", pk] if where == "round" else [area, YEAR, pk]

    return args, lambda world: args(world, "66")


def line_page(where: str, sees: People, *, state: str = "draft", **rest: Any) -> Rule:
    args, elsewhere = of_line(where, state)
    return Rule(args, sees, elsewhere=elsewhere, **rest)


def move(state: str, action: str, may: People, **rest: Any) -> Rule:
    """One move of a result in a state."""
    return line_page(
        "round", OF_RESULT, state=state, get=OF_RESULT, post=may,
        body=lambda w: {"action": action, "reason": "โปรดแนบตารางรายอำเภอ"}, **rest,
    )  # fmt: skip


def area_page(*parts: str, **rest: Any) -> Rule:
    """A page that everybody of the area reads."""
    return Rule(of_area(*parts), OF_AREA, OF_AREA, **rest)


def snapshot_page(**rest: Any) -> Rule:
    return Rule(lambda w: [w.snapshot.pk], OF_AREA, OF_AREA, shows_note_cards=True, **rest)


def report_page(**rest: Any) -> Rule:
    return Rule(lambda w: [w.report.pk], OF_AREA, rest.pop("get", OF_AREA), **rest)


def import_page(**rest: Any) -> Rule:
    """An upload on its way belongs to the one who sent it; a colleague is told to send it anew."""
    return Rule(
        lambda w: [w.area.code, EMPTY_YEAR, w.import_key],
        OF_AREA,
        rest.pop("get", PLANNERS),
        PLANNERS,
        elsewhere=lambda w: ["66", EMPTY_YEAR, w.import_key],
        but={"colleague": 422, "planner_elsewhere": 404},
        **rest,
    )


def _criteria(world: World) -> dict[str, str]:
    levels = {f"level{n}": str(n * 2) for n in range(1, 6)}
    typed = {"weight": "25", "target": "6", "target_level": "3", "method": "interpolate"}
    return {**typed, **levels, "parts": "0", "action": "save"}


def _indicator(world: World) -> dict[str, Any]:
    return {"name_th": "ชื่อใหม่", "collector": world.lines["1.1"].indicator.collector_id}


RULES: dict[str, Rule | dict[str, Rule]] = {
    # -- For everybody
    "health_live": Rule(),
    "health_ready": Rule(),
    "set_language": Rule(post=EVERYBODY, body=lambda w: {"language": "en"}, stores=False),
    "account_login": Rule(
        post=EVERYBODY, body=lambda w: {}, stores=False, ok=(200, 302)
    ),
    "account_logout": Rule(post=EVERYBODY, stores=False),
    "verify": Rule(post=EVERYBODY, stores=False, ok=(422,), open_to_csrf=True),
    "verify_code": Rule(
        lambda w: [w.report.code], post=EVERYBODY, stores=False, ok=(422,), open_to_csrf=True
    ),
    "api:schema": Rule(open_to_csrf=True),
    "api:docs": Rule(),
    # -- For everybody with an account
    "home": Rule(sees=SIGNED_IN, get=SIGNED_IN),
    "permissions": Rule(sees=SIGNED_IN, get=SIGNED_IN),
    "gallery": Rule(
        sees=frozenset({"sysadmin"}), get=frozenset({"sysadmin"}),
        but={NOBODY: 404, "closed_planner": 404},
    ),
    # -- An area and its year
    "area_home": area_page(),
    "area_year": area_page("year"),
    "plan_tree": area_page("year"),
    "project_list": area_page("year"),
    "project_detail": Rule(
        lambda w: [w.area.code, YEAR, w.project.code], OF_AREA, OF_AREA,
        elsewhere=lambda w: ["66", YEAR, w.project.code],
    ),
    "committee_list": area_page(),
    "committee_detail": Rule(
        lambda w: [w.area.code, w.committee.pk], OF_AREA, OF_AREA,
        elsewhere=lambda w: ["66", w.committee.pk],
    ),
    # -- The card
    "card_line_place": OF_LINES["card_line_place"],
    "card_line_remove": {
        "of the area": line_page("card", OF_AREA, get=PLANNERS, post=PLANNERS, state="certified",
                                 ok=(302, 409), stores=False),
        **OF_LINES["card_line_remove"],
    },
    "criteria_edit": line_page("card", OF_AREA, get=PLANNERS, post=PLANNERS, body=_criteria),
    "indicator_edit": {
        "of the area": line_page("card", OF_AREA, get=PLANNERS, post=PLANNERS, body=_indicator),
        **OF_LINES["indicator_edit"],
    },
    "indicator_import": Rule(
        lambda w: [w.area.code, EMPTY_YEAR], OF_AREA, PLANNERS, PLANNERS,
        body=lambda w: {"file": table()}, stores=False,
    ),
    "import_preview": import_page(stores=False, ok=(302, 422)),
    "import_confirm": import_page(get=None, body=lambda w: {"fingerprint": w.fingerprint}),
    # -- Rounds and results
    "round_list": area_page("year"),
    "round_detail": area_page("year", "round"),
    "round_lock": Rule(of_area("year", "round"), OF_AREA, None, PLANNERS),
    "round_reopen": {
        "as asked": Rule(
            of_area("year", "round"), OF_AREA, None, PLANNERS,
            body=lambda w: {"closes_day": "10", "closes_month": "8", "closes_year": "2570",
                            "reason": "ข้อมูลล่าช้า"},
        ),
        "left empty": Rule(
            of_area("year", "round"), OF_AREA, None, PLANNERS, ok=(422,), stores=False
        ),
    },
    "result_edit": {
        "kept": line_page(
            "round", OF_RESULT, get=OF_RESULT, post=AGENCY,
            body=lambda w: {"value": "4", "edition": "1", **DAY_OF_DATA, "action": "save"},
        ),
        "handed in": line_page(
            "round", OF_RESULT, get=OF_RESULT, post=AGENCY, only="POST",
            body=lambda w: {"value": "4", **DAY_OF_DATA, "action": "submit"},
        ),
    },
    "result_move": {
        "certify": move("submitted", "certify", frozenset({"head"})),
        "send back": move("submitted", "send_back", frozenset({"head"})),
        "verify": move("certified", "verify", PLANNERS),
        "return": move("certified", "return", PLANNERS),
        "correct": move("verified", "correct", AGENCY),
        "no such move": move("draft", "adopt", frozenset(), only="POST",
                             but=dict.fromkeys(OF_RESULT, 404)),
    },
    "evidence_download": {
        "of a draft": Rule(lambda w: [w.evidence("draft")], OF_RESULT, OF_RESULT),
        "of a submitted result": Rule(
            lambda w: [w.evidence("submitted")], OF_RESULT, OF_RESULT
        ),
        "of a verified result": Rule(lambda w: [w.evidence("verified")], OF_AREA, OF_AREA),
    },
    # -- Scorecards
    "scorecard_freeze": Rule(
        of_area("year", "round"), OF_AREA, FREEZERS, FREEZERS,
        body=lambda w: {"kind": "meeting", "title": "", "replaces": ""},
    ),
    "indicator_detail": {
        **{state: line_page("indicator", OF_AREA, get=OF_AREA, state=state)
           for state in ("draft", "verified")},
        **OF_LINES["indicator_detail"],
    },
    "snapshot_list": area_page("year"),
    "snapshot_detail": snapshot_page(),
    "snapshot_download": snapshot_page(),
    "snapshot_changes": snapshot_page(),
    # -- Reports
    "report_list": area_page(),
    "report_request": Rule(
        of_area(), OF_AREA, OF_AREA, READERS,
        body=lambda w: {"snapshot": w.snapshot.pk, "language": "en", "digits": "arabic"},
    ),
    "report_detail": report_page(),
    "report_progress": report_page(),
    "report_again": report_page(get=None, post=READERS, stores=False),
    "report_download": report_page(),
    # -- For programs
    "api:area_list": api(lambda w: [], SIGNED_IN),
    "api:area_detail": api(of_area(), OF_AREA),
    "api:plan_tree": api(of_area("year"), OF_AREA),
    "api:indicator_list": api(of_area("year"), OF_AREA),
    "api:scorecard": api(of_area("year", "round"), OF_AREA),
    "api:snapshot_list": api(lambda w: [], SIGNED_IN),
    "api:snapshot_detail": api(lambda w: [w.snapshot.pk], OF_AREA),
    "api:snapshot_content": api(lambda w: [w.snapshot.pk], OF_AREA, shows_note_cards=True),
    "api:report_list": {
        "read": api(lambda w: [], SIGNED_IN, only="GET"),
        "ask": api(
            lambda w: [], OF_AREA, post=READERS, ok=(201,), only="POST",
            body=lambda w: {"snapshot": w.snapshot.pk, "language": "en"},
        ),
    },
    "api:report_detail": api(lambda w: [w.report.pk], OF_AREA),
    "api:report_file": api(lambda w: [w.report.pk], OF_AREA),
    **walk_register.rules(OF_RESULT),
    **walk_signing.RULES,
    **walk_support.RULES,
    **walk_plans.rules(),
    **walk_consultation.RULES,
    **walk_accounts.rules(),
    **walk_desks.rules(import_page),
    **walk_rounds.rules(),
    **walk_cards.rules(OF_RESULT),
}  # fmt: skip
RULES["history"] = {**RULES["history"], **walk_consultation.HISTORIES}  # type: ignore[dict-item]


def cases() -> list[tuple[str, str, Rule]]:
    """Every rule with its address and, where an address has several, its name."""
    found = []
    for name, given in RULES.items():
        several = given if isinstance(given, dict) else {"": given}
        found += [(name, case, rule) for case, rule in several.items()]
    return found
