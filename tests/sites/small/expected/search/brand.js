HallSearch.add("brand","83808b67","J5")
