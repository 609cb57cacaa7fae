"""A company's page: its figures as objects, the complaints about it, what meets what, its chart."""
