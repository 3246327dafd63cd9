HallSearch.add("unit","7e2e8922","07r(")
