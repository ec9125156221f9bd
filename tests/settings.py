"""The settings of the tests: the product's own, without HTTPS, with a folder and a key for this run alone."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="ostu-tests-", ignore_cleanup_errors=True)
os.environ.setdefault("VAR_DIR", _folder.name)
os.environ.setdefault("SECRET_KEY", "for tests only")
os.environ.setdefault("SECURE", "0")

from ostu_qualification.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
