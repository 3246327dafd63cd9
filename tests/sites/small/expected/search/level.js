HallSearch.add("level","eff65f1d","HLrj")
