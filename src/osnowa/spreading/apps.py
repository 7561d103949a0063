from django.apps import AppConfig


class SpreadingConfig(AppConfig):
    name = "osnowa.spreading"
    label = "spreading"
    default_auto_field = "django.db.models.BigAutoField"
