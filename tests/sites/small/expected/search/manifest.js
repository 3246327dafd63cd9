HallSearch.add("manifest","83808b67",{"of":"HL","shards":1,"texts":4,"total":4,"version":"e0745dff","years":[2024,2023,2022]})
