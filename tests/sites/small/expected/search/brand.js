HallSearch.add("brand","7e2e8922","J5")
