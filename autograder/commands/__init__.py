"""The commands of `workbook`, by who types them."""
