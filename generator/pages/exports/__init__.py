"""The exports: papers written in formats for reference managers, spreadsheets and notes, and joined to files."""
