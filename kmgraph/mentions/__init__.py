"""What words name: quantities, projects, industries, districts, organisations and headings, each with its span."""
