HallSearch.add("title","83808b67","M4")
