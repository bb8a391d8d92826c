"""Answers: the conversation with the one who asked, and the approved cards it draws on."""
