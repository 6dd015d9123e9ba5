"""The files under `/api/v1/` for other programs, and their schemas."""
