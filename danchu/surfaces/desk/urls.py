"""Addresses of the desk."""

from django.urls import path

from danchu.surfaces.desk import views

app_name = "desk"
urlpatterns = [
    path("ban-viec/", views.home, name="home"),
    path("ban-viec/thu-gui-di/", views.outbox, name="outbox"),
    path("ban-viec/thu-gui-di/<int:pk>/gui-lai/", views.resend, name="resend"),
    path("tong-hop/", views.totals, name="totals"),
]
