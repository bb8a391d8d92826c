"""For a week after a renewal two secrets hold."""

import pimpasa.base.sealed
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_hooks'),
    ]

    operations = [
        migrations.AddField(
            model_name='hook',
            name='former_secret',
            field=pimpasa.base.sealed.SealedText(null=True),
        ),
        migrations.AddField(
            model_name='hook',
            name='former_until',
            field=models.DateTimeField(null=True),
        ),
    ]
