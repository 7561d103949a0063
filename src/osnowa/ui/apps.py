from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "osnowa.ui"
    label = "ui"
    verbose_name = "Interface"
