"""What changed since the last frozen card: which areas, and in which order."""

import datetime as dt

from common import clock
from scorecards.selectors.since import since_frozen
from tests import factories
from tests.factories import cards


def test_areas_stand_in_the_order_of_the_dictionary(inspector):
    provinces = [
        factories.province(code, name) for code, name in (("71", "ขวด"), ("72", "ไก่"), ("73", "กบ"))
    ]
    for province in provinces:
        cards.line(cards.world(province, 2570), "1.1")
    with clock.at(dt.date(2027, 7, 20)):
        found = since_frozen(inspector, [one.pk for one in provinces], "th")
    assert [one.area.name_th for one in found] == ["กบ", "ไก่", "ขวด"]
