"""``python -m jiheng.reading.sandbox``: the server, or the process that carries out the order it is given."""

import sys

from jiheng.reading.sandbox.confinement import leave_network
from jiheng.reading.sandbox.server import main
from jiheng.reading.sandbox.task import order_from, perform

if len(sys.argv) == 1:
    main()
else:
    leave_network()
    sys.exit(perform(order_from(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer))
