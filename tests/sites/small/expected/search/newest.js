HallSearch.add("newest","83808b67","H}")
