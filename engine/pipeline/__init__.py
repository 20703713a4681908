"""From files to answers: loads the packs, reads the cases, has them judged."""
