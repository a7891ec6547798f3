"""Addresses of the desk."""

from django.urls import path

from danchu.surfaces.desk import views

app_name = "desk"
urlpatterns = [
    path("ban-viec/", views.home, name="home"),
    path("tong-hop/", views.totals, name="totals"),
]
