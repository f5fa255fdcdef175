"""The view that pages are compared with: forty rows read and shown, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.template import engines

from kpis.models import Criteria

TEMPLATE = engines["django"].from_string(
    "<!doctype html><html lang=th><meta charset=utf-8><title>{{ title }}</title><table>"
    "{% for row in rows %}<tr><td>{{ row.code }}<td>{{ row.indicator.name_th }}"
    "<td>{{ row.indicator.collector.agency.name_th }}<td>{{ row.indicator.unit }}"
    "<td>{{ row.weight }}<td>{{ row.target }}<td>{{ row.method }}{% endfor %}</table>"
)


def rows(request: HttpRequest, card: int, count: int) -> HttpResponse:
    """Lines of a card with what they measure and who collects it: one query, one table."""
    found = Criteria.objects.filter(card=card).select_related("indicator__collector__agency")
    shown = found.order_by("code")[:count]
    return HttpResponse(TEMPLATE.render({"rows": shown, "title": "แถว"}, request))
