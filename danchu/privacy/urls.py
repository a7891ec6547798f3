"""Addresses of personal data."""

from django.urls import path

from danchu.privacy import views

app_name = "privacy"

urlpatterns = [
    path("du-lieu-ca-nhan/", views.held, name="held"),
]
