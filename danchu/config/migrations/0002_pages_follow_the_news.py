"""Tell the page cache of news that strangers may read, in their transaction.

Drafts and comments that wait are silent, and so are readers while their day lasts:
only what stands published or was withdrawn, and closed days, are for strangers.
"""

from django.db import migrations

SEEN = {
    "news_article": "status IN ('published', 'withdrawn')",
    "news_comment": "status = 'shown'",
    "news_reading": "sketch IS NULL",
}

PART = """
CREATE FUNCTION {table}_on_pages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_seen boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN is_seen := EXISTS (SELECT FROM now_there WHERE {only});
  ELSIF TG_OP = 'DELETE' THEN is_seen := EXISTS (SELECT FROM was_there WHERE {only});
  ELSE is_seen := EXISTS (SELECT FROM was_there WHERE {only})
    OR EXISTS (SELECT FROM now_there WHERE {only});
  END IF;
  IF is_seen THEN PERFORM pg_notify('danchu_pages', TG_ARGV[0]); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {table}_on_pages AFTER TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('news');
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_on_pages;
"""
TRIGGER = """
CREATE TRIGGER {table}_on_pages_{deed} AFTER {deed} ON {table}
  REFERENCING {seen} FOR EACH STATEMENT EXECUTE FUNCTION {table}_on_pages('news');
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_on_pages_{deed};
"""
REFERENCES = {
    "insert": "NEW TABLE AS now_there",
    "update": "OLD TABLE AS was_there NEW TABLE AS now_there",
    "delete": "OLD TABLE AS was_there",
}


def forwards() -> str:
    """Return what makes the triggers."""
    made = []
    for table, only in SEEN.items():
        made.append(PART.format(table=table, only=only))
        made += [
            TRIGGER.format(table=table, deed=deed, seen=seen)
            for deed, seen in REFERENCES.items()
        ]
    return "".join(made)


def backwards() -> str:
    """Return what takes them away."""
    gone = []
    for table in SEEN:
        gone.append(f"DROP TRIGGER {table}_on_pages ON {table};\n")
        gone += [
            f"DROP TRIGGER {table}_on_pages_{deed} ON {table};\n" for deed in REFERENCES
        ]
        gone.append(f"DROP FUNCTION {table}_on_pages();\n")
    return "".join(gone)


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_pages_follow_their_tables"),
        ("news", "0001_articles_their_readers_and_what_they_say"),
    ]
    operations = [migrations.RunSQL(forwards(), backwards())]
