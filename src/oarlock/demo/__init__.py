"""A simulated company, with one misalignment planted in it, or none.

`company.simulate` writes the neutral import folder and, beside it, `truth.json`: what was planted, when it began, how strongly, and what
a diagnosis should name. A plant turns the company's dials (how money is spent, how fast leads are answered, ...) and never writes the
symptom itself: whatever shows in the numbers came about by the mechanism.
"""
