"""Ledgers as text: readers and writers of YAML and JSON lines, and the places of fields in files."""
