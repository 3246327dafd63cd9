HallSearch.add("manifest","a07867b3",{"of":"HL","shards":1,"texts":4,"total":4,"version":"6c049cba","years":[2024,2023,2022]})
