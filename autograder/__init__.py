"""The engine of the workbook, and the hidden side of the course."""
