"""Sign-in. Only these pages of allauth are open: a code by e-mail, the second factor, signing out.

Pages about passwords, sign-up, changing the address and connections are not routed. `account_signup` is a name that
allauth asks for while it writes a mail, so the name stands and answers 404.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.urls import URLPattern, path

from osnowa.portal.views import account as own

urlpatterns: list[URLPattern] = [
    path("zaloguj/", account.request_login_code, name="account_request_login_code"),
    path("zaloguj/kod/", account.confirm_login_code, name="account_confirm_login_code"),
    path("wyloguj/", account.logout, name="account_logout"),
    path("wejscie/", own.login, name="account_login"),
    path("zalozenie/", own.closed, name="account_signup"),
    path("nieczynne/", account.account_inactive, name="account_inactive"),
    path("drugi-skladnik/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("drugi-skladnik/potwierdz/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("drugi-skladnik/urzadzenie/", own.activate_totp, name="mfa_activate_totp"),
    path("drugi-skladnik/odlacz/", own.deactivate_totp, name="mfa_deactivate_totp"),
    path("drugi-skladnik/kody-zapasowe/", own.recovery_codes, name="mfa_view_recovery_codes"),
    path("drugi-skladnik/stan/", own.second_factor_index, name="mfa_index"),
]
