"""From here on the database refuses two offices for one regency at once."""

from django.db import migrations

from pimpasa.base import periods

TABLE, NAME = "places_territory", "territory_one_office_at_once"


def install(apps, schema_editor):
    periods.refuse_overlap(schema_editor.connection, table=TABLE, same=["regency_id"], name=NAME)


def remove(apps, schema_editor):
    periods.allow_overlap(schema_editor.connection, table=TABLE, name=NAME)


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
