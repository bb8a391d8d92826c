"""What the web server calls."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from pimpasa.doors.clock.supervisor import end_with_parent

if os.environ.get("PIMPASA_SUPERVISED"):
    end_with_parent(signal.SIGKILL)  # the web server starts us anew; nothing acknowledged is lost

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.settings")

application = get_wsgi_application()

from pimpasa.doors.warm import warm_up  # noqa: E402  only once the application is set up

warm_up()
