"""What the database itself refuses: changing a version of a plan that a resolution has closed.

Services say so in a sentence first; the triggers hold against whatever goes round them. A superuser
of the database can still disable a trigger (docs/adr/0008).
"""

from typing import Any

import pgtrigger

CLOSED = "('adopted', 'superseded')"


class ClosedPlan(pgtrigger.Trigger):
    """On plans: of a closed version only the status changes, from adopted to superseded."""

    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete

    def __init__(self) -> None:
        super().__init__(name="closed")

    def get_func(self, model: Any) -> str:
        return (
            f"IF OLD.status NOT IN {CLOSED} THEN "
            "RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF; "
            "IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status' "
            "AND (NEW.status = OLD.status OR NEW.status = 'superseded') THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'version % of a plan is closed by a resolution', OLD.id "
            "USING ERRCODE = 'check_violation';"
        )


class PartOfClosedPlan(pgtrigger.Trigger):
    """On what belongs to a plan: nothing is added to a closed version, changed or taken away."""

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(self) -> None:
        super().__init__(name="closed")

    def get_func(self, model: Any) -> str:
        return (
            "IF TG_OP <> 'INSERT' THEN PERFORM plan_refuse_closed(OLD.plan_id); END IF; "
            "IF TG_OP <> 'DELETE' THEN PERFORM plan_refuse_closed(NEW.plan_id); END IF; "
            "RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;"
        )
