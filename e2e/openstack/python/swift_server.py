"""`swift_server.py KIND FOLDER`: a server of Swift whose settings stand in FOLDER, not in /etc/swift."""
import os
import sys

import swift.common.utils as utils

kind, folder = sys.argv[1:3]
utils.SWIFT_CONF_FILE = os.path.join(folder, "swift.conf")
from swift.common.wsgi import run_wsgi  # noqa: E402

settings = os.path.join(folder, kind + "-server.conf")
more = {}
if kind == "object":
    from swift.obj.server import global_conf_callback

    more["global_conf_callback"] = global_conf_callback
sys.exit(run_wsgi(settings, kind + "-server", verbose=True, **more))
