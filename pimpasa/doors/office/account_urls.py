"""The pages of signing in: only those we want of django-allauth. No sign-up, no e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

_CODES, _KEYS = "langkah-kedua/kode-cadangan", "langkah-kedua/kunci"

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("masuk/kunci/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("masuk/langkah-kedua/", second_factor.authenticate, name="mfa_authenticate"),
    path("pastikan/kode/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("pastikan/kunci/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("langkah-kedua/", second_factor.index, name="mfa_index"),
    path("langkah-kedua/aplikasi/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("langkah-kedua/aplikasi/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{_CODES}/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{_CODES}/baru/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(f"{_CODES}/unduh/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path(f"{_KEYS}/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(f"{_KEYS}/pasang/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(f"{_KEYS}/<int:pk>/lepas/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path(f"{_KEYS}/<int:pk>/nama/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
