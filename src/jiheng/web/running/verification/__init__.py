"""``jiheng verify``: nothing was changed but by the program."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from jiheng.web.apps.audit.models import Entry
from jiheng.web.running.verification.anchor import Mark, anchored
from jiheng.web.running.verification.attachments import attachment_faults
from jiheng.web.running.verification.chain import Chain
from jiheng.web.running.verification.corrections import correction_faults
from jiheng.web.running.verification.fault import Fault
from jiheng.web.running.verification.forms import form_faults
from jiheng.web.running.verification.records import record_faults
from jiheng.web.running.verification.snapshot import snapshot

__all__ = ["Chain", "Fault", "Mark", "verify"]


def verify(chain: Chain) -> Iterator[Fault]:
    """What does not agree: the chain itself, then every form and record with what the chain tells of it.

    Reads as things stood at one moment, while others write. Afterwards *chain* knows its length and end.
    """
    # Before the snapshot: the database may be further than the anchor, never behind it.
    mark = anchored(settings.DATA_FOLDER)
    with snapshot():
        yield from chain.faults(mark, Entry.objects.order_by("number").iterator(chunk_size=500))
        yield from form_faults(chain)
        yield from record_faults(chain)
        yield from attachment_faults()
        yield from correction_faults()
