"""The timetable: text, JSON, Markdown, a picture, a calendar."""
