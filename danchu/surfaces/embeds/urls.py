"""Addresses of the blocks."""

from django.urls import path

from danchu.surfaces.embeds import views
from danchu.ui.languages import bilingual

app_name = "embeds"
urlpatterns = [
    path(bilingual("nhung/"), views.chooser, name="chooser"),
    path(bilingual("nhung/<int:pk>/so-lieu/"), views.figures, name="figures"),
    path(bilingual("nhung/<int:pk>/cong-bo/"), views.publications, name="publications"),
    path(bilingual("nhung/<int:pk>/dien-bien/<str:code>/"), views.trend, name="trend"),
]
