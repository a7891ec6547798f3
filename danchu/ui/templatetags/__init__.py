"""Template filters and tags, loaded everywhere without `{% load %}`."""
