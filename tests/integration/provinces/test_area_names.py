"""How an area is called in full."""

import pytest
from django.utils.translation import override

from provinces.models import Area


def names(area: Area) -> tuple[str, str]:
    with override("th"):
        thai = area.full_name
    with override("en"):
        return thai, area.full_name


def test_it_works():
    area = Area(code="60", kind="province", name_th="นครสวรรค์", name_en="Nakhon Sawan")
    assert names(area) == ("จังหวัดนครสวรรค์", "Nakhon Sawan Province")


def test_bangkok_is_not_called_a_province():
    area = Area(code="10", kind="province", name_th="กรุงเทพมหานคร", name_en="Bangkok")
    assert names(area) == ("กรุงเทพมหานคร", "Bangkok")


@pytest.mark.parametrize("kind", ["nation", "cluster", "district"])
def test_others_go_by_their_name(kind):
    assert names(Area(code="X", kind=kind, name_th="ชื่อ", name_en="Name")) == ("ชื่อ", "Name")
