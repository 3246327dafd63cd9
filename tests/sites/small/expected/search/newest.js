HallSearch.add("newest","eff65f1d","H}")
