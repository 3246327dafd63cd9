HallSearch.add("honor","7e2e8922","`8W&")
