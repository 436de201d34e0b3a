"""What stands on the page: a file's text, its parts, and where each of them lies."""
