"""Rules of the walk for accounts, invitations, providers of identities and personal data."""

from typing import Any

from allauth.socialaccount.models import SocialAccount

from accounts.models import DirectRole, Invitation, User
from accounts.services import invitations
from tests.meta.walk_register import KEEPERS
from tests.meta.walk_rule import Args, Body, Rule
from tests.meta.walk_world import EVERYBODY, OF_AREA, SIGNED_IN, World

ADMIN = frozenset({"sysadmin"})
INVITERS = KEEPERS | {"planner_elsewhere", "cluster_planner"}
TOKEN = "walked-token"
WHY = {"reason": "เหตุผล"}
NOT_THERE = dict.fromkeys(EVERYBODY, 404)


def _leaver(world: World) -> User:
    """Somebody who holds nothing, so that the account may be erased."""
    return world.people["roleless"]


def _role(world: World) -> DirectRole:
    return DirectRole.objects.get(user=world.people["area_inspector"])


def _invitation(world: World) -> Invitation:
    return Invitation.objects.get(post__agency__area=world.area, email="walked@example.test")


def build(world: World) -> None:
    """An invitation to a post of the area, its letter sent, and a linked identity."""
    planner = world.people["planner"]
    post = planner.tenures.get().post
    invitation = invitations.invite(
        email="walked@example.test",
        name=f"{post.agency.name} ผู้ได้รับเชิญ",
        by=planner,
        post=post,
        valid_from=invitations.clock.today(),
        acting=True,
    )
    invitation.token_digest = invitations.digest(TOKEN)
    invitation.save(update_fields=["token_digest"])
    SocialAccount.objects.create(user=_leaver(world), provider="thaid", uid="walked")


def of_account(*more: Args, body: Body | None = None, get: bool = True, **rest: Any) -> Rule:
    """A page of one account: for administrators; everybody else is told who may."""
    return Rule(
        lambda w: [_leaver(w).pk, *(one for part in more for one in part(w))],
        SIGNED_IN,
        ADMIN if get else None,
        ADMIN if body else None,
        **({"body": body} if body else {}),
        **rest,
    )


def _typed(world: World) -> dict[str, Any]:
    return {
        "name": "ผู้ใช้ คนใหม่", "email": "invited@example.test", "acting": "acting",
        "valid_from_day": "20", "valid_from_month": "7", "valid_from_year": "2570",
    }  # fmt: skip


def _of_role(world: World) -> list[Any]:
    return [_role(world).user_id, _role(world).pk]


def _why(world: World) -> dict[str, Any]:
    return dict(WHY)


def _of_post(world: World) -> list[Any]:
    return [world.area.code, world.people["planner"].tenures.get().post_id]


def rules() -> dict[str, Rule | dict[str, Rule]]:
    """All of them."""
    return {
        "account_list": Rule(sees=SIGNED_IN, get=ADMIN),
        "account_detail": of_account(),
        "account_edit": of_account(body=lambda w: {"name": "ชื่อใหม่", "email": "n@example.test"}),
        "account_close": of_account(body=_why),
        "account_reopen": Rule(
            lambda w: [w.people["closed_planner"].pk], SIGNED_IN, ADMIN, ADMIN, _why
        ),
        "account_erase": of_account(body=_why),
        "account_export": of_account(body=_why, ok=(200,)),
        "account_link": of_account(body=_why, get=False),
        "role_give": of_account(body=lambda w: {"role": "inspector"}),
        "role_take": Rule(_of_role, SIGNED_IN, ADMIN, ADMIN, _why),
        "identity_unlink": of_account(lambda w: [SocialAccount.objects.get().pk], body=_why),
        "invitation_list": Rule(sees=SIGNED_IN, get=INVITERS),
        "invitation_create": Rule(sees=SIGNED_IN, get=ADMIN, post=ADMIN, body=_typed),
        "invitation_resend": Rule(
            lambda w: [_invitation(w).pk], KEEPERS, None, KEEPERS
        ),
        "invitation_revoke": Rule(
            lambda w: [_invitation(w).pk], KEEPERS, KEEPERS, KEEPERS, _why
        ),
        "post_invite": Rule(
            _of_post, OF_AREA, KEEPERS, KEEPERS, _typed,
            elsewhere=lambda w: ["66", *_of_post(w)[1:]],
        ),
        # The link of a letter is for whoever has it; without one there is a page that says so.
        "invitation_open": Rule(lambda w: ["a-token-that-nobody-was-sent"]),
        "invitation_accept": Rule(post=EVERYBODY, stores=False, ok=(409,)),
        # No provider of identities is configured here: none of their addresses exists.
        "openid_connect_login": Rule(lambda w: ["thaid"], get=None, post=EVERYBODY, stores=False,
                                     but=NOT_THERE),
        "openid_connect_callback": Rule(lambda w: ["thaid"], but=NOT_THERE),
        "personal_data": Rule(sees=SIGNED_IN, get=SIGNED_IN),
        "personal_copy": Rule(sees=SIGNED_IN, get=None, post=SIGNED_IN, ok=(200,)),
    }  # fmt: skip
