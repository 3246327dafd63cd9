HallSearch.add("unit","a07867b3","07r(")
