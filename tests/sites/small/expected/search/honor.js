HallSearch.add("honor","eff65f1d","`8W&")
