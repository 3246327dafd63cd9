HallSearch.add("level","a07867b3","*8")
