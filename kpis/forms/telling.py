"""What a service would refuse, said together with what a form itself finds wrong."""

from collections.abc import Iterable

from django import forms

from common.errors import Fault


def tell(form: forms.BaseForm, faults: Iterable[Fault]) -> None:
    """Put faults at the fields they name, where nothing is said yet; the rest above the form."""
    for fault in faults:
        if fault.field not in form.errors:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
