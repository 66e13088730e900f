const list = (words: string): ReadonlySet<string> => new Set(words.split(/[,\n]/).map((word) => word.trim()).filter((word) => word !== ''))

/** Countries, states, regions, cities, waters and mountains; names that are plain words too are left out. */
export const places = list(`
Afghanistan, Albania, Algeria, Andorra, Angola, Antigua, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia,
Bosnia, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon, Canada, Cape Verde, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czechia, Czech Republic,
Denmark, Djibouti, Dominica, Dominican Republic, Ecuador, Egypt, El Salvador, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guyana,
Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho,
Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique,
Myanmar, Burma, Namibia, Nauru, Nepal, Netherlands, Holland, New Zealand, Nicaragua, Niger, Nigeria, North Korea, South Korea, Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Palestine, Panama, Papua New Guinea,
Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Samoa, San Marino, Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa,
South Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Timor, Togo, Tonga, Trinidad, Tunisia, Turkey, Turkmenistan, Tuvalu, Uganda, Ukraine,
United Arab Emirates, United Kingdom, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, United States, United States of America, USA, U.S., U.S.A., UK, U.K., Uruguay, Uzbekistan, Vanuatu, Vatican, Venezuela, Vietnam, Yemen,
Zambia, Zimbabwe, Soviet Union, USSR, Tibet, Hong Kong, Macau, Greenland, Puerto Rico, Bermuda, Catalonia, Bavaria, Tuscany, Sicily, Sardinia, Provence, Normandy, Brittany, Andalusia, Flanders, Crimea, Siberia, Kurdistan,
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota,
Tennessee, Texas, Utah, Vermont, Virginia, West Virginia, Georgia, Wisconsin, Wyoming, Washington DC, Washington D.C., Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan, Nova Scotia, New Brunswick, Newfoundland, Yukon,
Queensland, Tasmania, New South Wales, Punjab, Kerala, Gujarat, Rajasthan, Maharashtra, Bengal, Kashmir, Tamil Nadu, Karnataka, Sichuan, Guangdong, Yunnan, Xinjiang, Hokkaido, Okinawa, Cornwall, Yorkshire, Devon, Kent, Essex, Sussex, Norfolk,
Europe, Asia, Africa, North America, South America, Latin America, Central America, Oceania, Antarctica, Middle East, Scandinavia, Balkans, Caribbean, Southeast Asia, East Asia, Central Asia, Western Europe, Eastern Europe, European Union,
West Africa, East Africa, North Africa, Mesopotamia, Arctic, Himalayas, Himalaya, Alps, Andes, Rockies, Rocky Mountains, Pyrenees, Caucasus, Appalachians, Sahara, Gobi, Amazon rainforest, Amazon River, Amazon basin, Mount Everest, Everest, Kilimanjaro,
Mont Blanc, Mount Fuji, Vesuvius, Etna, Grand Canyon, Yellowstone, Yosemite, Niagara Falls, Great Barrier Reef, Pacific Ocean, Atlantic Ocean, Indian Ocean, Pacific, Atlantic, Mediterranean, Baltic, Black Sea, Red Sea, Dead Sea, Caspian Sea,
North Sea, English Channel, Persian Gulf, Suez Canal, Panama Canal, Nile, Danube, Rhine, Thames, Seine, Volga, Ganges, Yangtze, Mekong, Euphrates, Tigris, Rio Grande, Hudson River, Lake Victoria, Lake Michigan, Lake Baikal, Lake Titicaca, Loch Ness,
Galapagos, Bali, Sumatra, Borneo, Crete, Corsica, Ibiza, Majorca, Mallorca, Tenerife, Canary Islands, Azores, Madeira, Santorini, Zanzibar, Easter Island, Patagonia, Silicon Valley, Wall Street, Times Square, Central Park, Broadway,
Hollywood, Manhattan, Brooklyn, Queens, Harlem, Bronx, Long Island, Downing Street, Eiffel Tower, Taj Mahal, Great Wall, Colosseum, Big Ben, Statue of Liberty, Golden Gate Bridge, Machu Picchu, Stonehenge, Louvre, Kremlin, Berlin Wall, White House,
Abidjan, Abu Dhabi, Accra, Addis Ababa, Adelaide, Aleppo, Alexandria, Algiers, Amman, Amsterdam, Ankara, Antwerp, Athens, Atlanta, Auckland, Austin, Baghdad, Baku, Baltimore, Bangalore, Bangkok, Barcelona, Basel, Beijing, Beirut, Belfast,
Belgrade, Berlin, Bern, Birmingham, Bogota, Bologna, Bombay, Bonn, Bordeaux, Boston, Brasilia, Bratislava, Brisbane, Bristol, Brussels, Bucharest, Budapest, Buenos Aires, Cairo, Calcutta, Calgary, Cambridge, Canberra, Cannes, Cape Town,
Caracas, Cardiff, Casablanca, Chennai, Chicago, Cincinnati, Cleveland, Cologne, Copenhagen, Cusco, Dakar, Dallas, Damascus, Delhi, New Delhi, Denver, Detroit, Dhaka, Doha, Dresden, Dubai, Dublin, Durban, Edinburgh, Frankfurt, Florence, Geneva, Genoa,
Ghent, Glasgow, Guadalajara, Guangzhou, Hamburg, Hanoi, Harare, Havana, Helsinki, Hiroshima, Ho Chi Minh City, Honolulu, Houston, Hyderabad, Istanbul, Constantinople, Jakarta, Jerusalem, Johannesburg, Kabul, Karachi, Kathmandu, Kiev, Kyiv, Kingston,
Kinshasa, Krakow, Kuala Lumpur, Kyoto, Lagos, Lahore, Las Vegas, Leeds, Leipzig, Lima, Lisbon, Liverpool, Ljubljana, London, Los Angeles, Lucerne, Lyon, Madrid, Manchester, Manila, Marrakesh, Marrakech, Marseille, Mecca, Medina, Melbourne, Memphis, Miami,
Milan, Milwaukee, Minneapolis, Minsk, Montevideo, Montreal, Moscow, Mumbai, Munich, Nairobi, Naples, Nashville, New Orleans, New York City, NYC, Nice, Nuremberg, Oakland, Odessa, Osaka, Oslo, Ottawa, Oxford, Paris, Perth, Philadelphia, Pittsburgh,
Porto, Prague, Pyongyang, Quito, Reykjavik, Riga, Rio de Janeiro, Riyadh, Rome, Rotterdam, Salzburg, San Diego, San Francisco, Santiago, Sao Paulo, São Paulo, Sarajevo, Seattle, Seoul, Seville, Shanghai, Sheffield, Shenzhen, Sofia, Stockholm, St. Petersburg,
Saint Petersburg, Sydney, Taipei, Tallinn, Tbilisi, Tehran, Tel Aviv, The Hague, Tokyo, Toronto, Tripoli, Tunis, Turin, Valencia, Vancouver, Venice, Vienna, Vilnius, Warsaw, Wellington, Windsor, Winnipeg, Yokohama, York, Zagreb, Zurich, Pompeii, Troy, Babylon, Carthage
`)

/** Words that follow a number and a name in an address, or a name of a place. */
export const addressWords = list('Street, St, Road, Rd, Avenue, Ave, Lane, Boulevard, Blvd, Drive, Square, Court, Terrace, Highway')

/** Words that make a name of a place of the capitalised word beside them. */
export const placeWords = list('River, Lake, Mount, Mountains, Mountain, Island, Islands, Bay, Valley, Beach, County, Province, District, Desert, Ocean, Peninsula, Gulf, Strait, Coast, Falls, Canyon, National Park, Harbour, Harbor, City, Village, Town, Airport')

/** Peoples, languages and the adjectives of countries. */
export const peoples = list(`
American, Americans, African, Africans, Asian, Asians, European, Europeans, British, English, Scottish, Welsh, Irish, French, German, Germans, Italian, Italians, Spanish, Portuguese, Dutch, Belgian, Swiss, Austrian, Polish, Czech,
Slovak, Hungarian, Romanian, Bulgarian, Greek, Greeks, Turkish, Turks, Russian, Russians, Ukrainian, Ukrainians, Finnish, Swedish, Norwegian, Danish, Icelandic, Baltic, Slavic, Nordic, Scandinavian, Celtic, Gaelic, Roman, Romans, Byzantine,
Chinese, Japanese, Korean, Koreans, Vietnamese, Thai, Indonesian, Malay, Malaysian, Filipino, Indian, Indians, Pakistani, Bengali, Nepalese, Tibetan, Mongolian, Mongols, Persian, Persians, Iranian, Arab, Arabs, Arabic, Egyptian, Egyptians, Moroccan,
Ethiopian, Nigerian, Kenyan, Ghanaian, Zulu, Yoruba, Igbo, Maasai, Swahili, Berber, Mexican, Mexicans, Brazilian, Argentine, Peruvian, Chilean, Colombian, Cuban, Caribbean, Jamaican, Canadian, Australian, Maori, Polynesian, Hawaiian, Inuit, Navajo, Cherokee,
Apache, Sioux, Aztec, Aztecs, Maya, Mayan, Inca, Incas, Ottoman, Viking, Vikings, Saxon, Saxons, Norman, Normans, Victorian, Elizabethan, Soviet, Jewish, Jews, Hebrew, Yiddish, Kurdish, Punjabi, Tamil, Hispanic, Latino, Latina, Sami, Roma, Basque, Catalan, Breton, Georgian, Armenian, Amish
`)
