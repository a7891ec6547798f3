"""Addresses of figures."""

from django.urls import path

from danchu.indicators import views

app_name = "indicators"

urlpatterns = [
    path("so-lieu/<str:form>/<int:unit_id>/<str:period>/", views.filing, name="filing"),
    path("chi-tieu/", views.catalogue, name="catalogue"),
    path("chi-tieu/<str:code>/", views.indicator, name="indicator"),
]
