HallSearch.add("brand","a07867b3","J5")
