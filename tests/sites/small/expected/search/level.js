HallSearch.add("level","83808b67","*8")
