"""How allauth behaves here: accounts are made by an administrator, nobody signs up; what matters is a fact."""

from datetime import datetime

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils import timezone

from . import actions, queries
from .models import User


def _moment(request: HttpRequest | None) -> datetime:
    return getattr(request, "at", None) or timezone.now()


class ClosedSignup(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Every way in ends here: password, passkey, identity provider."""
        super().login(request, user)
        actions.note_sign_in(user=user, at=_moment(request))

    def set_password(self, user: User, password: str) -> None:
        """Called by every form of allauth that changes a password."""
        actions.set_own_password(user=user, password=password, at=_moment(context.request))


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """An identity provider may sign in people who have an account, never make new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time, the person is found by the e-mail address the provider has verified; then they are linked."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        verified = {address.email for address in sociallogin.email_addresses if address.verified}
        person = queries.by_email(addresses=verified)
        if person is not None:
            sociallogin.connect(request, person)
            actions.note_identity(user=person, provider=sociallogin.account.provider, at=_moment(request))
