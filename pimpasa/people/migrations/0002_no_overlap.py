"""From here on the database refuses the same pair twice at once."""

from django.db import migrations

from pimpasa.base import periods

PAIRS = [
    ("people_assignment", ["account_id", "village_id"], "assignment_once_at_a_time"),
    ("people_dutyturn", ["account_id", "office_id"], "duty_turn_once_at_a_time"),
]


def install(apps, schema_editor):
    for table, same, name in PAIRS:
        periods.refuse_overlap(schema_editor.connection, table=table, same=same, name=name)


def remove(apps, schema_editor):
    for table, _, name in PAIRS:
        periods.allow_overlap(schema_editor.connection, table=table, name=name)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
