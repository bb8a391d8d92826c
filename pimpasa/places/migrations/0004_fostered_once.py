"""From here on the database refuses two decrees for one village at once."""

from django.db import migrations

from pimpasa.base import periods

TABLE, NAME = "places_fosteredvillage", "village_fostered_once_at_a_time"


def install(apps, schema_editor):
    periods.refuse_overlap(schema_editor.connection, table=TABLE, same=["village_id"], name=NAME)


def remove(apps, schema_editor):
    periods.allow_overlap(schema_editor.connection, table=TABLE, name=NAME)


class Migration(migrations.Migration):
    dependencies = [("places", "0003_fostering_and_geography")]
    operations = [migrations.RunPython(install, remove)]
