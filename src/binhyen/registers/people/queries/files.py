"""Who may read a photo or the image of a paper: whoever sees the person, and the compartment it stands in."""

from uuid import UUID

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.registers.people.models import Photo, SensitiveNote

from .visible import people


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether the reader sees a person with this photo, or a note with this image. At most two queries."""
    with scope_in_database(scope):
        seen = people(scope).values("pk")
        if Photo.objects.filter(file_id=file_id, person__in=seen).exists():
            return True
        notes = SensitiveNote.objects.filter(file_id=file_id, person__in=seen).select_related("person")
        return any(note.compartment in scope.opens_for(note.person.commune_code) for note in notes)
