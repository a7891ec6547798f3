"""Tell the page cache of files, in their transaction.

They are put to a text now and then, so those of drafts need not be silent.
"""

from django.db import migrations

TABLES = ("files_attachment", "files_content")
WHOLE = """
CREATE TRIGGER {table}_on_pages
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('news');
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_on_pages;
"""
GONE = "DROP TRIGGER {table}_on_pages ON {table};\n"


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0003_pages_follow_the_plans"),
        ("files", "0001_files_and_their_bytes"),
    ]
    operations = [
        migrations.RunSQL(
            "".join(WHOLE.format(table=table) for table in TABLES),
            "".join(GONE.format(table=table) for table in TABLES),
        )
    ]
