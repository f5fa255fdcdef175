import django.contrib.postgres.constraints
import django.db.models.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_a_role_once_says_so"),
        ("provinces", "0003_agency_zones"),
        ("strategies", "0008_comments_keep_their_entry"),
    ]

    operations = [
        migrations.AlterField(
            model_name="plannode",
            name="retired",
            field=models.BooleanField(default=False, verbose_name="นำออกในฉบับนี้"),
        ),
        migrations.RemoveConstraint(
            model_name="plannode",
            name="plan_node_code_once_a_level",
        ),
        migrations.AddConstraint(
            model_name="plannode",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), ("retired", False)),
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[("plan", "="), ("level", "="), ("code", "=")],
                name="plan_node_code_once_a_level",
                violation_error_message="รหัสนี้มีอยู่แล้วในระดับเดียวกันของแผน",
            ),
        ),
    ]
