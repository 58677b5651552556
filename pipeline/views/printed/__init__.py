"""One standard to take along: the printed form as Word or workbook, and sheets that templates make from it."""
