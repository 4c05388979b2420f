"""The sheets of a result as a workbook. `book` is what all share, `method` computes every score a second time."""
