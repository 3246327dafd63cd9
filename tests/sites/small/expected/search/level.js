HallSearch.add("level","b969e70a","nwgR")
