"""Which accounts the keeper of a register may find, to let a person hold a post."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Tenure, User
from common.thai.text import normalise

MOST_FOUND = 20


def found(by: User, q: str) -> QuerySet[User]:
    """At most 20 accounts: by a part of the name where the keeper knows the person, else exactly.

    Known is who holds or held a post in an area that the keeper sees. Anybody else is found only
    by the whole user name or e-mail: a register is no directory of the country's officers.
    """
    words = normalise(q)
    if not words:
        return User.objects.none()
    known = Tenure.objects.visible_to(by).filter(user=OuterRef("pk"))
    part = Q(name__icontains=words) | Q(username__icontains=words) | Q(email__icontains=words)
    whole = Q(username__iexact=words) | Q(email__iexact=words)
    people = User.objects.filter(whole | (Q(Exists(known)) & part), is_active=True)
    first = people.exclude(pk=by.pk).order_by("name", "pk").values_list("pk", flat=True)
    return User.objects.filter(pk__in=list(first[:MOST_FOUND])).order_by("name", "pk")
