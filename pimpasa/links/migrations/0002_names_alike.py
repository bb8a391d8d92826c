"""Names that sound alike are kept as pairs; a person says whether they are one."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='kind',
            field=models.CharField(choices=[('PHONE', 'Phone number'), ('HANDLE', 'Account name'), ('LINK', 'Web link'), ('ACCOUNT', 'Bank or e-wallet account'), ('FIRM', 'Firm'), ('PERSON', 'Person')], max_length=7),
        ),
        migrations.CreateModel(
            name='Resemblance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField()),
                ('noticed_on', models.DateField()),
                ('said', models.CharField(blank=True, choices=[('', 'Nobody has looked yet'), ('ONE', 'They are one'), ('TWO', 'They are two')], default='', max_length=3)),
                ('said_by', models.UUIDField(null=True)),
                ('said_on', models.DateField(null=True)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='links.contact')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='links.contact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='resemblance_once')],
            },
        ),
        migrations.CreateModel(
            name='Sound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField(db_index=True, max_length=32)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='links.contact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'digest'), name='sound_once')],
            },
        ),
    ]
