"""Addresses of dashboards and of what is shown at conferences."""

from django.urls import path

from danchu.surfaces.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("bang-so-lieu/", views.dashboard, name="dashboard"),
    path("bang-so-lieu/trinh-chieu/", views.links, name="links"),
    path("bang-so-lieu/trinh-chieu/<int:pk>/thu-hoi/", views.revoke, name="revoke"),
    path("bang-so-lieu/<slug:code>.<slug:form>", views.file, name="file"),
    path("hoi-nghi/<str:token>/", views.conference, name="conference"),
]
