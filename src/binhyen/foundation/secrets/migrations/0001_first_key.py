"""No tables: the first key of the installation, made when its tables are. A key file that is there stays as it is."""

from django.db import migrations
from django.utils import timezone

from binhyen.foundation.secrets import keyring


def make_the_first_key(apps, schema_editor):
    keyring.make_if_missing(at=timezone.now())


class Migration(migrations.Migration):
    operations = [migrations.RunPython(make_the_first_key, migrations.RunPython.noop)]
