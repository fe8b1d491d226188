"""The reader: a small model that finds the sentence, and the words in it, that answer a question.

    windows    passages → the token windows that are read at once
    reader     a question and passages → scores and answer spans
    model/     the model, its settings with its hash, and the model card

Without the model the service works, and chooses evidence by its other signals alone.
"""

from service.reader.reader import Answer, Reader, Reading
from service.reader.windows import Window

__all__ = ["Answer", "Reader", "Reading", "Window"]
