HallSearch.add("unit","eff65f1d","07r(")
