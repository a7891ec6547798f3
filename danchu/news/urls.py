"""Addresses of news: what strangers read, and where officials write."""

from django.urls import path

from danchu.news.views import desk, files, public
from danchu.ui.languages import bilingual

app_name = "news"

urlpatterns = [
    path(bilingual("tin-tuc/"), public.news, name="news"),
    path(bilingual("tin-tuc/<int:pk>-<slug:slug>/"), public.article, name="article"),
    path("tin-tuc/<int:pk>/tep/<str:name>", public.file, name="file"),
    path("tin-tuc/<int:pk>/da-doc/", public.read, name="read"),
    path(bilingual("tin-tuc/<int:pk>/y-kien/"), public.comment, name="comment"),
    path("tin-tuc/<int:pk>/thu-thach/", public.puzzle, name="puzzle"),
    path("tin-bai/", desk.articles, name="articles"),
    path("tin-bai/soan/", desk.write, name="write"),
    path("tin-bai/y-kien/", desk.comments, name="comments"),
    path("tin-bai/y-kien/<int:pk>/", desk.decide, name="decide"),
    path("tin-bai/<int:pk>/", desk.article, name="desk_article"),
    path("tin-bai/<int:pk>/sua/", desk.edit, name="edit"),
    path("tin-bai/<int:pk>/tep/", files.attach, name="attach"),
    path("tin-bai/<int:pk>/tep/<int:number>/bo/", files.remove, name="remove_file"),
    path("tin-bai/<int:pk>/tep/<int:number>/", files.file, name="desk_file"),
]
