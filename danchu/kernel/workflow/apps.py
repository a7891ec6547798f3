"""Registration of workflow."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.workflow.sentences import SENTENCES


class WorkflowConfig(AppConfig):
    """Trình tự xử lý."""

    name = "danchu.kernel.workflow"
    label = "workflow"
    verbose_name = "Trình tự xử lý"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
