"""Verbs on performance agreements: prepare one from an agreed card, record who signed it."""

import datetime as dt
import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from accounts.trail.context import because
from common import slots
from common.canonical import canonical, digest
from common.clock import now, today
from common.errors import Fault, NotAllowed, Refused
from common.thai.fiscal import first_day, last_day
from common.thai.text import normalise
from evidence.models import Evidence
from evidence.services import files
from evidence.sniff import JPEG, PDF, PNG
from kpis import promise, readiness
from kpis.models import Agreement, AgreementSignature, Card
from kpis.models.agreements import Party
from kpis.promise import Side
from kpis.transitions import AGREEMENT, COMPLETE, PREPARED, SIGNING

SIGNED_FILES = (PDF, JPEG, PNG)
A_YEAR = dt.timedelta(days=366)


@transaction.atomic
def prepare(
    *,
    card: Card,
    giver: Side,
    receiver: Side,
    place: str,
    dated: dt.date,
    by: User,
    reason: str = "",
) -> Agreement:
    """Freeze an agreed card with its parties as the next version of its agreement.

    A version that still waited for signatures is superseded at once; one that is signed by both
    stays in force until the new one is. From the second version on a reason is needed. Every line
    that has a weight must have criteria and a target, and the weights total exactly 100.00.
    """
    rows = Card.objects.select_for_update(of=("self",)).select_related("area", "agency")
    card = rows.get(pk=card.pk)
    by.authority.require(Permission.AGREEMENT_PREPARE, area=card.area_id)
    if card.status != Card.Status.AGREED:
        raise Refused(_("บัญชีตัวชี้วัดยังไม่ตกลง โปรดตกลงบัญชีก่อนจัดทำคำรับรอง"), field="card")
    faults = [*_unready(card), *hindrances(card, giver, receiver, place, dated, reason)]
    if faults:
        raise Refused(faults=faults)
    version = _last_version(card) + 1
    given = {"place": normalise(place.strip()), "dated": dated, "reason": reason.strip()}
    text = canonical(
        promise.build(card, version=version, giver=giver, receiver=receiver, **given)  # type: ignore[arg-type]
    )
    for waiting in card.agreements.filter(status__in=[PREPARED, SIGNING]):
        AGREEMENT.apply("supersede", waiting, by=by, reason=reason)
    with because(reason):
        made = Agreement.objects.create(
            card=card,
            version=version,
            giver_post=giver.post,
            giver_office=giver.office.strip(),
            receiver_post=receiver.post,
            receiver_office=receiver.office.strip(),
            content=text,
            sha256=digest(text),
            prepared_by=by,
            prepared_at=now(),
            **given,
        )
    workflow.record(made, action="prepare", before="", after=PREPARED, by=by, reason=reason)
    return made


@transaction.atomic
def sign(
    *,
    agreement: Agreement,
    party: str,
    signer: str,
    signed_on: dt.date,
    way: str,
    upload: "UploadedFile[bytes] | None",
    by: User,
) -> AgreementSignature:
    """Record that a party signed, with the scanned or e-signed file.

    When both have signed, the agreement is complete and the one before it superseded.
    """
    agreement = _held(agreement)
    if not may_record(by, agreement, party):
        by.authority.require(Permission.AGREEMENT_SIGN, area=agreement.card.area_id)
        raise NotAllowed(_("บันทึกการลงนามได้เฉพาะผู้ดำรงตำแหน่งที่เป็นคู่คำรับรองฝ่ายนั้น หรือเจ้าหน้าที่ยุทธศาสตร์"))
    action = "complete" if agreement.status == SIGNING else "sign"
    AGREEMENT.find(action, agreement)
    faults = signature_faults(agreement, party, signer, signed_on, way, upload)
    if faults or upload is None:
        raise Refused(faults=faults)
    made = AgreementSignature.objects.create(
        agreement=agreement,
        party=party,
        signer=normalise(signer.strip()),
        signed_on=signed_on,
        way=way,
        file=_kept(upload, agreement, party, by),
        recorded_by=by,
        recorded_at=now(),
    )
    if action == "complete":
        for before in agreement.card.agreements.filter(status=COMPLETE):
            AGREEMENT.apply("supersede", before, by=by, reason=agreement.reason)
    AGREEMENT.apply(action, agreement, by=by)
    return made


def may_record(user: User, agreement: Agreement, party: str) -> bool:
    """Whether a person records the signature of a party: the office, or who holds its post."""
    area = agreement.card.area_id
    if user.authority.may(Permission.AGREEMENT_PREPARE, area=area):
        return True
    holds = agreement.post_of(party) in user.authority.posts
    return holds and user.authority.may(Permission.AGREEMENT_SIGN, area=area)


def is_unchanged(agreement: Agreement) -> bool:
    """Whether the content is byte for byte what was frozen."""
    return digest(agreement.content) == agreement.sha256


def _held(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",)).select_related(
        "card__area", "card__agency"
    )
    return rows.get(pk=agreement.pk)


def _kept(upload: "UploadedFile[bytes]", agreement: Agreement, party: str, by: User) -> Evidence:
    shows = _("คำรับรอง %(reference)s ลงนามโดย%(party)s") % {
        "reference": agreement.reference,
        "party": Party(party).label,
    }
    kept = files.add_file(upload=upload, by=by, shows=shows)
    if kept.content_type not in SIGNED_FILES:
        raise Refused(_("ไฟล์ที่ลงนามต้องเป็น PDF หรือภาพ (JPEG, PNG)"), field="file")
    return kept


def _unready(card: Card) -> list[Fault]:
    """What keeps the card from being promised, line by line."""
    found = readiness.hindrances([card])[card.pk]
    faults = [Fault(found.sentence, "card")] if found.sentence else []
    return faults + [Fault(f"{line}: {said}", "card") for line, said in found.of_lines]


def hindrances(
    card: Card | None,
    giver: Side,
    receiver: Side,
    place: str | None,
    dated: dt.date | None,
    reason: str,
) -> list[Fault]:
    """What is wrong with the parties, the place, the day and the reason.

    None: could not be read, so that nothing is said of it here; a form shows everything at once.
    """
    faults = []
    for name, side in (("giver", giver), ("receiver", receiver)):
        if (side.post is None) == (not side.office.strip()):
            faults.append(
                Fault(_("เลือกตำแหน่งในระบบ หรือกรอกชื่อนอกระบบ อย่างใดอย่างหนึ่ง"), f"{name}_post")
            )
        if card and side.post is not None and side.post.agency.area_id != card.area_id:
            faults.append(Fault(_("ตำแหน่งนี้เป็นของพื้นที่อื่น"), f"{name}_post"))
    if giver.post is not None and giver.post == receiver.post:
        faults.append(Fault(_("ผู้ทำและผู้รับคำรับรองต้องเป็นคนละตำแหน่ง"), "receiver_post"))
    if place is not None and not place.strip():
        faults.append(Fault(_("โปรดกรอกสถานที่ทำคำรับรอง"), "place"))
    return faults + (_of_card(card, giver, dated, reason) if card else [])


def _of_card(card: Card, giver: Side, dated: dt.date | None, reason: str) -> list[Fault]:
    """What is wrong for this card: another agency's post, another year's day, no reason."""
    faults, year = [], card.fiscal_year
    if card.agency_id and giver.post and giver.post.agency_id != card.agency_id:
        faults.append(Fault(_("ผู้ทำคำรับรองต้องเป็นตำแหน่งของหน่วยงานเจ้าของบัญชีตัวชี้วัด"), "giver_post"))
    if dated is not None and not first_day(year) - A_YEAR <= dated <= last_day(year):
        faults.append(
            Fault(
                _("วันที่ของคำรับรองต้องไม่หลังสิ้นปีงบประมาณ %(year)s และไม่ก่อนเริ่มปีเกินหนึ่งปี") % {"year": year},
                "dated",
            )
        )
    if _last_version(card) and not reason.strip():
        faults.append(Fault(_("โปรดบอกเหตุผลที่ออกคำรับรองฉบับใหม่"), "reason"))
    return faults


def _last_version(card: Card) -> int:
    return card.agreements.aggregate(last=Max("version"))["last"] or 0


def signature_faults(
    agreement: Agreement,
    party: str,
    signer: str,
    signed_on: dt.date | None,
    way: str,
    upload: "UploadedFile[bytes] | None",
) -> list[Fault]:
    """What is wrong with a signature, each fault at its field; a day of None could not be read."""
    faults = []
    if agreement.signatures.filter(party=party).exists():
        faults.append(Fault(_("บันทึกการลงนามของฝ่ายนี้ไว้แล้ว")))
    if party not in Party.values:
        faults.append(Fault(_("โปรดเลือกฝ่ายที่ลงนาม"), "party"))
    if not signer.strip():
        faults.append(Fault(_("โปรดกรอกชื่อผู้ลงนาม"), "signer"))
    if signed_on is not None and signed_on > today():
        faults.append(Fault(_("วันที่ลงนามต้องไม่เป็นวันในอนาคต"), "signed_on"))
    if way not in AgreementSignature.Way.values:
        faults.append(Fault(_("โปรดเลือกวิธีลงนาม"), "way"))
    if upload is None:
        faults.append(Fault(_("โปรดแนบไฟล์ที่ลงนามแล้ว"), "file"))
    elif _is_unsigned_print(upload):
        said = _(
            "ไฟล์นี้คือเอกสารที่ระบบออกให้ ยังไม่มีลายมือชื่อ "
            "โปรดแนบไฟล์สแกนของฉบับที่ลงนามแล้ว หรือไฟล์ที่ลงนามทางอิเล็กทรอนิกส์แล้ว"
        )
        faults.append(Fault(said, "file"))
    return faults


def _is_unsigned_print(upload: "UploadedFile[bytes]") -> bool:
    """Whether a file is, byte for byte, a paper that the product made, so that nobody signed it."""
    made = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        made.update(chunk)
    upload.seek(0)
    return any(issued(made.hexdigest()) for issued in slots.issued_papers)
