"""Files of communes and of units are shown to their own commune and to readers of the whole province."""

from django.db import migrations

from binhyen.foundation.access.rls import by_area, by_follow

UNITS = ("unit", "unitfile", "unitstep", "unitevidence", "unitdecisionline")
OF_A_FILE = ("reviewstep", "reviewpaper", "vote")


class Migration(migrations.Migration):
    dependencies = [("recognition", "0002_units"), ("people", "0003_guards")]

    operations = [
        *(part for table in UNITS for part in by_area(f"recognition_{table}")),
        *by_area("recognition_reviewfile", column="area_code"),
        *(
            part
            for table in OF_A_FILE
            for part in by_follow(f"recognition_{table}", column="file_id", parent="recognition_reviewfile")
        ),
        *by_area("recognition_decisionline", column="area_code"),
    ]
