"""Tell every worker which host names stand, in the transaction that changes it."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER hostnames_hostname_on_pages
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON hostnames_hostname
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('hosts');
ALTER TABLE hostnames_hostname ENABLE ALWAYS TRIGGER hostnames_hostname_on_pages;
"""
BACKWARDS = "DROP TRIGGER hostnames_hostname_on_pages ON hostnames_hostname;"


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0004_pages_follow_their_files"),
        ("hostnames", "0001_names_of_localities"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
