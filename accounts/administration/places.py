"""From an address to an account, for who administers accounts."""

from django.http import HttpRequest, QueryDict

from accounts.models import User
from accounts.permissions import Permission
from common.querysets import one_or_404


def find_account(by: User, pk: int) -> User:
    """An account; NotAllowed for everybody else, before it is known whether the number exists."""
    by.authority.require(Permission.REFERENCE_EDIT)
    return one_or_404(User.objects.all(), pk=pk)


def data(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, or nothing."""
    return request.POST if request.method == "POST" else None
