"""What agents can do: the catalogue, told a domain at a time, signed and kept for the record."""
