"""Tell the page cache when the content of something published is destroyed.

What opens a leaf is written and destroyed by statements of its own; the home page
names what was published last, and must forget it in the same transaction.
"""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER ledger_opening_on_pages
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ledger_opening
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('figures');
ALTER TABLE ledger_opening ENABLE ALWAYS TRIGGER ledger_opening_on_pages;
"""
BACKWARDS = "DROP TRIGGER ledger_opening_on_pages ON ledger_opening;"


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0002_pages_follow_the_news"),
        ("ledger", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
