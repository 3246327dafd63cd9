HallSearch.add("honor","83808b67","`8W&")
