"""Addresses of the portal."""

from django.urls import path

from danchu.surfaces.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim/", views.search, name="search"),
    path("kiem-chung/", views.proofs, name="proofs"),
    path("dia-phuong/<int:pk>/", views.locality, name="locality"),
]
