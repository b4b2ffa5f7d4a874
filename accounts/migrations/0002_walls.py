"""No two free stretches of one person overlap: a wall that no constraint of both databases has."""

from django.db import migrations

OVERLAPS = """
    SELECT 1 FROM accounts_availability AS other
    WHERE other.person_id = NEW.person_id AND other.weekday = NEW.weekday AND other.id <> NEW.id
      AND other.from_minute < NEW.until_minute AND other.until_minute > NEW.from_minute
"""
SQLITE = """
    CREATE TRIGGER free_hours_do_not_overlap_on_{act} BEFORE {act} ON accounts_availability
    FOR EACH ROW WHEN EXISTS ({overlaps})
    BEGIN SELECT RAISE(ABORT, 'free_hours_do_not_overlap'); END
"""
# The lock on the person makes a second writer wait, and then see what the first one wrote.
POSTGRESQL = """
    CREATE FUNCTION free_hours_do_not_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM accounts_user WHERE id = NEW.person_id FOR NO KEY UPDATE;
      IF EXISTS ({overlaps}) THEN
        RAISE EXCEPTION 'free_hours_do_not_overlap'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER free_hours_do_not_overlap BEFORE INSERT OR UPDATE ON accounts_availability
    FOR EACH ROW EXECUTE FUNCTION free_hours_do_not_overlap();
"""
ACTS = ("INSERT", "UPDATE")


def build(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL.format(overlaps=OVERLAPS))
        return
    for act in ACTS:
        editor.execute(SQLITE.format(act=act, overlaps=OVERLAPS))


def take_down(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER free_hours_do_not_overlap ON accounts_availability")
        editor.execute("DROP FUNCTION free_hours_do_not_overlap()")
        return
    for act in ACTS:
        editor.execute(f"DROP TRIGGER free_hours_do_not_overlap_on_{act}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(build, take_down)]
