"""By what tools are sorted and compared: the keys are kept, the words are shown."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Task(models.TextChoices):
    """What a tool is for. A tool may be for several things."""

    FILES = "files", pgettext_lazy("task", "shared files")
    WRITING = "writing", pgettext_lazy("task", "writing together")
    OFFICE = "office", pgettext_lazy("task", "letters, sheets, slides")
    MEETINGS = "meetings", pgettext_lazy("task", "meetings over the internet")
    CHAT = "chat", pgettext_lazy("task", "talking within a team")
    MAIL = "mail", pgettext_lazy("task", "e-mail")
    DATES = "dates", pgettext_lazy("task", "dates and calendars")
    PROJECTS = "projects", pgettext_lazy("task", "tasks and projects")
    NEWSLETTER = "newsletter", pgettext_lazy("task", "newsletters")
    WEBSITE = "website", pgettext_lazy("task", "a website")
    SOCIAL = "social", pgettext_lazy("task", "social media")
    EVENTS = "events", pgettext_lazy("task", "events and sign-ups")
    FORMS = "forms", pgettext_lazy("task", "surveys and forms")
    CONTACTS = "contacts", pgettext_lazy("task", "members and donors")
    DONATIONS = "donations", pgettext_lazy("task", "collecting money")
    ACCOUNTS = "accounts", pgettext_lazy("task", "book-keeping and invoices")
    PASSWORDS = "passwords", pgettext_lazy("task", "passwords")
    BACKUP = "backup", pgettext_lazy("task", "copies and sending files")
    GRAPHICS = "graphics", pgettext_lazy("task", "pictures and layout")
    MEDIA = "media", pgettext_lazy("task", "sound and video")
    LEARNING = "learning", pgettext_lazy("task", "courses and learning")
    DECISIONS = "decisions", pgettext_lazy("task", "deciding together")
    NOTES = "notes", pgettext_lazy("task", "notes and what we know")
    MAPS = "maps", pgettext_lazy("task", "maps")
    STATISTICS = "statistics", pgettext_lazy("task", "statistics of a website")


class Price(models.TextChoices):
    """What an organisation like ours pays."""

    FREE = "free", pgettext_lazy("price", "free for everybody")
    FREE_FOR_NGOS = "ngo_free", pgettext_lazy("price", "free for NGOs")
    REDUCED = "reduced", pgettext_lazy("price", "cheaper for NGOs")
    PAID = "paid", pgettext_lazy("price", "paid")
    UNKNOWN = "unknown", pgettext_lazy("price", "not checked")


class Hosted(models.TextChoices):
    """Where the data may lie. A tool may be had in several ways."""

    COMPUTER = "computer", pgettext_lazy("hosting", "on your own computer")
    OWN = "own", pgettext_lazy("hosting", "on a server of your own")
    EU = "eu", pgettext_lazy("hosting", "a service in the European Union")
    ELSEWHERE = "elsewhere", pgettext_lazy("hosting", "a service outside the Union, or it is not said where")


class Agreement(models.TextChoices):
    """Does whoever runs the service sign an agreement on processing personal data (art. 28 GDPR)?"""

    YES = "yes", pgettext_lazy("agreement", "yes")
    NO = "no", pgettext_lazy("agreement", "no")
    NOT_NEEDED = "not_needed", pgettext_lazy("agreement", "not needed: the data stay with you")
    UNKNOWN = "unknown", pgettext_lazy("agreement", "not checked")


class Platform(models.TextChoices):
    WEB = "web", pgettext_lazy("platform", "browser")
    WINDOWS = "windows", "Windows"
    MACOS = "macos", "macOS"
    LINUX = "linux", "Linux"
    ANDROID = "android", "Android"
    IOS = "ios", "iPhone, iPad"


class Effort(models.TextChoices):
    EASY = "easy", pgettext_lazy("effort", "easy: an evening, no help needed")
    MEDIUM = "medium", pgettext_lazy("effort", "medium: a day, and somebody who explains")
    HARD = "hard", pgettext_lazy("effort", "hard: a person who knows servers")
