"""Path converters: what stands in addresses."""

from django.urls import register_converter


class AreaCode:
    """A province (two digits), a district (four), a cluster (N-L2), the nation (TH)."""

    regex = r"\d{2}|\d{4}|[A-Z]{1,3}-[A-Z0-9]{1,3}|TH"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FiscalYear:
    """A fiscal year of the Buddhist era."""

    regex = r"2[45]\d\d"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class RoundCode(AreaCode):
    """`6`, `9`, `12` or a month `m1`…`m12`."""

    regex = r"6|9|12|m[1-9]|m1[0-2]"


register_converter(AreaCode, "area")
register_converter(FiscalYear, "year")
register_converter(RoundCode, "round")
