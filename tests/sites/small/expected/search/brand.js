HallSearch.add("brand","eff65f1d","J5")
