from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "osnowa.cooperation"
    label = "cooperation"
    default_auto_field = "django.db.models.BigAutoField"
