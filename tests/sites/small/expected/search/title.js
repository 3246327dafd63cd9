HallSearch.add("title","b969e70a","M4")
