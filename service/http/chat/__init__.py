"""The API of chat completions that clients of OpenAI speak, over the answers of `/v1/ask`."""
