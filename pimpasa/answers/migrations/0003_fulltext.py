"""The full-text table stands beside the models: its kind differs by database."""

from django.db import migrations

from pimpasa.answers import fulltext


def create(apps, schema_editor):
    fulltext.create(schema_editor.connection)


def drop(apps, schema_editor):
    fulltext.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("answers", "0002_initial")]
    operations = [migrations.RunPython(create, drop)]
