"""The kinds of reminders that the apps bring, in their order."""

from common import slots
from common.slots import ReminderKind


def kinds() -> list[ReminderKind]:
    """Every kind there is."""
    return [kind for bring in slots.reminder_kinds for kind in bring()]


def known(codes: list[str]) -> list[ReminderKind]:
    """Those of the codes that exist."""
    return [kind for kind in kinds() if kind.code in codes]
