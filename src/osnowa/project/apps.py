from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "osnowa.project"
    label = "project"

    def ready(self) -> None:
        from osnowa.project import checks  # noqa: F401, PLC0415  system checks register themselves when apps are ready
