"""Verification: do quotes support a statement? One function for every mode, for HTTP and as a library call.

    from service.verification import verify
    verify("The plan caps the army at 800,000.", ["Point 6 limits Ukraine's army to 600,000."]).outcome  # other_number

How it works, and what it does not see, is told in `verifying`.
"""

from service.verification.verdict import Outcome, Verdict
from service.verification.verifying import verify
from service.verification.weighing import Entailment

__all__ = ["Entailment", "Outcome", "Verdict", "verify"]
