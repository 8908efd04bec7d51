"""Who is who: leads that are one person, accounts that are one company, each match with its reason and a way back."""
