"""Addresses of the blocks."""

from django.urls import path

from danchu.surfaces.embeds import views

app_name = "embeds"
urlpatterns = [
    path("nhung/", views.chooser, name="chooser"),
    path("nhung/<int:pk>/so-lieu/", views.figures, name="figures"),
    path("nhung/<int:pk>/cong-bo/", views.publications, name="publications"),
    path("nhung/<int:pk>/dien-bien/<str:code>/", views.trend, name="trend"),
]
