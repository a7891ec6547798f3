"""Tell the page cache when the content of something published was destroyed.

Openings of what is being published are silent, since the publication itself tells;
so are dossiers, unless one that has published changes its unit.
"""

from django.db import migrations

SEEN = {
    "ledger_opening": "SELECT FROM {rows} r JOIN publication_publication p"
    " ON p.leaf_id = r.leaf_id",
    "dossiers_dossier": "SELECT FROM {rows} r JOIN publication_publication p"
    " ON p.dossier_id = r.id",
}
MOVED = (
    "SELECT FROM was_there o JOIN now_there r USING (id)"
    " JOIN publication_publication p ON p.dossier_id = r.id"
    " WHERE o.unit_id <> r.unit_id"
)
PART = """
CREATE FUNCTION {table}_on_pages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_seen boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN is_seen := EXISTS ({new});
  ELSIF TG_OP = 'DELETE' THEN is_seen := EXISTS ({old});
  ELSE is_seen := EXISTS ({changed});
  END IF;
  IF is_seen THEN PERFORM pg_notify('danchu_pages', TG_ARGV[0]); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {table}_on_pages AFTER TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('figures');
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_on_pages;
"""
TRIGGER = """
CREATE TRIGGER {table}_on_pages_{deed} AFTER {deed} ON {table}
  REFERENCING {seen} FOR EACH STATEMENT EXECUTE FUNCTION {table}_on_pages('figures');
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
    for table, seen in SEEN.items():
        new, old = seen.format(rows="now_there"), seen.format(rows="was_there")
        changed = MOVED if table == "dossiers_dossier" else new
        made.append(PART.format(table=table, new=new, old=old, changed=changed))
        made += [
            TRIGGER.format(table=table, deed=deed, seen=rows)
            for deed, rows in REFERENCES.items()
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
        ("config", "0005_pages_follow_the_names_of_localities"),
        ("dossiers", "0001_initial"),
        ("ledger", "0001_initial"),
        ("publication", "0002_published_things_are_withdrawn"),
    ]
    operations = [migrations.RunSQL(forwards(), backwards())]
