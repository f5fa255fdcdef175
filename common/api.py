"""How the API says no: the same sentences as the screens, as JSON."""

from typing import Any

from rest_framework import status
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_handler

from common.errors import NotAllowed, Refused


class Pages(LimitOffsetPagination):
    """Pages of a list: 100 rows unless asked otherwise, 1,000 at most."""

    max_limit = 1000


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """A refusal becomes 409 (403 when the person may not), with one entry a fault."""
    if isinstance(exc, Refused):
        code = (
            status.HTTP_403_FORBIDDEN if isinstance(exc, NotAllowed) else status.HTTP_409_CONFLICT
        )
        faults = [{"field": fault.field, "message": str(fault.message)} for fault in exc.faults]
        return Response({"faults": faults}, status=code)
    return default_handler(exc, context)
