"""Rules of the walk for signing in, one's own account, second factors and sign-in events."""

from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tests.meta.walk_rule import Args, Rule
from tests.meta.walk_signing_world import ADMIN, LOST_PHONE
from tests.meta.walk_world import EVERYBODY, SIGNED_IN, World

LOOKERS = frozenset({"sysadmin", "inspector", "area_inspector", "inspector_elsewhere"})
ADMINS = frozenset({ADMIN})
PLANNER = frozenset({"planner"})
NEW = {"password1": "ทะเลสาบ ตะกร้า จักรยาน", "password2": "ทะเลสาบ ตะกร้า จักรยาน"}


def _key(world: World) -> int:
    return Authenticator.objects.get(user=world.people["planner"]).pk


def _session(world: World) -> int:
    return UserSession.objects.get(user=world.people["planner"], ip="10.1.1.1").pk


def own(**rest: Any) -> Rule:
    """A page of one's own account: everybody has one."""
    given = {"post": SIGNED_IN, "ok": (200, 302), "stores": False, **rest}
    return Rule(sees=SIGNED_IN, get=given.pop("get", SIGNED_IN), **given)


def of_planner(found: Any, **rest: Any) -> Rule:
    """A thing of the planner's own account, which for others does not exist."""
    args: Args = lambda w: [found(w)]  # noqa: E731 - beside its type
    return Rule(args, PLANNER, rest.pop("get", PLANNER), PLANNER, **rest)


def _listed() -> Rule:
    return Rule(sees=SIGNED_IN, get=SIGNED_IN)


RULES: dict[str, Rule | dict[str, Rule]] = {
    # Signing in: pages for who is not there yet; others are led on.
    "mfa_authenticate": Rule(post=EVERYBODY, stores=False),
    "account_inactive": Rule(),
    "account_reset_password": Rule(
        post=EVERYBODY, body=lambda w: {"email": f"{uuid4()}@example.test"}, ok=(302,)
    ),
    "account_reset_password_done": Rule(),
    "account_reset_password_from_key": Rule(
        lambda w: ["1", "set-password"], post=EVERYBODY, stores=False, ok=(200,)
    ),
    "account_reset_password_from_key_done": Rule(),
    # One's own account
    "my_account": _listed(),
    "account_change_password": own(
        body=lambda w: {"oldpassword": "correct horse battery", **NEW}, stores=True
    ),
    "account_set_password": own(body=lambda w: NEW),
    "session_end": of_planner(_session, get=None),
    "session_end_others": own(get=None),
    "account_reauthenticate": own(body=lambda w: {"password": "correct horse battery"}),
    "mfa_reauthenticate": own(),
    "mfa_reauthenticate_webauthn": own(),
    "mfa_index": _listed(),
    "mfa_list_webauthn": _listed(),
    "mfa_activate_totp": own(),
    "mfa_deactivate_totp": Rule(
        sees=frozenset({ADMIN, LOST_PHONE}), get=frozenset({ADMIN, LOST_PHONE}),
        post=frozenset({ADMIN, LOST_PHONE}),
    ),
    "mfa_add_webauthn": own(),
    "mfa_edit_webauthn": of_planner(_key, body=lambda w: {"name": "กุญแจสำรอง"}),
    "mfa_remove_webauthn": of_planner(_key),
    "mfa_view_recovery_codes": _listed(),
    "mfa_generate_recovery_codes": own(),
    # Other people's
    "account_mfa_reset": Rule(
        lambda w: [w.people[LOST_PHONE].pk], ADMINS, ADMINS, ADMINS,
        body=lambda w: {"reason": "โทรศัพท์หาย"},
    ),
    "sign_in_events": Rule(sees=LOOKERS, get=LOOKERS),
    "sign_in_events_export": Rule(sees=LOOKERS, get=LOOKERS),
}  # fmt: skip
