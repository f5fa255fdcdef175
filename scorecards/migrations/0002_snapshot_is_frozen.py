"""A snapshot is never updated, and never deleted: the database itself refuses."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION snapshot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'snapshot % is frozen: it cannot be changed or deleted', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER snapshot_is_frozen
    BEFORE UPDATE OR DELETE ON scorecards_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_is_frozen();
"""

THAW = """
DROP TRIGGER snapshot_is_frozen ON scorecards_snapshot;
DROP FUNCTION snapshot_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
