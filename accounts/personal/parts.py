"""Everything that the product keeps about one person, part by part, with nobody else's data."""

from collections.abc import Iterator

from django.db.models import Count
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext_lazy as _

from accounts import workflow
from accounts.administration.selectors import identities
from accounts.models import Change, SignInEvent, User, WorkflowMove
from accounts.personal.shown import Coded
from accounts.signing import devices
from accounts.trail import deeds, words
from accounts.trail.kinds import kind_word
from common import slots
from common.slots import PersonalPart

_WHEN, _WHAT, _NUMBER, _WHY = _("เวลา"), _("สิ่งที่ทำ"), _("เลขที่"), _("เหตุผล")


def parts(user: User) -> tuple[PersonalPart, ...]:
    """All parts: of accounts, then what the apps above bring."""
    brought = [part for bring in slots.personal_parts for part in bring(user)]
    return (
        _account(user),
        _posts(user),
        _roles(user),
        _identities(user),
        _invitations(user),
        _sign_ins(user),
        *brought,
        _moves(user),
        _changes(user),
        _about(user),
        _elsewhere(user),
    )


def _account(user: User) -> PersonalPart:
    names = ("name", "username", "email", "phone", "is_active", "date_joined", "last_login")
    return PersonalPart(
        "account",
        _("บัญชี"),
        (_("รายการ"), _("ข้อมูล")),
        tuple((User._meta.get_field(n).verbose_name, getattr(user, n)) for n in names),  # type: ignore[union-attr]
    )


def _posts(user: User) -> PersonalPart:
    held = user.tenures.select_related("post__agency__area").order_by("valid_from", "pk")
    return PersonalPart(
        "posts",
        _("ตำแหน่งที่ดำรง"),
        (_("ตำแหน่ง"), _("หน่วยงาน"), _("ตั้งแต่"), _("ถึง"), _("รักษาการ")),
        tuple(
            (one.post.title, one.post.agency.name, one.valid_from, one.valid_to, one.acting)
            for one in held
        ),
    )


def _roles(user: User) -> PersonalPart:
    held = user.direct_roles.select_related("area").order_by("pk")
    return PersonalPart(
        "direct_roles",
        _("บทบาทโดยตรง"),
        (_("บทบาท"), _("พื้นที่")),
        tuple((one.get_role_display(), one.area.full_name if one.area else "") for one in held),
    )


def _identities(user: User) -> PersonalPart:
    return PersonalPart(
        "identities",
        _("ตัวตนที่เชื่อมไว้"),
        (_("ผู้ให้บริการ"), _("ค่าย่อ"), _("เชื่อมเมื่อ"), _("ใช้ล่าสุด")),
        tuple((name, one.uid, one.date_joined, one.last_login) for one, name in identities(user)),
    )


def _invitations(user: User) -> PersonalPart:
    return PersonalPart(
        "invitations",
        _("คำเชิญที่ได้รับ"),
        (_("เชิญเมื่อ"), _("ชื่อ"), _("อีเมล"), _("ตอบรับเมื่อ")),
        tuple(
            user.invitations.order_by("pk").values_list(
                "invited_at", "name", "email", "accepted_at"
            )
        ),
    )


def _sign_ins(user: User) -> PersonalPart:
    events = SignInEvent.objects.of(user).order_by("pk")
    return PersonalPart(
        "sign_ins",
        _("การเข้าสู่ระบบ"),
        (_WHEN, _("เหตุการณ์"), _("รายละเอียด"), _("ที่อยู่เครือข่าย"), _("เบราว์เซอร์"), _("รหัสคำขอ")),
        tuple(
            (
                one.at,
                Coded(one.kind, one.get_kind_display()),
                Coded(one.note, one.get_note_display()),
                one.address,
                Coded(one.user_agent, devices.named(one.user_agent) or one.user_agent),
                one.request_id,
            )
            for one in events
        ),
    )


def _moves(user: User) -> PersonalPart:
    made = WorkflowMove.objects.filter(by=user).order_by("pk")
    return PersonalPart(
        "moves",
        _("รายการที่ท่านทำ"),
        (_WHEN, _WHAT, _("กับ"), _NUMBER, _("จากสถานะ"), _("เป็นสถานะ"), _WHY, _("รหัสคำขอ")),
        tuple(
            (
                one.at,
                _action(one),
                Coded(one.subject, kind_word(one.subject)),
                one.subject_id,
                _state(one, one.from_state),
                _state(one, one.to_state),
                _why(one),
                one.request_id,
            )
            for one in made
        ),
    )


def _action(move: WorkflowMove) -> Coded:
    return Coded(move.action, deeds.action_word(move.subject, move.action))


def _state(move: WorkflowMove, state: str) -> Coded:
    return Coded(state, deeds.state_word(move.subject, state))


def _why(move: WorkflowMove) -> Coded:
    return Coded(move.reason, deeds.in_words(move))


def _changes(user: User) -> PersonalPart:
    """That something was changed; what it says now and said before is the office's, not theirs."""
    made = Change.objects.filter(user=user).order_by("pk")
    rows = made.values_list("at", "verb", "subject", "subject_id", "reason", "request_id")
    verbs = dict(Change.Verb.choices)
    return PersonalPart(
        "changes",
        _("ข้อมูลที่ท่านแก้ไข"),
        (_WHEN, _WHAT, _("กับ"), _NUMBER, _WHY, _("รหัสคำขอ")),
        tuple(
            (at, Coded(verb, verbs[verb]), kind_word(of), pk, why, ask)
            for at, verb, of, pk, why, ask in rows
        ),
    )


def _about(user: User) -> PersonalPart:
    """What was done with the account; by whom is the other person's data."""
    return PersonalPart(
        "about_the_account",
        _("สิ่งที่ทำกับบัญชีของท่าน"),
        (_WHEN, _WHAT, _("เป็นสถานะ"), _WHY),
        tuple(
            (
                one.at,
                _action(one),
                _state(one, one.to_state),
                _why(one),
            )
            for one in workflow.history(user)
        ),
    )


def _elsewhere(user: User) -> PersonalPart:
    """Every other place that names the person by number: which, and how often."""
    return PersonalPart(
        "references",
        _("ที่อื่นที่อ้างถึงท่าน"),
        (_("ชนิดข้อมูล"), _("ในฐานะ"), _("จำนวน")),
        tuple(_references(user)),
    )


def _references(user: User) -> Iterator[tuple[Coded, Coded, int]]:
    """Relations without a name of their own on the account ("+") count as well."""
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model._meta.auto_created:
            continue
        label = relation.related_model._meta.label_lower
        field = relation.field
        found = relation.related_model._base_manager.filter(**{field.name: user}).aggregate(
            n=Count("pk")
        )
        if found["n"]:
            as_what = Coded(field.name, words.field_word(field, field.name))
            yield Coded(label, kind_word(label)), as_what, found["n"]
