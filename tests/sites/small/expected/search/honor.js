HallSearch.add("honor","a07867b3","`8W&")
