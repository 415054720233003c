"""From files to records and problems: strict in what is accepted, kind in how it is said."""
