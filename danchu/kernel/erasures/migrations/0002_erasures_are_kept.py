"""Refuse UPDATE, DELETE and TRUNCATE of erasures, whoever asks, the owner included."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION erasures_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'erasures are append-only: % of % refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER erasures_erasure_kept
  BEFORE UPDATE OR DELETE OR TRUNCATE ON erasures_erasure
  FOR EACH STATEMENT EXECUTE FUNCTION erasures_refuse();

-- ALWAYS: session_replication_role = replica opens no side door.
ALTER TABLE erasures_erasure ENABLE ALWAYS TRIGGER erasures_erasure_kept;
"""

BACKWARDS = """
DROP TRIGGER erasures_erasure_kept ON erasures_erasure;
DROP FUNCTION erasures_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("erasures", "0001_what_was_erased")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
