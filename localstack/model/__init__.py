"""The offline model: answers as an OpenAI-compatible server when there is no API key."""
