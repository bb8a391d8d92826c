from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0003_fulltext'),
        ('intake', '0004_lists'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('officer__isnull', False)), fields=['report'], name='message_of_officer'),
        ),
    ]
