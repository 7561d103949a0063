from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "osnowa.timetable"
    label = "timetable"
    default_auto_field = "django.db.models.BigAutoField"
