"""Changes of state: an act is declared once, and from its declaration come the page, the button, the work that waits, the
history's words, the timer, the diagram and the tests.
"""
