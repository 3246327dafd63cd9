HallSearch.add("title","a07867b3","M4")
