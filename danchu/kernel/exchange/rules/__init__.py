"""What a workbook says, and what came back in it; knows no database."""
