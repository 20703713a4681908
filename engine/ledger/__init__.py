"""The ledger of filed documents that an office keeps in Excel, as rows with the place of every value."""
