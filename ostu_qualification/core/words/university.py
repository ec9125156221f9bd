"""The University on paper: its names, its ministry, its address and town, in three languages."""

NAME = {
    "ky": "М. М. Адышев атындагы Ош технологиялык университети",
    "ru": "Ошский технологический университет имени М. М. Адышева",
    "en": "Osh Technological University named after M. M. Adyshev",
}
SHORT_NAME = {"ky": "ОшТУ", "ru": "ОшТУ", "en": "OshTU"}
MINISTRY = {
    "ky": "Кыргыз Республикасынын Илим, жогорку билим берүү жана инновациялар министрлиги",
    "ru": "Министерство науки, высшего образования и инноваций Кыргызской Республики",
    "en": "Ministry of Science, Higher Education and Innovation of the Kyrgyz Republic",
}
ADDRESS = {
    "ky": "723503, Ош шаары, Н. Исанов көчөсү, 81",
    "ru": "723503, г. Ош, ул. Н. Исанова, 81",
    "en": "81 Isanov St., Osh, 723503",
}
TOWN = {"ky": "Ош шаары", "ru": "г. Ош", "en": "Osh"}
OFFICE = {
    "ky": "Илим, инновация жана кошумча билим берүү бөлүмү (ИИжКББ)",
    "ru": "Отдел науки, инноваций и дополнительного образования (ОНИДО)",
    "en": "Department of Science, Innovation and Additional Education (ИИжКББ)",
}
AUTHOR = "ОшТУ, ИИжКББ"
