"""The Celery application: background jobs and the nightly schedule."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostu_qualification.settings")

app = Celery("ostu_qualification")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
