HallSearch.add("honor","b969e70a","8[PT")
