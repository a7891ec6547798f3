"""Tell the page cache of the reason for a correction; history else is silent.

Rows of history are appended only: what else could befall them is told whatever it is.
"""

from django.db import migrations

VERB = "indicators.correct"
FORWARDS = f"""
CREATE TRIGGER audit_event_on_pages AFTER UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('figures');
CREATE TRIGGER audit_event_on_pages_insert AFTER INSERT ON audit_event
  FOR EACH ROW WHEN (NEW.verb = '{VERB}') EXECUTE FUNCTION page_changed('figures');
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_on_pages;
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_on_pages_insert;
"""
BACKWARDS = """
DROP TRIGGER audit_event_on_pages ON audit_event;
DROP TRIGGER audit_event_on_pages_insert ON audit_event;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0006_pages_follow_what_is_destroyed"),
        ("audit", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
