"""The village: who goes there, what is taught, heard and promised."""
