"""The door for web servers."""

from django.core.wsgi import get_wsgi_application

from .start import prepare, refuse_danger

prepare()
application = get_wsgi_application()
refuse_danger()
