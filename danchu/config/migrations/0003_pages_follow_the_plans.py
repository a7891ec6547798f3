"""Tell the page cache of plans, which stand beside figures on strangers' pages."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER indicators_plan_on_pages
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON indicators_plan
  FOR EACH STATEMENT EXECUTE FUNCTION page_changed('figures');
ALTER TABLE indicators_plan ENABLE ALWAYS TRIGGER indicators_plan_on_pages;
"""
BACKWARDS = "DROP TRIGGER indicators_plan_on_pages ON indicators_plan;"


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0002_pages_follow_the_news"),
        ("indicators", "0005_totals_are_closed_and_have_plans"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
