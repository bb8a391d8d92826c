"""Lists of licensed placement firms, as published on a day."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0002_names_alike'),
    ]

    operations = [
        migrations.CreateModel(
            name='LicenceList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('as_of', models.DateField(unique=True)),
                ('source', models.CharField(max_length=300)),
                ('read_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('key', models.CharField(db_index=True, max_length=120)),
                ('number', models.CharField(default='', max_length=80)),
                ('status', models.CharField(max_length=9)),
                ('until', models.DateField(null=True)),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='links.licencelist')),
            ],
        ),
    ]
