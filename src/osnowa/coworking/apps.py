from django.apps import AppConfig


class CoworkingConfig(AppConfig):
    name = "osnowa.coworking"
    label = "coworking"
    default_auto_field = "django.db.models.BigAutoField"
