"""What only a preview shows: drafts, problems in place of what they hide, pages made when a browser asks for them."""
