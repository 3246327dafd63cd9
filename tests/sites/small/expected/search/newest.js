HallSearch.add("newest","a07867b3","H}")
