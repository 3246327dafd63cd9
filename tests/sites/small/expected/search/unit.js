HallSearch.add("unit","83808b67","07r(")
