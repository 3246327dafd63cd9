HallSearch.add("unit","b969e70a","?Nf,")
