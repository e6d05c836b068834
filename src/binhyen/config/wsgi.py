"""The door of the application server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
application = get_wsgi_application()

# what is loaded now stays for the life of the process: looking through it again at every collection took a seventh
# of a request's processor time
gc.collect()
gc.freeze()
