HallSearch.add("manifest","eff65f1d",{"of":"HL","shards":1,"texts":4,"total":4,"version":"3cb4ffe6","years":[2024,2023,2022]})
