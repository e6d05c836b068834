"""How allauth behaves here: accounts are made by an administrator, nobody signs up; a new password is a fact."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from . import actions
from .models import User


class ClosedSignup(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Called by every form of allauth that changes a password."""
        request = context.request
        actions.set_own_password(user=user, password=password, at=getattr(request, "at", None) or timezone.now())


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """An identity provider may sign in people who have an account, never make new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False
