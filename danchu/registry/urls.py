"""Addresses of the registry."""

from django.urls import path

from danchu.registry.views import signing, units

app_name = "registry"

urlpatterns = [
    path("dang-nhap/", signing.login, name="login"),
    path("dang-nhap/mat-khau-moi/", signing.new_password, name="new_password"),
    path("dang-xuat/", signing.logout, name="logout"),
    path("mat-khau/", signing.password, name="password"),
    path("don-vi/", units.browse, name="units"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
]
