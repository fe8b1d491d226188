"""Questions in, cited answers out: understanding, evidence, answering; HTTP and the chat page."""
