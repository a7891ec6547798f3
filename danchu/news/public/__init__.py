"""The public face of an article, and the pages that strangers read of it."""

from danchu.news.public.faces import (
    ARTICLE,
    ArticleFace,
    face_of_row,
    faces_by_item,
    text_of,
)

__all__ = ["ARTICLE", "ArticleFace", "face_of_row", "faces_by_item", "text_of"]
