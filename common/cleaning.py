"""From the model's own rules to a refusal that names the field."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from common.errors import Fault, Refused


def clean(instance: Model) -> None:
    """Check an unsaved row against its fields and the database's named rules.

    Raises Refused with one fault a field, in the words of the model. The database still refuses by
    itself whatever slips in between check and write.
    """
    try:
        instance.full_clean()
    except ValidationError as error:
        raise Refused(
            faults=[
                Fault(message, "" if field == NON_FIELD_ERRORS else field)
                for field, messages in error.message_dict.items()
                for message in messages
            ]
        ) from None
