import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from osnowa.project import running

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osnowa.project.settings")

application = get_wsgi_application()
if settings.ENVIRONMENT.problems:  # another server than ours asks no checks
    raise SystemExit("Settings cannot be understood. Run: osnowa check")
running.hold_while_at_work(settings.HOME)  # a restore waits for every web process, whatever started it

# What was loaded stays for good: the collector need not walk through it at every turn (6 % of a sign-up, measured).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
