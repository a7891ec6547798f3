"""Registration of the desk of personal data."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Dữ liệu cá nhân."""

    name = "danchu.privacy"
    label = "privacy"
    verbose_name = "Dữ liệu cá nhân"
