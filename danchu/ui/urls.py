"""Addresses of the look itself."""

from django.urls import path

from danchu.ui import views

app_name = "ui"

urlpatterns = [
    path("giao-dien/", views.set_look, name="theme"),
    path("kieu/", views.kit, name="kit"),
]
