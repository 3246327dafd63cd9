HallSearch.add("level","7e2e8922","*8")
