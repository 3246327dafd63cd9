HallSearch.add("manifest","b969e70a",{"of":"HL","shards":1,"texts":4,"total":4,"version":"3d5272ad","years":[2024,2023,2022]})
