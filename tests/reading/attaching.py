"""PDF files with other data attached than their writer did."""

from io import BytesIO

from pypdfium2 import PdfDocument


def with_data(data: bytes, attached: bytes | None) -> bytes:
    """The PDF in *data* with *attached* as its ``forms.json``, or with none."""
    document = PdfDocument(data)
    while document.count_attachments():
        document.del_attachment(0)
    if attached is not None:
        document.new_attachment("forms.json").set_data(attached)
    made = BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()


def data_of(data: bytes) -> bytes:
    """What is attached to the PDF in *data*."""
    document = PdfDocument(data)
    attached = bytes(document.get_attachment(0).get_data())
    document.close()
    return attached
