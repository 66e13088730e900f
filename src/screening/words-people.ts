const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Given names in use where English is written about people, from many languages. */
export const givenNames = list(`
Aaron Adelaide Abdul Abdullah Abigail Abraham Ada Adam Adele Adrian Agatha Agnes Ahmed Aisha Akira Alan Albert Alejandro Alessandro Alex Alexander Alexandra Alexei Alfred Ali Alice Alicia
Alison Alistair Allen Alma Amanda Amartya Amelia Amina Amir Amit Amy Ana Anastasia Anders Andre Andrea Andreas Andrei Andres Andrew Angela Angelina Anita Anjali Ann Anna Anne Annie
Anthony Antoine Anton Antonio Anya Arjun Armando Arnold Arthur Arturo Ashley Astrid Audrey August Augustus Ava Ayesha Barack Barbara Beatrice Beatrix Ben Benjamin Bernard Bernie Bertha
Beth Betty Beverly Bianca Bill Billie Bjorn Bob Bonnie Boris Brad Bradley Brandon Brenda Brian Bridget Britney Bruce Bruno Bryan Caleb Calvin Cameron Camille Carl Carla Carlos Carmen
Carol Caroline Carolyn Catherine Cecilia Celia Cesar Chandra Charles Charlie Charlotte Chen Cheryl Chloe Chris Christian Christina Christine Christopher Clara Claude Claudia Clive
Connor Constance Craig Cristiano Cynthia Daisy Dale Damien Dan Daniel Daniela Danielle Darius Dave David Dean Deborah Deepak Delia Denise Dennis Derek Diana Diane Diego Dimitri
Dmitri Dolores Dominic Don Donald Donna Dora Doris Dorothy Douglas Duncan Dwight Dylan Ed Eddie Edgar Edith Edmund Eduardo Edward Edwin Elaine Eleanor Elena Elias Elijah Elisabeth
Elizabeth Ella Ellen Elliot Elon Elsa Elvis Emil Emilia Emily Emma Emmanuel Emmy Enrico Eric Erica Erik Erin Ernest Ernesto Esther Ethan Eugene Eva Evelyn Farah Fatima Felipe Felix
Fernando Fiona Florence Frances Francesca Francesco Francis Francisco Frank Franklin Frans Franz Fred Frederick Frederic Frida Fritz Fyodor Gabriel Gabriela Galileo Gary Gavin
Geoffrey George Georgia Gerald Gerard Gertrude Giovanni Gina Giulia Giuseppe Gladys Glenn Gloria Gordon Grace Graham Greg Gregor Gregory Greta Guillermo Gustav Gustavo Guy Hannah
Hans Harold Harriet Harry Haruki Hassan Heather Hector Heidi Heinrich Helen Helena Henri Henrik Henry Herbert Herman Hermann Hilary Hillary Hiroshi Holly Homer Horace Howard Hubert
Hugh Hugo Humphrey Ian Ibrahim Ida Igor Imani Ines Ingrid Irene Iris Isaac Isabel Isabella Isaiah Ismail Ivan Jack Jackie Jacob Jacqueline Jacques Jake James Jamie Jan Jana Jane Janet Janice
Jared Jasmine Jason Javier Jawaharlal Jay Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerome Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Joaquin Joe Joel Johan Johann Johannes John
Johnny Jon Jonas Jonathan Jorge Jose Josef Joseph Joshua Josephine Joyce Juan Juanita Judith Judy Julia Julian Julie Juliet Julius June Jung Justin Kamala Karen Karim Karin Karl Kate
Katherine Kathleen Kathryn Katie Katrina Keanu Keiko Keith Kelly Ken Kenji Kenneth Kevin Khalid Kim Kimberly Kofi Kristen Kumar Kurt Kwame Kyle Lars Laura Lauren Laurence Laurent Lawrence
Layla Leah Lee Leila Lena Leo Leon Leonard Leonardo Leslie Lewis Liam Lily Linda Lionel Lisa Liz Lloyd Lois Lorenzo Louis Louise Lucas Lucia Lucy Ludwig Luigi Luis Luke Lydia Mabel
Madeleine Madison Mae Magnus Mahatma Malcolm Malik Manuel Marcel Marco Marcus Margaret Maria Marian Marie Marilyn Mario Marion Mario Marissa Mark Marlon Marsha Martha Martin Marvin Mary Maryam
Masako Mateo Matilda Matt Matthew Maureen Maurice Max Maximilian Maya Megan Mehmet Mei Melanie Melissa Mia Michael Michelle Miguel Mike Mikhail Mila Mildred Miles Millie Milton Mina Ming
Miranda Miriam Mohamed Mohammad Mohammed Mohan Moira Molly Mona Monica Morgan Moses Muhammad Murray Nadia Nancy Naomi Napoleon Narendra Natalia Natalie Natasha Nathan Nathaniel Neil Nelson
Niccolo Nicholas Nick Nicola Nicolas Nicole Niels Nikita Nikola Nikolai Nina Noah Noam Nora Norman Olaf Olga Oliver Olivia Omar Oprah Orlando Oscar Otto Pablo Pamela Patricia Patrick
Paul Paula Pauline Pedro Peggy Penelope Percy Peter Petra Phil Philip Phillip Phoebe Pierre Piotr Priya Prudence Quentin Quincy Rachel Rafael Raj Rajesh Ralph Ramon Randy Raphael Rashid
Ravi Ray Raymond Rebecca Reginald Rene Rhea Ricardo Richard Rick Rita Rob Robert Roberto Robin Rodrigo Roger Rohan Roland Ron Ronald Rosa Rosalind Rosa Rosemary Roy Ruby Rudolf Rudyard
Rupert Russell Ruth Ryan Sabrina Sadie Saul Sally Salma Salvador Sam Samantha Samir Samuel Sandra Sanjay Sara Sarah Sasha Scott Sean Sebastian Selena Serena Sergei Sergio Seth Shane Sharon
Sheila Sherlock Shirley Sidney Siegfried Sigmund Silvia Simon Simone Sofia Sonia Sophia Sophie Srinivasa Stacy Stan Stanislav Stanley Stefan Stella Stephanie Stephen Steve Steven Stewart
Stuart Sue Sunil Susan Suzanne Sven Sylvia Takashi Tamara Tanya Tariq Tatiana Ted Terence Teresa Terry Thelma Theo Theodore Theresa Thomas Thurgood Tiffany Tim Timothy Tina Tobias Todd Tom
Tomas Tony Tracy Travis Trevor Tristan Ulrich Umberto Ursula Usain Valentina Valerie Vanessa Vasco Vera Verna Veronica Victor Victoria Viktor Vincent Viola Virginia Vivian Vladimir Wade Walter
Wanda Warren Wassily Wayne Wei Wendy Werner Wilbur Wilhelm William Willa Winston Wolfgang Xavier Yasmin Yasuo Yolanda Yoko Yuki Yuri Yusuf Yves Zachary Zara Zelda Zhang Zoe Zora
`)

/** Titles before a person's name. */
export const personTitles = list('Mr Mrs Ms Dr Professor Prof President Senator Sir Dame Lord Lady King Queen Prince Princess Pope Saint St Captain General Emperor Judge Governor Chancellor Minister Chairman Director Detective Inspector')

/** Family names known the world over: with any word before them they make a name. */
export const familyNames = list(`
Smith Jones Johnson Williams Brown Miller Davis Garcia Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Taylor Moore Jackson Thompson Harris Clark Robinson Walker Wright Nguyen Patel
Kim Park Lee Chen Wang Zhang Liu Singh Kumar Sharma Gupta Khan Tanaka Suzuki Yamamoto Watanabe Mueller Schmidt Schneider Fischer Weber Meyer Wagner Becker Rossi Russo Ferrari Bianchi Silva
Santos Oliveira Souza Pereira Costa Ivanov Petrov Smirnov Kuznetsov Novak Kowalski Nowak Andersson Johansson Karlsson Hansen Larsen Nielsen Jensen Murphy Kelly Sullivan Walsh Campbell Stewart
Einstein Newton Darwin Shakespeare Beethoven Mozart Bach Picasso Napoleon Bonaparte Churchill Lincoln Washington Roosevelt Kennedy Obama Trump Biden Clinton Gandhi Mandela Curie Tesla Edison
Hawking Turing Lovelace Galilei Copernicus Kepler Pasteur Freud Jung Nietzsche Kant Descartes Plato Tolstoy Dostoevsky Chekhov Hemingway Dickens Austen Orwell Tolkien Rowling Twain Poe
Musk Bezos Gates Jobs Zuckerberg Buffett Winfrey Presley Jackson Swift Dylan Lennon Hendrix Chaplin Hitchcock Spielberg Tarantino Kubrick Carlin Seinfeld Armstrong Aldrin Gagarin Columbus Magellan
Keynes Marx Lenin Stalin Hitler Mussolini Thatcher Merkel Putin Vinci Gogh Monet Kahlo Warhol Dali Rembrandt Wilde Joyce Woolf Plath Frost Whitman Angelou Neruda Borges Kafka Goethe Camus Sartre
`)
