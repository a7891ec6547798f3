"""Addresses of the desk."""

from django.urls import path

from danchu.surfaces.desk import design_views as designs
from danchu.surfaces.desk import views

app_name = "desk"
urlpatterns = [
    path("ban-viec/", views.home, name="home"),
    path("thong-bao/", views.notifications, name="notifications"),
    path("ban-viec/thu-gui-di/", views.outbox, name="outbox"),
    path("ban-viec/thu-gui-di/<int:pk>/gui-lai/", views.resend, name="resend"),
    path("tong-hop/", views.totals, name="totals"),
    path("ke-hoach/", views.planning, name="planning"),
    path("thiet-ke-bieu/", designs.designs, name="designs"),
    path("thiet-ke-bieu/chi-tieu/", designs.own_indicators, name="own_indicators"),
    path("thiet-ke-bieu/<str:code>/", designs.design, name="design"),
    path("thiet-ke-bieu/<str:code>/xem-truoc/", designs.preview, name="preview"),
    path("tin-hieu/", views.signals, name="signals"),
    path("tin-hieu/bang.<slug:form>", views.signals_file, name="signals_file"),
    path("theo-doi-nop/", views.following, name="following"),
    path("theo-doi-nop/chot/", views.closing, name="closing"),
    path("theo-doi-nop/nhac/", views.chase, name="chase"),
    path("theo-doi-nop/nhac/gui/", views.remind, name="remind"),
    path("theo-doi-nop/bang.<slug:form>", views.following_file, name="following_file"),
]
