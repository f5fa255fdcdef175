from django.db import migrations, models

# What is known of comments that are there: the entry as it reads today where nothing was kept, and
# its English title where the Thai one is still the one that was commented on.
FILL = """
UPDATE strategies_comment AS said SET about = trim(node.code || ' ' || node.title_th)
FROM strategies_plannode AS node WHERE node.id = said.node_id AND said.about = '';
UPDATE strategies_comment AS said SET about_en = trim(node.code || ' ' || node.title_en)
FROM strategies_plannode AS node WHERE node.id = said.node_id AND node.title_en <> ''
AND said.about_en = '' AND said.about = trim(node.code || ' ' || node.title_th);
"""


class Migration(migrations.Migration):
    dependencies = [("strategies", "0007_letters_told")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="about_en",
            field=models.CharField(
                blank=True, default="", max_length=540, verbose_name="เรื่อง (ภาษาอังกฤษ)"
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
