"""Publishes whole sites only: a site is made beside the old one, verified, flushed, and swapped in.

What is served is the old site or the new one, whatever happens in between. ``target.locked`` keeps other builds out;
``staging.stage`` gives a folder to build in and repairs what a process that was killed has left;
``verification.verify`` checks every link; ``staging.swap`` puts the site in its place and keeps the one that was there;
``staging.roll_back`` brings an older one back.
"""
