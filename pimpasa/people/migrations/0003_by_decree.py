"""Sections and agencies are named by decree: since when, until when, and what they were called."""

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_no_overlap'),
        ('places', '0005_by_decree'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('bearer', models.UUIDField(db_index=True)),
                ('name', models.CharField(max_length=120)),
                ('decree', models.CharField(default='', max_length=120)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='section',
            name='section_once_an_office',
        ),
        migrations.AddField(
            model_name='agency',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='agency',
            name='decree',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.AddField(
            model_name='agency',
            name='named_since',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='section',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='section',
            name='decree',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.AddField(
            model_name='section',
            name='named_since',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='section',
            name='name',
            field=models.CharField(max_length=120),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('office', 'name'), name='section_once_an_office'),
        ),
    ]
