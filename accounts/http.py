"""The request of a person who has signed in."""

from django.http import HttpRequest

from accounts.models import User


class Request(HttpRequest):
    """What a view behind `login_required` gets: its user is a person, never anonymous."""

    user: User
