"""What holds for every field, operator and subject: two compilers and a slow reference find the same members."""
