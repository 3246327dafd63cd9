compared by name only
