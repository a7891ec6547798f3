"""Refuse to change or cut what was kept as evidence against the log."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER ledger_contradiction_kept
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_contradiction
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- ALWAYS: session_replication_role = replica opens no side door.
ALTER TABLE ledger_contradiction ENABLE ALWAYS TRIGGER ledger_contradiction_kept;
"""
BACKWARDS = "DROP TRIGGER ledger_contradiction_kept ON ledger_contradiction;"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_contradictions_are_kept")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
