"""One narrow row for each report, for lists; triggers keep it.

A later migration that makes one of the four tables anew (SQLite does for most changes) takes the
triggers of that table along: it calls `listing.remove` before and `listing.install` after.
"""

import django.db.models.deletion
from django.db import migrations, models

from pimpasa.answers import listing


def install(apps, schema_editor):
    listing.install(schema_editor.connection)


def remove(apps, schema_editor):
    listing.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0004_lists'),
        ('triage', '0002_lists'),
        ('intake', '0004_lists'),
        ('places', '0006_stands_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='intake.report')),
                ('readers', models.CharField(max_length=9)),
                ('kind', models.CharField(max_length=10)),
                ('received_on', models.DateField()),
                ('urgency', models.CharField(max_length=9)),
                ('topics', models.TextField()),
                ('is_settled', models.BooleanField()),
                ('is_answered', models.BooleanField()),
                ('village', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.village')),
            ],
            options={
                'indexes': [models.Index(fields=['village', 'received_on', 'readers', 'kind', 'urgency', 'is_settled', 'is_answered', 'topics', 'report'], name='listed_by_village')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
