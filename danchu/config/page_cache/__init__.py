"""Strangers' pages, answered from memory before Django.

`asking` decides whether a copy may answer and names it, `rendering` has Django make a
page without anybody's headers, `shelf` keeps pages below a limit of bytes, `listening`
hears of changes from the database, `serving` puts them together on the event loop.
A worker that does not hear serves nothing from memory.
"""

CHANNEL = "danchu_pages"
"""Where the triggers of `config.migrations` tell the topic that changed."""
