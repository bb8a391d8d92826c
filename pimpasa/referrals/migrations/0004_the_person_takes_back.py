"""A step may be the person's own, who has no account."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0003_circle_to_people'),
    ]

    operations = [
        migrations.AlterField(
            model_name='step',
            name='by',
            field=models.UUIDField(null=True),
        ),
    ]
