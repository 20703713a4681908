"""May it go to the meeting: the answer, in every form."""
