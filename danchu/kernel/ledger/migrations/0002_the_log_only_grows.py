"""Refuse to change, cut or skip; content may be destroyed once a tombstone says so."""

from django.db import migrations

KEPT = (
    ("ledger_leaf", "UPDATE OR DELETE OR TRUNCATE"),
    ("ledger_tile", "UPDATE OR DELETE OR TRUNCATE"),
    ("ledger_checkpoint", "UPDATE OR DELETE OR TRUNCATE"),
    ("ledger_selfcheck", "UPDATE OR DELETE OR TRUNCATE"),
    ("ledger_witness", "UPDATE OR DELETE OR TRUNCATE"),
    ("ledger_cosignature", "UPDATE OR DELETE OR TRUNCATE"),
    ("ledger_opening", "UPDATE OR TRUNCATE"),
)

FUNCTIONS = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger only grows: % of % refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege',
          HINT = 'Append a corrected version; destroy content by ledger.services.bury.';
END $$;

CREATE FUNCTION ledger_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE first bigint; last bigint; added bigint;
BEGIN
  SELECT min(index), max(index), count(*) INTO first, last, added FROM fresh;
  IF added > 0 AND (last - first + 1 <> added OR first > 0 AND NOT EXISTS
      (SELECT FROM ledger_leaf WHERE index = first - 1)) THEN
    RAISE EXCEPTION 'the ledger only grows: a gap before % refused', first
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION ledger_buried_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_leaf WHERE of_id = OLD.leaf_id) THEN
    RAISE EXCEPTION 'the ledger only grows: leaf % has no tombstone', OLD.leaf_id
      USING ERRCODE = 'insufficient_privilege',
            HINT = 'Destroy content by ledger.services.bury.';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER ledger_leaf_no_gap AFTER INSERT ON ledger_leaf
  REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_no_gap();
ALTER TABLE ledger_leaf ENABLE ALWAYS TRIGGER ledger_leaf_no_gap;

CREATE TRIGGER ledger_opening_buried_first BEFORE DELETE ON ledger_opening
  FOR EACH ROW EXECUTE FUNCTION ledger_buried_first();
ALTER TABLE ledger_opening ENABLE ALWAYS TRIGGER ledger_opening_buried_first;
"""

# ALWAYS: session_replication_role = replica opens no side door.
TRIGGERS = "".join(
    f"""
CREATE TRIGGER {table}_kept BEFORE {deeds} ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept;
"""
    for table, deeds in KEPT
)

BACKWARDS = (
    "".join(f"DROP TRIGGER {table}_kept ON {table};\n" for table, _ in KEPT)
    + """
DROP TRIGGER ledger_opening_buried_first ON ledger_opening;
DROP TRIGGER ledger_leaf_no_gap ON ledger_leaf;
DROP FUNCTION ledger_buried_first();
DROP FUNCTION ledger_no_gap();
DROP FUNCTION ledger_refuse();
"""
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTIONS + TRIGGERS, BACKWARDS)]
