HallSearch.add("brand","b969e70a","rI")
