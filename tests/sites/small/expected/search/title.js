HallSearch.add("title","eff65f1d","M4")
