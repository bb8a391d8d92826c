"""Whom an officer declared to be close belongs to people, not to referrals."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pimpasa.base.sealed


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_by_decree'),
    ]

    operations = [
        migrations.CreateModel(
            name='Circle',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', pimpasa.base.sealed.SealedText()),
                ('declared_on', models.DateField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
