"""What a weak password is told; Django knows no Vietnamese for these."""

from django.contrib.auth import password_validation as django


class MinimumLengthValidator(django.MinimumLengthValidator):
    """Refuse short passwords."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return f"Mật khẩu phải có ít nhất {self.min_length} ký tự."


class CommonPasswordValidator(django.CommonPasswordValidator):
    """Refuse passwords that everybody tries first."""

    def get_error_message(self) -> str:
        """Say why it is refused."""
        return "Mật khẩu này quá phổ biến nên dễ bị đoán."


class SimilarityValidator(django.UserAttributeSimilarityValidator):
    """Refuse passwords that are the person's own name."""

    def get_error_message(self) -> str:
        """Say what it is like; Django fills in the name of the field."""
        return "Mật khẩu quá giống %(verbose_name)s."
