"""Letters about an account: what was changed, so that its owner notices what somebody else did."""

from collections.abc import Mapping
from typing import Any

from common import mail


def tell(user: Any, letter: str, context: Mapping[str, Any]) -> None:
    """Send `templates/mail/account_<letter>.txt` to the address of an account, where it has one.

    A worker sends it, and tries again; where it never goes out, the person sees the change among
    the events of the account.
    """
    if user.email:
        send(user.email, letter, {"user": user, **context})


def send(to: str, letter: str, context: Mapping[str, Any]) -> None:
    """The same to an address."""
    mail.hand_over(to=to, template=f"account_{letter}", context=context)
