"""What the page of rounds and agencies shows: how every round stands for every agency."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from common.clock import today
from kpis import openings
from kpis.models import Round, RoundException, RoundLock
from kpis.openings import Opening, Openings
from provinces.models import Agency, Area


@dataclass(frozen=True)
class AgencyRow:
    """One agency that owes results in the year, and how each round stands for it."""

    agency: Agency
    cells: tuple[tuple[Round, Opening], ...]


@dataclass(frozen=True)
class OpeningsPage:
    """The rounds of a year across, the agencies down."""

    rounds: tuple[Round, ...]
    states: tuple[tuple[Round, str], ...]
    rows: tuple[AgencyRow, ...]
    exceptions: tuple[RoundException, ...]
    day: dt.date


def openings_page(area: Area, fiscal_year: int) -> OpeningsPage:
    """All rounds and agencies of a year; four queries whatever their number."""
    rounds = tuple(Round.objects.of(fiscal_year).filter(area=area).order_by("cut_off", "kind"))
    of_rounds = RoundException.objects.filter(round__in=rounds)
    exceptions = tuple(of_rounds.select_related("agency", "round", "granted_by"))
    known = Openings(exceptions, RoundLock.objects.filter(round__in=rounds))
    return OpeningsPage(
        rounds=rounds,
        states=tuple((one, openings.state_of(one)) for one in rounds),
        rows=tuple(
            AgencyRow(agency, tuple((one, known.of(one, agency.pk)) for one in rounds))
            for agency in owing_agencies(area, fiscal_year)
        ),
        exceptions=exceptions,
        day=today(),
    )


def owing_agencies(area: Area, fiscal_year: int) -> list[Agency]:
    """The agencies whose posts collect a line of the year's card, by name."""
    return list(
        Agency.objects.filter(
            posts__collected_indicators__criteria__card__area=area,
            posts__collected_indicators__criteria__card__fiscal_year=fiscal_year,
            posts__collected_indicators__criteria__superseded_on__isnull=True,
        )
        .distinct()
        .order_by("name_th")
    )


def exceptions(user: Any, round: Round) -> Any:
    """The exceptions of a round that a person sees."""
    return RoundException.objects.visible_to(user).filter(round=round).select_related("agency")
