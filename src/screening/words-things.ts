const list = (words: string): ReadonlySet<string> => new Set(words.split(/[,\n]/).map((word) => word.trim().replace(/'s$/, '')).filter((word) => word !== ''))

/** Companies, organisations and products, as they are written. */
export const brands = list(`
Google, Microsoft, Apple, Amazon, Facebook, Meta, Instagram, WhatsApp, Messenger, Twitter, TikTok, Snapchat, LinkedIn, Pinterest, Reddit, Tumblr, YouTube, Youtube, Twitch, Netflix, Spotify, Hulu, Disney, Disneyland, Pixar, Marvel, Nintendo, Sony, PlayStation,
Xbox, Sega, Steam, Minecraft, Fortnite, Roblox, Pokemon, Pokémon, Tetris, Lego, LEGO, Barbie, Hasbro, Mattel, Monopoly, Scrabble, iPhone, iPad, iPod, MacBook, iMac, iOS, macOS, Android, Windows, Linux, Ubuntu, Siri, Alexa, Cortana, Kindle, Bing,
Chrome, Firefox, Safari, Gmail, Outlook, Excel, PowerPoint, Word document, Microsoft Word, Photoshop, Illustrator, Adobe, Dropbox, Slack, Zoom, Skype, Discord, Trello, Asana, Notion, Jira, GitHub, GitLab, Docker, Kubernetes, AWS, Azure, Salesforce, Oracle,
SAP, IBM, Intel, AMD, Nvidia, NVIDIA, Qualcomm, Cisco, Dell, Lenovo, Asus, Acer, HP, Hewlett-Packard, Samsung, LG, Huawei, Xiaomi, Nokia, Motorola, BlackBerry, Panasonic, Toshiba, Philips, Siemens, Bosch, Canon, Nikon, Kodak, Fujifilm, GoPro, Fitbit, Garmin,
Roomba, Dyson, KitchenAid, Tupperware, Post-it, Velcro, Band-Aid, Kleenex, Tesla, Toyota, Honda, Nissan, Mazda, Subaru, Hyundai, Kia, Ford, Chevrolet, General Motors, Chrysler, Jeep, BMW, Mercedes, Mercedes-Benz, Audi, Volkswagen, Porsche, Ferrari,
Lamborghini, Fiat, Renault, Peugeot, Volvo, Rolls-Royce, Bentley, Harley-Davidson, Boeing, Airbus, SpaceX, NASA, ESA, Lufthansa, Ryanair, Emirates, Uber, Lyft, Airbnb, Expedia, Tripadvisor, Booking.com, eBay, Etsy, Alibaba, Walmart, Costco, IKEA, Ikea, Zara,
Gucci, Prada, Chanel, Dior, Louis Vuitton, Hermes, Rolex, Swatch, Nike, Adidas, Puma, Reebok, Levi's, Coca-Cola, Coke, Pepsi, Fanta, Red Bull, Starbucks, McDonald's, McDonalds, Burger King, KFC, Subway, Domino's, Nestle, Nestlé, Nutella, Oreo, Heinz,
Kellogg's, Unilever, Procter & Gamble, Colgate, L'Oréal, Pfizer, Moderna, AstraZeneca, Bayer, Novartis, Johnson & Johnson, Tylenol, Advil, Viagra, Visa, Mastercard, MasterCard, PayPal, Venmo, Stripe, American Express, Goldman Sachs, JPMorgan, Citibank, HSBC, Barclays,
Nasdaq, NASDAQ, Bloomberg, Reuters, BBC, CNN, Fox News, The New York Times, New York Times, Washington Post, The Economist, Forbes, Time magazine, National Geographic, Wikipedia, Quora, Stack Overflow, ChatGPT, OpenAI, Open Assistant, GPT-3, GPT-4, GPT, DALL-E, Midjourney, DeepMind,
Anthropic, Hugging Face, Stable Diffusion, LAION, TensorFlow, PyTorch, WordPress, Shopify, Wix, Squarespace, Mailchimp, HubSpot, Zillow, DoorDash, Duolingo, Coursera, Udemy, Khan Academy, Canva, Figma, Bluetooth, USB stick, DHL, FedEx, UPS, Greenpeace, UNICEF, UNESCO,
United Nations, UN, World Health Organization, WHO, World Bank, IMF, NATO, OPEC, WTO, FIFA, UEFA, NBA, NFL, NHL, MLB, IOC, FBI, CIA, NSA, FDA, EPA, CDC, IRS, NIH, MIT, Harvard, Yale, Stanford, Princeton, Oxford University, Cambridge University, Red Cross, Amnesty International,
Interpol, Boy Scouts, Rotary, Bitcoin, Ethereum, Dogecoin, Tinder, Bumble, Telegram, WeChat, Weibo, Baidu, Tencent, Bonzi Buddy, Clippy, Dark Souls, Zelda, Mario Kart, Super Mario, World of Warcraft, Dungeons & Dragons, PubMed, GoodReads, Goodreads, IMDb, Craigslist, Yelp, QuickBooks, SharePoint
`)

/** Last words of the names of organisations and products. */
export const organisationWords = list('Inc, Inc., Ltd, Ltd., LLC, Corp, Corp., Corporation, Company, Co., GmbH, PLC, Group, Holdings, Industries, Technologies, Solutions, Systems, Labs, Studios, Bank, Airlines, Motors, University, College, Institute, Foundation, Association, Federation, Society, Museum, Agency, Organization, Organisation, Commission, Committee, Council, Ministry, Department, Bureau, Party, League, Club')

/** Capital letters that name no organisation. */
export const plainCapitals = list('SELECT, FROM, WHERE, INSERT, UPDATE, NULL, TRUE, FALSE, NAME, TODO, NOTE, YOLO, LOL, OMG, WTF, BTW, IMO, A, I, AM, PM, OK, TV, PC, CEO, CFO, CTO, HR, PR, FAQ, DIY, DNA, RNA, HIV, AIDS, MRI, CT, ER, IQ, EQ, ID, VIP, GPS, LED, LCD, CD, DVD, USB, CPU, GPU, RAM, ROM, SSD, HTML, CSS, SQL, API, URL, PDF, XML, JSON, HTTP, AI, ML, NLP, LLM, VR, AR, IT, UI, UX, SEO, ROI, KPI, B2B, B2C, GDP, USD, EUR, GBP, BC, AD, BCE, CE, UV, SPF, BMI, LGBT, LGBTQ, PhD, MBA, BA, BSC, STEM, ADHD, PTSD, OCD, COVID, COVID-19, SARS, CBT, HVAC, BPA, GMO, CO, NOT, AND, OR, THE, YOU, TO, DO, NO, YES, IF, IS, IN, ON, SMART, SWOT, MC, RPM, MPH, ATM, PIN, SMS, CRM, ERP, IOT, POS, RSVP, ASAP, FYI, PS, RGB, XX, XY, ATP, NADPH, III, II, IV, VI')

/** Words of religions; small letters, matched as whole words, plurals too. */
export const religionWords = list(`
christian, christians, christianity, catholic, catholics, catholicism, protestant, protestants, orthodox church, baptist, methodist, quaker, quakers, mormon, mormons, church, churches, bible,
biblical, gospel, jesus, christ, apostle, pope, vatican, baptism, communion, lent, easter, christmas, good friday, advent, pentecost, muslim, muslims, islam, islamic, quran, koran, mosque,
imam, ramadan, eid, hajj, sharia, hijab, halal, allah, sunni, shia, sufi, jew, jews, jewish, judaism, torah, talmud, synagogue, rabbi, kosher, passover, hanukkah, yom kippur, rosh hashanah,
bar mitzvah, sabbath, shabbat, hindu, hindus, hinduism, vedas, bhagavad gita, diwali, holi, karma, dharma, brahmin, caste, castes, puja, shiva, vishnu, krishna, ganesha, buddhist, buddhists,
buddhism, buddha, zen, nirvana, sutra, dalai lama, taoism, taoist, daoism, confucian, confucius, confucianism, shinto, sikh, sikhs, sikhism, gurdwara, jain, jainism, pagan, paganism, wicca,
voodoo, shaman, shamanism
`)

/** Feasts and what belongs to them. */
export const feastWords = list(`
thanksgiving, halloween, fourth of july, independence day, bastille day, valentine's day, mardi gras, carnival, oktoberfest, st. patrick's day, guy fawkes, boxing day, lunar new year,
chinese new year, mid-autumn festival, dragon boat, day of the dead, cinco de mayo, kwanzaa, quinceañera, nowruz, midsummer, santa claus
`)

/** States, parties and offices. */
export const politicsWords = list(`
parliament, congress, senate, senator, senators, house of representatives, supreme court, electoral college, republican, republicans, democrat, democrats, democratic party, labour party,
tory, tories, conservative party, communist party, communism, communist, fascism, fascist, nazi, nazis, nazism, constitution, amendment, second amendment, bill of rights
`)

/** Events, ages and orders of history. */
export const historyWords = list(`
declaration of independence, magna carta, monarchy, king, queen, emperor, empress, empire, dynasty, tsar, czar, pharaoh, pharaohs, sultan, caliphate, caliph, shogun, shogunate, samurai,
geisha, ninja, kamikaze, feudalism, feudal, knight, knights, medieval, middle ages, renaissance, reformation, inquisition, crusade, crusades, colony, colonies, colonial, colonialism,
colonization, slavery, slave trade, abolition, civil war, world war i, world war ii, world war, wwi, wwii, first world war, second world war, cold war, vietnam war, korean war, gulf war,
revolution, french revolution, american revolution, industrial revolution, russian revolution, cultural revolution, bolshevik, holocaust, genocide, apartheid, civil rights movement,
segregation, jim crow, suffragette, suffrage, black lives matter, brexit, treaty, great depression, new deal, treaty of versailles, silk road, roman empire, roman republic, ancient rome,
ancient greece, ancient egypt, ottoman empire, british empire, ming dynasty, qing dynasty, meiji, tiananmen, tienanmen, september 11, 9/11, perestroika, gulag, kgb, elections,
presidential election, president of the united states, prime minister
`)

/** Customs of groups of people. */
export const customWords = list(`
tribe, tribes, tribal, indigenous, native american, native americans, aboriginal, aborigines, first nations, gypsy, tea ceremony, siesta, bowing, haka, hula, powwow, sari, tipping,
table manners, etiquette, greeting customs, customs, anime, manga, bollywood, k-pop, super bowl, world series, olympics, royal family, class system, folk custom, ancestor worship,
arranged marriage, rite of passage, coming of age
`)

/** What is written in verse, and its parts. */
export const verseWords = list(`
poem, poems, poet, poets, poetry, poetic, verse, verses, stanza, stanzas, rhyme, rhymes, rhyming, rhymed, couplet, couplets, sonnet, haiku, limerick, limericks, ode, ballad, elegy, epic poem,
acrostic, villanelle, iambic, pentameter, metre of, free verse, lyric, lyrics, rap, song, songs, lullaby, carol, hymn, nursery rhyme, tongue twister, riddle, riddles
`)

/** Jokes and what is told for laughs. */
export const jokeWords = list(`
joke, jokes, joking, pun, puns, punchline, knock-knock, knock knock, stand-up comedy, standup comedy, stand-up, comedy, comedian, satire, satirical, parody, humorous, funny, hilarious,
sarcastic, witty, one-liner, dad joke, dad jokes, limericks
`)

/** Tales and myths, and who lives in them. */
export const taleWords = list(`
fairy tale, fairy tales, fairytale, tale, tales, folk tale, folktale, folktales, folklore, fable, fables, myth, myths, mythology, mythological, mythical, legend, legends, legendary,
once upon a time, happily ever after, bedtime story, ghost story, ghost stories, spooky story, campfire story, short story, story about, dragon, dragons, unicorn, unicorns, wizard, witch,
witches, fairy, fairies, elf, elves, goblin, troll, mermaid, enchanted, enchanted forest, prince, princess, zeus, odin, thor, loki, apollo, athena, poseidon, hercules, achilles, odysseus,
medusa, minotaur, phoenix, moral of the story
`)

/** Slang, sayings and words about them. */
export const slangWords = list(`
slang, slangy, gonna, wanna, gotta, ain't, y'all, yo, bro, dude, lol, lmao, omg, wtf, yolo, lit, dope, cringe, bae, on fleek, no cap, fam, vibe check, ghosted, ghosting, idiom, idioms,
proverb, proverbs, colloquial, metaphor poem, pirate, ahoy, arr, matey
`)

/** Dishes, clothes, furniture and ways of building of one tradition; plurals are matched too. */
export const traditionWords = list(`
sushi, sashimi, ramen, udon, soba, tempura, teriyaki, miso, tofu, sake, wasabi, bento, onigiri, mochi, matcha, okonomiyaki, kimchi, bibimbap, bulgogi, tteokbokki, gochujang, pho, banh mi,
pad thai, tom yum, satay, nasi goreng, rendang, laksa, adobo, lumpia, dim sum, dumpling, wonton, chow mein, peking duck, hot pot, mapo tofu, congee, baozi, mooncake, zongzi, curry, biryani,
naan, chapati, roti, samosa, tandoori, tikka masala, dal, paneer, chutney, lassi, dosa, idli, ghee, masala, vindaloo, korma, hummus, falafel, shawarma, kebab, tabbouleh, baklava, pita,
tahini, couscous, tagine, harissa, shakshuka, pilaf, dolma, halva, borscht, pierogi, pelmeni, blini, kvass, solyanka, goulash, schnitzel, bratwurst, sauerkraut, pretzel, strudel, stollen,
spätzle, fondue, raclette, rösti, paella, tapas, gazpacho, churro, chorizo, sangria, tortilla, taco, burrito, enchilada, quesadilla, tamale, guacamole, salsa, mole, pozole, nacho, empanada,
ceviche, arepa, feijoada, caipirinha, asado, mate, dulce de leche, jerk chicken, jambalaya, gumbo, grits, cornbread, clam chowder, lasagna, lasagne, risotto, gnocchi, tiramisu, carbonara,
bolognese, pesto, prosciutto, gelato, panettone, focaccia, bruschetta, polenta, minestrone, cannoli, ravioli, parmesan, mozzarella, croissant, baguette, ratatouille, coq au vin,
bouillabaisse, quiche, crêpe, crepe, escargot, soufflé, macaron, brioche, cassoulet, foie gras, crème brûlée, fish and chips, shepherd's pie, yorkshire pudding, haggis, scone, cornish pasty,
black pudding, full english breakfast, bangers and mash, smorgasbord, lutefisk, gravlax, jollof, fufu, injera, biltong, bobotie, ugali, poutine, pavlova, lamington, vegemite, pozole, tteok,
bagel, challah, matzo, matzah, gefilte, latke, kimono, yukata, obi, geta, hanbok, cheongsam, qipao, hanfu, sari, saree, salwar, kurta, dhoti, lehenga, turban, sarong, batik, kebaya, ao dai,
kilt, tartan, sporran, lederhosen, dirndl, clog, beret, poncho, sombrero, serape, huipil, moccasin, kaftan, caftan, thobe, abaya, burqa, keffiyeh, fez, dashiki, kente, agbada, toga, tunic,
corset, mantilla, flamenco dress, tracht, ushanka, sarafan, kokoshnik, tatami, futon, kotatsu, shoji, pagoda, yurt, ger, igloo, tipi, tepee, teepee, wigwam, longhouse, log cabin, adobe,
thatched, thatch, half-timbered, timber framing, wattle and daub, hammam, riad, hutong, siheyuan, torii, minaret, onion dome, samovar, hookah, tandoor, charpoy, hammock, dry stone wall,
sauna, banya, quilt, patchwork, loom, boomerang, didgeridoo, totem pole, canoe, kayak, gondola, rickshaw, traditional dress, traditional clothing, traditional costume, traditional dish,
traditional food, traditional house, folk costume, street food
`)

/** Words of programming. */
export const programWords = list(`
python, javascript, typescript, c++, c#, sql, html, css, php, golang, kotlin, swift code, haskell, matlab, visual basic, bash, shell script, powershell, regex, regular expression, json, yaml,
pseudocode, source code, coder, programming, programmer, function that, function in, function called, compile, compiler, debug, debugging, linked list, hash table, binary tree, binary search,
recursion, recursive, for loop, while loop, boolean, null, pointer, pointers, syntax error, stack trace, unit test, object-oriented, primary key, git, command line, terminal, node.js, django,
flask, spreadsheet formula, vlookup, excel formula
`)

/** Words of programming that have other uses too. */
export const technicalWords = list(`
java, ruby, rust, perl, xml, api, apis, algorithm, algorithms, code, coding, script, scripts, array, arrays, loop, integer, string, strings, variable, variables, exception, class diagram,
inheritance, database, query, queries, schema, commit, repository, docker, kubernetes, macro
`)

/** Words of formal mathematics. */
export const mathWords = list(`
equation, equations, polynomial, quadratic, derivative, derivatives, integral, integrals, matrix, matrices, eigenvalue, eigenvectors, theorem, lemma, proof, prove that, solve for, factor the,
logarithm, sine, cosine, formula, formulas, latex, algebra, calculus, summation, probability density, vector space, prime factorization, binary number, hexadecimal
`)

/** Names that are plain words too: at the beginning of a sentence they count as such. */
export const plainWords = list('Adobe, Apple, Amazon, Windows, Zoom, Subway, Slack, Stripe, Steam, Notion, Visa, Chrome, Safari, Puma, Ford, Monopoly, Bumble, Tinder, Meta, Oracle, Target, Nice, Turkey, Chile, Java, Queens, Shell, Canon, Discord, Messenger, Word, Excel, Telegram, Who, Un, Victoria, Cleveland, Troy, York, Kent')

/** Last words of the names of events, orders and feasts, which are no family names. */
export const eventWords = list('War, Wars, Revolution, Republic, Ages, Age, Deal, Reserve, Amendment, Act, Treaty, Empire, Dynasty, Era, Union, Festival, Movement, Year, Eve, Day, Week, Law, Rights, Party, Church, Test, Method, Theory, Effect, Award, Prize, Cup, League, Report, Plan, Program, Programme, Project, Christians, Summary, Introduction, Conclusion, Health, Management, Marketing, Learning, Intelligence, Energy, Service, Services, System, Strategy, Skills, Tips, Ideas, Questions, Time, Life, Work, World, Sun, Moon, Earth, Art, Science, History, Story, Song, Game, Games, Book, Team, Business, Education, Development, Technology, Safety, Support, Quality, Friday, Street')
