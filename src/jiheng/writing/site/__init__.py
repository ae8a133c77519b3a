"""A folder that an office can put on its site as it is: pages without scripts, files and data beside them.

``folder.publish`` makes it, ``agreement.check`` follows all its links and compares its data with its pages.
"""

from jiheng.writing.site.fault import Fault, FaultKind
from jiheng.writing.site.outcome import Published, Wish

__all__ = ["Fault", "FaultKind", "Published", "Wish"]
