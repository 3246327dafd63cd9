HallSearch.add("newest","7e2e8922","H}")
