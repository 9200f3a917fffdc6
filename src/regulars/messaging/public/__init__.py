"""Pages that readers of mails come to: to leave a list, to choose, to say that a subscription is meant; and what counts
opens and clicks. No script is needed, and nobody signs in: the word in the link says of which message it is."""

from .routes import router

__all__ = ["router"]
