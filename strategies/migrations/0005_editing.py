"""Editing plans: labels of a version's own, retired nodes, resolutions, and closed versions."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION plan_refuse_closed(of_version bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM strategies_plan WHERE id = of_version AND status IN ('adopted', 'superseded')
    ) THEN
        RAISE EXCEPTION 'version % of a plan is closed by a resolution', of_version
            USING ERRCODE = 'check_violation';
    END IF;
END
$$;
"""

# The table between nodes and joint agencies has no model of its own to carry the trigger.
JOINT = """
CREATE FUNCTION plan_joint_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM plan_refuse_closed(plan_id)
            FROM strategies_plannode WHERE id = OLD.plannode_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM plan_refuse_closed(plan_id)
            FROM strategies_plannode WHERE id = NEW.plannode_id;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER plan_joint_closed
    BEFORE INSERT OR UPDATE OR DELETE ON strategies_plannode_joint_agencies
    FOR EACH ROW EXECUTE FUNCTION plan_joint_refuse_closed();
"""

JOINT_AGAIN_FREE = """
DROP TRIGGER plan_joint_closed ON strategies_plannode_joint_agencies;
DROP FUNCTION plan_joint_refuse_closed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_trail"),
        ("evidence", "0002_times_from_the_clock"),
        ("provinces", "0002_trail"),
        ("strategies", "0004_trail_of_relations"),
    ]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION plan_refuse_closed(bigint)"),
        migrations.CreateModel(
            name="PlanLabel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("vision", "วิสัยทัศน์"),
                            ("mission", "พันธกิจ"),
                            ("issue", "ประเด็นยุทธศาสตร์"),
                            ("objective", "เป้าประสงค์"),
                            ("strategy", "กลยุทธ์"),
                            ("programme", "แผนงาน"),
                        ],
                        max_length=10,
                    ),
                ),
                ("label_th", models.CharField(max_length=100, verbose_name="ชื่อเรียก")),
                ("label_en", models.CharField(max_length=100, verbose_name="ชื่อเรียกภาษาอังกฤษ")),
            ],
            options={
                "ordering": ["plan", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="plannode",
            name="plan_node_code_once_a_level",
        ),
        migrations.AddField(
            model_name="plan",
            name="adopted_committee",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="คณะกรรมการที่ให้ความเห็นชอบ"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="adopted_number",
            field=models.CharField(blank=True, max_length=60, verbose_name="มติครั้งที่"),
        ),
        migrations.AddField(
            model_name="plan",
            name="resolution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adopted_plans",
                to="evidence.evidence",
                verbose_name="เอกสารมติ",
            ),
        ),
        migrations.AddField(
            model_name="plannode",
            name="edition",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="plannode",
            name="retired",
            field=models.BooleanField(default=False, verbose_name="ยกเลิกในฉบับนี้"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF OLD.status NOT IN ('adopted', 'superseded') THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF; IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status' AND (NEW.status = OLD.status OR NEW.status = 'superseded') THEN RETURN NEW; END IF; RAISE EXCEPTION 'version % of a plan is closed by a resolution', OLD.id USING ERRCODE = 'check_violation';",
                    hash="549ee0c6b3580f7a4267e31930b782567e4bf916",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_d7ed4",
                    table="strategies_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannode",
            trigger=pgtrigger.compiler.Trigger(
                name="closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN PERFORM plan_refuse_closed(OLD.plan_id); END IF; IF TG_OP <> 'DELETE' THEN PERFORM plan_refuse_closed(NEW.plan_id); END IF; RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;",
                    hash="afca71afd46606d4c6d55b0a40ab87afb4a17cc0",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_0a383",
                    table="strategies_plannode",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plannode",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), ("retired", False)),
                fields=("plan", "level", "code"),
                name="plan_node_code_once_a_level",
                violation_error_message="รหัสนี้มีอยู่แล้วในระดับเดียวกันของแผน",
            ),
        ),
        migrations.AddField(
            model_name="planlabel",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="labels",
                to="strategies.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="planlabel",
            constraint=models.UniqueConstraint(
                fields=("plan", "level"), name="plan_label_once_a_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="planlabel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("label_th", ""), _negated=True),
                    models.Q(("label_en", ""), _negated=True),
                ),
                name="plan_label_in_both_languages",
                violation_error_message="โปรดกรอกชื่อเรียกทั้งภาษาไทยและภาษาอังกฤษ",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN PERFORM plan_refuse_closed(OLD.plan_id); END IF; IF TG_OP <> 'DELETE' THEN PERFORM plan_refuse_closed(NEW.plan_id); END IF; RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;",
                    hash="cf4725dd6a93cb38e9b4719e156f13d275ab954e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_72cbb",
                    table="strategies_planlabel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="trail",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE touched RECORD;",
                    func="IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF; PERFORM trail_write('strategies.planlabel', touched.id, lower(TG_OP), CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END, 'strategies.plan', touched.plan_id, (SELECT area_id FROM strategies_plan WHERE id = touched.plan_id)); RETURN NULL;",
                    hash="f8bfb5f52604df9cb4f93ff1187d0f8d00383756",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_trail_cf08e",
                    table="strategies_planlabel",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(JOINT, JOINT_AGAIN_FREE),
    ]
