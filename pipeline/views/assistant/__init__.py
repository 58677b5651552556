"""A release for assistants: read-only answers with their sources, served over the Model Context Protocol."""
