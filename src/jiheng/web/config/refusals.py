"""What a service refuses, shown on the form that was sent."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import Form


def show(form: Form, error: ValidationError) -> None:
    """The sentences of *error* beside their fields; those of no field above the form."""
    known = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, texts in known.items():
        form.add_error(field if field in form.fields else None, texts)
