"""Addresses of personal data."""

from django.urls import path

from danchu.privacy.views import asking, desk, mine
from danchu.ui.languages import bilingual

app_name = "privacy"

urlpatterns = [
    path(bilingual("du-lieu-ca-nhan/"), asking.held, name="held"),
    path("du-lieu-ca-nhan/yeu-cau/", asking.ask, name="ask"),
    path("du-lieu-ca-nhan/theo-doi/", asking.follow, name="follow"),
    path("du-lieu-ca-nhan/cua-toi/", mine.mine, name="mine"),
    path("du-lieu-ca-nhan/cua-toi.json", mine.mine_file, name="mine_file"),
    path("ban-viec/du-lieu-ca-nhan/", desk.requests, name="requests"),
    path("ban-viec/du-lieu-ca-nhan/<int:pk>/", desk.one_request, name="request"),
]
