"""Why an import stops: a refusal, or a choice that only the person who knows the file can make."""

from __future__ import annotations

from barometer.model import Message


class Refused(Exception):
    """The file can't be imported; ``message`` names the problem. Nothing is stored."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message
