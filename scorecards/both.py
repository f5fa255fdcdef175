"""Words in both languages, for what is frozen: a frozen card is read in Thai and in English."""

from common.both import Pair, said
from common.both import both as both
from common.both import named as named
from kpis.models import Round


def round_words(round: Round) -> Pair:
    """The name of a round: รอบ 6 เดือน, 6-month round."""
    return said(lambda: round.label)
