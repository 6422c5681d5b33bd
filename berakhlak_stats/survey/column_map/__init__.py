"""The mapping file: a person's word on which column of a file is which question."""
