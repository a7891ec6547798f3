"""Refuse UPDATE, DELETE and TRUNCATE of history, whoever asks, the owner included."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only: % of % refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege',
          HINT = 'Record another event instead; erase personal values by audit.services.';
END $$;

CREATE TRIGGER audit_event_kept
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_eventpersonal_kept
  BEFORE UPDATE OR TRUNCATE ON audit_eventpersonal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- ALWAYS: session_replication_role = replica opens no side door.
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_kept;
ALTER TABLE audit_eventpersonal ENABLE ALWAYS TRIGGER audit_eventpersonal_kept;
"""

BACKWARDS = """
DROP TRIGGER audit_eventpersonal_kept ON audit_eventpersonal;
DROP TRIGGER audit_event_kept ON audit_event;
DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
