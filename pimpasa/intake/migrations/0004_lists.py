from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0003_language'),
        ('places', '0005_by_decree'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='report',
            name='report_by_village',
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['village', '-received_on', 'readers', 'kind', 'id'], name='report_in_list'),
        ),
    ]
