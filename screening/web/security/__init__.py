"""What keeps the pages to the people they are for: headers, limits, form tokens, sign-in and its cookie."""
