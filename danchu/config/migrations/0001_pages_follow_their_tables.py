"""Tell the page cache, in the transaction that changes what strangers see.

An invariant reads the triggers and holds them against what the pages read.
"""

from django.db import migrations

TABLES = {
    "units": (
        "units_unit",
        "units_unitname",
        "units_unitcode",
        "units_placement",
        "units_succession",
        "units_ancestry",
    ),
    "catalogue": (
        "indicators_dimension",
        "indicators_member",
        "indicators_indicator",
        "indicators_indicatorversion",
        "indicators_check",
        "indicators_form",
        "indicators_formrow",
        "periods_reportingperiod",
    ),
    "figures": (
        "indicators_quotation",
        "publication_publication",
        "publication_withdrawal",
    ),
}
# Drafts are written at every key press; only what stands published is for strangers.
PUBLISHED = {
    "indicators_value": "stage = 'published'",
    "indicators_filing": "status = 'published'",
}
NEW = "EXISTS (SELECT FROM now_there WHERE {only})"
OLD = "EXISTS (SELECT FROM was_there WHERE {only})"

FUNCTION = """
CREATE FUNCTION page_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('danchu_pages', TG_ARGV[0]);
  RETURN NULL;
END $$;
"""
# ALWAYS: session_replication_role = replica opens no side door.
WHOLE = """
CREATE TRIGGER {table}_on_pages AFTER {deeds} ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('{topic}');
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_on_pages;
"""
PART = """
CREATE FUNCTION {table}_on_pages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_seen boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN is_seen := {new};
  ELSIF TG_OP = 'DELETE' THEN is_seen := {old};
  ELSE is_seen := {old} OR {new};
  END IF;
  IF is_seen THEN PERFORM pg_notify('danchu_pages', TG_ARGV[0]); END IF;
  RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_on_pages_{deed} AFTER {deed} ON {table}
  REFERENCING {seen} FOR EACH STATEMENT EXECUTE FUNCTION {table}_on_pages('figures');
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_on_pages_{deed};
"""
SEEN = {
    "insert": "NEW TABLE AS now_there",
    "update": "OLD TABLE AS was_there NEW TABLE AS now_there",
    "delete": "OLD TABLE AS was_there",
}
ANY = "INSERT OR UPDATE OR DELETE OR TRUNCATE"


def forwards() -> str:
    """Return what makes the triggers."""
    made = [FUNCTION]
    for topic, tables in TABLES.items():
        made += [
            WHOLE.format(table=table, topic=topic, deeds=ANY) for table in tables
        ]
    for table, only in PUBLISHED.items():
        made.append(WHOLE.format(table=table, topic="figures", deeds="TRUNCATE"))
        old, new = OLD.format(only=only), NEW.format(only=only)
        made.append(PART.format(table=table, old=old, new=new))
        made += [
            TRIGGER.format(table=table, deed=deed, seen=seen)
            for deed, seen in SEEN.items()
        ]
    return "".join(made)


def backwards() -> str:
    """Return what takes them away."""
    gone = [
        f"DROP TRIGGER {table}_on_pages ON {table};\n"
        for table in (*sum(TABLES.values(), ()), *PUBLISHED)
    ]
    for table in PUBLISHED:
        gone += [f"DROP TRIGGER {table}_on_pages_{deed} ON {table};\n" for deed in SEEN]
        gone.append(f"DROP FUNCTION {table}_on_pages();\n")
    return "".join([*gone, "DROP FUNCTION page_changed();\n"])


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0001_initial"),
        ("periods", "0001_initial"),
        ("publication", "0002_published_things_are_withdrawn"),
        ("indicators", "0003_values_carry_how_they_count"),
    ]
    operations = [migrations.RunSQL(forwards(), backwards())]
