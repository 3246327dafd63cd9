HallSearch.add("title","7e2e8922","M4")
