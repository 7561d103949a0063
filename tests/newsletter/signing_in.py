"""A browser in which somebody of the team is signed in."""

import time


def sign_in(client, account):
    """With the second factor, as coordinators need it."""
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client
