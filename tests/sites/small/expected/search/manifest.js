HallSearch.add("manifest","7e2e8922",{"of":"HL","shards":1,"texts":4,"total":4,"version":"eaa1e648","years":[2024,2023,2022]})
