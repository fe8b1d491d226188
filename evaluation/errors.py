"""The errors of an evaluation; `str(error)` is the whole message for the user."""


class EvaluationError(Exception):
    """Base of every error that is meant to be read by a user."""


class BadSet(EvaluationError):
    """A question set, a run or a baseline cannot be read; the message names file, line and remedy."""


class ServiceUnreachable(EvaluationError):
    """Nobody answers at the service's address, or it stopped answering."""


class ServiceRefused(EvaluationError):
    """The service answered one request with an error, or with something that is not of the contract's form."""


class NotOffered(ServiceRefused):
    """The service does not have what was asked for: 404, 405 or 501."""
