from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('workshops', '0008_attendance'),
    ]

    operations = [
        migrations.AddField(
            model_name="cycle",
            name="tests_for_certificate",
            field=models.BooleanField(
                default=False, help_text="A certificate also needs both tests, before and after"
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="tests_done_at",
            field=models.DateTimeField(
                blank=True, help_text="Both tests of the cycle are done, before and after", null=True
            ),
        ),
    ]
