"""Offices open and close, territory moves and fostering ends by decree: keep its number."""

from django.db import migrations, models

from pimpasa.base import periods

GUARDED = [
    ("places_territory", ["regency_id"], "territory_one_office_at_once"),
    ("places_fosteredvillage", ["village_id"], "village_fostered_once_at_a_time"),
]


def install(apps, schema_editor):
    for table, same, name in GUARDED:
        periods.refuse_overlap(schema_editor.connection, table=table, same=same, name=name)


def remove(apps, schema_editor):
    """SQLite builds a table anew to add a column, and would lose the triggers without a word."""
    for table, _, name in GUARDED:
        periods.allow_overlap(schema_editor.connection, table=table, name=name)


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0004_fostered_once'),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name='fosteredvillage',
            name='end_decree',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.AddField(
            model_name='office',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='closing_decree',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.AddField(
            model_name='office',
            name='opened_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='opening_decree',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.AddField(
            model_name='territory',
            name='decree',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.RunPython(install, remove),
    ]
