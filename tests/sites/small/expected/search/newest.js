HallSearch.add("newest","b969e70a","H}")
