from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lib', '0002_mail_not_after'),
    ]

    operations = [
        migrations.AddField(
            model_name='outgoingmail',
            name='unsubscribe_url',
            field=models.CharField(blank=True, help_text='Posted to by one click in mail programs', max_length=300),
        ),
    ]
