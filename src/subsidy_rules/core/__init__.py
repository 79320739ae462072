"""What every room needs and none owns: text, errors, values, money, dates, regions."""
