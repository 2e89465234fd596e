"""The workbook as an nbgrader course: its source notebooks, its configuration, and the executor that grades."""
