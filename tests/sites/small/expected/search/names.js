HallSearch.add("names","a07867b3","Sly5gLg6-z9>!8l|a4mRS(B#P]+q8Q(zwdl.$:oHS'm^3`qglMt=FnB,x=?;M?TC>lU;LA9o_s:D5i&Y61!%'iH)sEzjBn%SJa@Xq?@??_;_>GU&HN&>N2ke67m2|$3Oh{oh]VKuWk`U:kDtv>qQ$(^4(@h2!*")
