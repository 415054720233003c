"""Withdraw: mark what a reference means in the records, and remove it from everything that was made of them.

``references`` says what a reference means and what readers saw of it; ``marking`` writes that into the project;
``rescue`` makes a site without it, though other records are broken; ``addresses`` says which addresses have changed.
``audit`` alone decides whether it is gone.
"""
