"""Personal data: what is kept of a person, why and how long, and the copy that may be asked for."""
