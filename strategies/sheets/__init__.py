"""A plan's tree as a workbook: written, read back, and compared with what stands. No database."""
