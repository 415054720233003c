"""Files on their way to a public site, without what they hold beside what they show: positions, devices, names, drafts.

Pixels, pages and words stay as they are. What cannot be cleaned is refused: nobody could see what it gives away.
"""
