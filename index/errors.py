"""The one tree of exceptions. HTTP maps it to problem+json once, the command line to a line and an exit code.

AideMemoireError
├── InvalidInput            what the caller gave cannot be used; the message names it and the remedy
│   ├── UnsupportedFormat   a file of a kind that cannot be read
│   ├── UnreadableDocument  a file of a known kind whose content cannot be read
│   └── TooLarge            an upload or a text over the limit
├── NotFound                no document, passage or answer with this id
├── NotAvailable            asked for something that this service is not set up to do
├── IndexMismatch           the index was made with another embedder or schema
├── Busy                    another process holds what is needed
└── BackendUnavailable      Chroma or another server that the service depends on does not answer
"""


class AideMemoireError(Exception):
    """Base of every error that is meant to be read by a user: `str(error)` is the whole message."""


class InvalidInput(AideMemoireError):
    """What the caller gave cannot be used; the message names the input and the remedy."""


class UnsupportedFormat(InvalidInput):
    """A file of a kind that cannot be read."""


class UnreadableDocument(InvalidInput):
    """A file of a known kind whose content cannot be read: damaged, encrypted, empty."""


class TooLarge(InvalidInput):
    """An upload or a text over the configured limit."""


class NotFound(AideMemoireError):
    """No document, passage or answer has this id."""


class NotAvailable(AideMemoireError):
    """The request is valid, but this service is not set up to serve it."""


class IndexMismatch(AideMemoireError):
    """The index was made with another embedder or an older schema; the message says how to rebuild it."""


class Busy(AideMemoireError):
    """Another process holds what is needed."""


class BackendUnavailable(AideMemoireError):
    """A server that the service depends on does not answer."""
