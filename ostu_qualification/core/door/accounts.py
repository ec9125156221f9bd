"""Log-in by e-mail or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from ostu_qualification.core.models import User


class EmailOrPhoneBackend(ModelBackend):
    """Recognises a person by e-mail or by phone, in whatever way the phone is written."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Return the user with this e-mail or phone when the password is right."""
        if not username or password is None:
            return None
        user = User.objects.with_login(username)
        if user is None:
            User().set_password(password)  # as slow as a wrong password, so that nobody can tell who has an account
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
