"""The shapes of the JSON outputs that several of them share."""
