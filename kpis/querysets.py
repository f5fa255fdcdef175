"""Domain words for indicators, cards, criteria, rounds and results."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission

if TYPE_CHECKING:
    from kpis.models import (  # noqa: F401
        Agreement,
        AgreementSignature,
        Card,
        Criteria,
        Indicator,
        Result,
        Round,
        RoundException,
        RoundLock,
    )


def reviewed_areas(user: Any) -> frozenset[int] | None:
    """The areas whose results a person reviews; None means all."""
    grants = [g for g in user.authority.grants if Permission.RESULT_VIEW_ALL in g.permissions]
    if any(grant.area_id is None for grant in grants):
        return None
    return frozenset(grant.area_id for grant in grants if grant.area_id)


def _of_card(user: Any, card: str = "") -> Q:
    """The area's own card for all who see the area; an agency's for it and for its reviewers."""
    seen = user.authority.areas(f"{card}area__")
    reviewed = reviewed_areas(user)
    if reviewed is None:
        return seen
    return seen & (
        Q(**{f"{card}agency__isnull": True})
        | Q(**{f"{card}agency__in": user.authority.agencies})
        | Q(**{f"{card}area__in": reviewed})
    )


def _hidden(user: Any, card: str = "") -> Q:
    """Cards of agencies that a person neither belongs to nor reviews, wherever they are."""
    reviewed = reviewed_areas(user)
    if reviewed is None:
        return Q(pk__in=[])
    return (
        Q(**{f"{card}agency__isnull": False})
        & ~Q(**{f"{card}agency__in": user.authority.agencies})
        & ~Q(**{f"{card}area__in": reviewed})
    )


def _of_agency(user: Any) -> Q:
    """What is said of one agency in a round: for that agency, and who reviews the area."""
    reviewed = reviewed_areas(user)
    if reviewed is None:
        return Q(pk__isnull=False)
    return Q(agency__in=user.authority.agencies) | Q(round__area__in=reviewed)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Any) -> "IndicatorQuerySet":
        """Indicators of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def in_use(self) -> "IndicatorQuerySet":
        """Those that may be put on a card: not retired."""
        return self.filter(retired_on__isnull=True)

    def for_card(self, card: "Card") -> "IndicatorQuerySet":
        """Those of the card's area that may stand on it: what stands in an agency's agreement is
        for that agency's card alone."""
        theirs = Q(agency=card.agency_id) if card.agency_id else Q(pk__in=[])
        return self.filter(~Q(kind="agreement") | theirs, area=card.area_id)


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, user: Any) -> "CardQuerySet":
        """Cards of the areas a person sees; those of agencies for the agency and its reviewers."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(_of_card(user))

    def hidden_from(self, user: Any) -> "CardQuerySet":
        """Cards whose history a person does not read even in an area of her own."""
        return self.filter(_hidden(user))

    def of_areas(self) -> "CardQuerySet":
        """The areas' own cards, without those of their agencies."""
        return self.filter(agency__isnull=True)


class CriteriaQuerySet(models.QuerySet["Criteria"]):
    def visible_to(self, user: Any) -> "CriteriaQuerySet":
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(_of_card(user, "card__"))

    def hidden_from(self, user: Any) -> "CriteriaQuerySet":
        """Lines of cards that are hidden from a person."""
        return self.filter(_hidden(user, "card__"))

    def gone_hidden_from(self, user: Any) -> Q:
        """Condition on deletions in the trail: a deleted line is known by the card it was on."""
        cards: Any = self.model._meta.get_field("card").related_model
        hidden = cards._default_manager.hidden_from(user).values_list("pk", flat=True)
        return Q(before__card_id__in=list(hidden))

    def of_areas(self) -> "CriteriaQuerySet":
        """Lines of the areas' own cards, without those of their agencies."""
        return self.filter(card__agency__isnull=True)

    def current(self) -> "CriteriaQuerySet":
        """The newest version of each line."""
        return self.filter(superseded_on__isnull=True)


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> "RoundQuerySet":
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def of(self, fiscal_year: int) -> "RoundQuerySet":
        """The rounds of a fiscal year (B.E.)."""
        return self.filter(fiscal_year=fiscal_year)

    def by_code(self, code: str) -> "RoundQuerySet":
        """The round that stands in an address: `6`, `9`, `12`, `m1`…`m12`."""
        if code.startswith("m"):
            return (
                self.filter(kind="m", number=int(code[1:])) if code[1:].isdigit() else self.none()
            )
        return self.filter(kind=code)


class RoundExceptionQuerySet(models.QuerySet["RoundException"]):
    def visible_to(self, user: Any) -> "RoundExceptionQuerySet":
        """Exceptions of one's own agency, and those of the areas that a person reviews."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("round__area__"), _of_agency(user))

    def hidden_from(self, user: Any) -> "RoundExceptionQuerySet":
        """Exceptions whose history a person does not read even in an area of her own."""
        return self.exclude(_of_agency(user))

    def holding(self, day: dt.date) -> "RoundExceptionQuerySet":
        """Exceptions by which an agency may report on a day."""
        ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(ended, granted_on__lte=day, until__gte=day)


class RoundLockQuerySet(models.QuerySet["RoundLock"]):
    def visible_to(self, user: Any) -> "RoundLockQuerySet":
        """Locks of one's own agency, and those of the areas that a person reviews."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("round__area__"), _of_agency(user))

    def hidden_from(self, user: Any) -> "RoundLockQuerySet":
        """Locks whose history a person does not read even in an area of her own."""
        return self.exclude(_of_agency(user))

    def gone_hidden_from(self, user: Any) -> Q:
        """Condition on deletions in the trail: a lifted lock is known by agency and area."""
        reviewed = reviewed_areas(user)
        if reviewed is None:
            return Q(pk__in=[])
        return ~Q(before__agency_id__in=list(user.authority.agencies)) & ~Q(area__in=reviewed)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Agreements on the cards that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(_of_card(user, "card__"))

    def hidden_from(self, user: Any) -> "AgreementQuerySet":
        """Agreements on cards that are hidden from a person."""
        return self.filter(_hidden(user, "card__"))

    def of(self, area: Any, fiscal_year: int) -> "AgreementQuerySet":
        """The versions of an area's agreements in a fiscal year (B.E.)."""
        return self.filter(card__area=area, card__fiscal_year=fiscal_year)


class AgreementSignatureQuerySet(models.QuerySet["AgreementSignature"]):
    def visible_to(self, user: Any) -> "AgreementSignatureQuerySet":
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(_of_card(user, "agreement__card__"))

    def hidden_from(self, user: Any) -> "AgreementSignatureQuerySet":
        """Signatures on agreements that are hidden from a person."""
        return self.filter(_hidden(user, "agreement__card__"))


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: Any) -> "ResultQuerySet":
        """Own agency's results; all of an area for those who review it; for all others the verified
        ones of the area's own card."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        besides = Q(status="verified", criteria__card__agency__isnull=True)
        return self.filter(self._concerns(user, besides))

    def history_visible_to(self, user: Any) -> "ResultQuerySet":
        """Results whose history a person may read: drafts and returns too, so without those that
        are seen only because they are verified."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(self._concerns(user))

    @staticmethod
    def _concerns(user: Any, besides: Q | None = None) -> Q:
        authority = user.authority
        reviewed = reviewed_areas(user)
        if reviewed is None:
            return Q()
        own = (
            Q(criteria__card__area__in=reviewed)
            | Q(criteria__indicator__collector__agency__in=authority.agencies)
            | Q(criteria__indicator__supervisor__agency__in=authority.agencies)
            | Q(criteria__card__agency__in=authority.agencies)
        )
        return authority.areas("criteria__card__area__") & (own | besides if besides else own)

    def in_force(self) -> "ResultQuerySet":
        return self.exclude(status="superseded")

    def counted(self) -> "ResultQuerySet":
        """What the scorecard counts, at most one a line and round: the verified result, else the
        one handed in and not returned. A correction counts once it is verified, not before."""
        return self.filter(
            Q(status="verified") | Q(status__in=["submitted", "certified"], supersedes__isnull=True)
        )

    def newest(self) -> "ResultQuerySet":
        """What the people concerned work on, at most one a line and round: the open entry (a
        correction too), else the verified result."""
        return (
            self.exclude(status="superseded")
            .order_by("criteria_id", "round_id", "-created_at", "-pk")
            .distinct("criteria_id", "round_id")
        )
