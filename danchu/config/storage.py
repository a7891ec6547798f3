"""Static files under names that carry their content, scripts that import included."""

from whitenoise.storage import (  # type: ignore[import-untyped]  # whitenoise
    CompressedManifestStaticFilesStorage,
)


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Also rewrites what scripts import, so that an old cache never mixes versions."""

    support_js_module_import_aggregation = True
