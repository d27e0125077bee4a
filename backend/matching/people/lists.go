package people

import "strings"

// culture is how people of one origin are named.
type culture struct {
	men, women    []string
	families      []string // whole family names, or roots
	endings       []string // put to the roots; none for whole names
	feminine      map[string]string
	two           bool // two family names
	hyphenMarried bool
}

// cultures are picked with equal weight. A fresh value each time: nothing here is shared or changed.
//
//nolint:funlen // a table
func cultures() []culture {
	return []culture{
		{
			men: split(`José Juan Carlos Luis Miguel Francisco Antonio Manuel Javier Alejandro Rafael Fernando Pedro Ignacio Andrés
				Sergio Enrique Ramón Guillermo Vicente Jesús Álvaro Íñigo Óscar Rubén Joaquín`),
			women: split(`María Carmen Ana Isabel Laura Cristina Marta Lucía Elena Pilar Mercedes Dolores Beatriz Rosario Teresa Sofía
				Inés Nuria Paula Concepción Montserrat Guadalupe Rocío Begoña Irene`),
			families: split(`García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz
				Moreno Álvarez Muñoz Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina
				Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano
				Prieto Méndez Cruz Calvo Gallego Vidal León Herrera Peña Cabrera Campos Vega Fuentes Carrasco Núñez Aguilar Echevarría`),
			two: true,
		},
		{
			men: split(`William Robert James John Michael Thomas Richard Charles Edward Daniel Matthew Anthony Steven Andrew Joshua
				Kenneth Timothy Gregory Samuel Benjamin Patrick Alexander Nicholas Jonathan Peter Philip Graham`),
			women: split(`Elizabeth Margaret Jennifer Katherine Susan Jessica Deborah Rebecca Patricia Barbara Christine Samantha Victoria
				Amanda Pamela Abigail Theresa Angela Stephanie Heather Claire Fiona Rachel Joanna`),
			families: split(`Ash Black Brad Brook Burn Clay Cran Dal East Fair Glen Grant Hart Haw Hol Kirk Lang Lin Mar Mel Nor Oak Pem
				Rad Row Shel Stan Thorn Wal Wes Whit Wood Har Din Bar`),
			endings:       split(`ford ham ley ton wood well field by worth man son land more ridge`),
			hyphenMarried: true,
		},
		{
			men: split(`Andreas Christian Daniel Florian Hans Jürgen Johannes Joachim Jörg Karl Klaus Maximilian Michael Matthias Stefan
				Sebastian Thomas Tobias Ulrich Wolfgang Günther Björn Manfred Friedrich Lukas`),
			women: split(`Andrea Anna Barbara Christina Daniela Elisabeth Franziska Gabriele Jana Johanna Julia Katharina Kerstin Margarethe
				Martina Monika Petra Sabine Stefanie Susanne Ulrike Käthe Jördis`),
			families: split(`Berg Stein Hof Kirch Linden Eichen Neu Alten Ober Nieder Rosen Winter Wald Bach Brand Buch Feld Gold Grün Hagen
				Hirsch König Löwen Schön Schäf Weiß Wester Zimmer Acker Birn Vogel Stäuf`),
			endings:       split(`mann meier bauer müller er haus hofer berger huber dorf thal ner egger schmidt`),
			hyphenMarried: true,
		},
		{
			men: split(`Jean Pierre Michel François Philippe Laurent Nicolas Julien Stéphane Frédéric Christophe Éric Benoît Jérôme
				Guillaume Antoine Matthieu Sébastien`),
			women: split(`Marie Nathalie Isabelle Sylvie Catherine Céline Aurélie Hélène Chloé Émilie Sandrine Véronique Élodie Camille
				Mathilde Juliette Agnès`),
			families:      split(`Bel Mont Beau Char Des Fon Gir Lam Mar Mou Per Rou Vil Bou Cha Du Four Gau Jac Lef Mer Pel Roy Tou Ver`),
			endings:       split(`nand ard bert eaux el ier in ot oux ain on teau lier gnon chet val`),
			hyphenMarried: true,
		},
		{
			men: split(`Giuseppe Giovanni Antonio Mario Luigi Francesco Salvatore Vincenzo Filippo Marco Paolo Alessandro
				Andrea Stefano Davide Niccolò`),
			women:    split(`Maria Giulia Francesca Chiara Federica Valentina Alessandra Paola Silvia Elisa Daniela Caterina Eleonora Noemi`),
			families: split(`Bian Bell Car Colomb Cont Esposit Ferr Gall Grec Lomb Mar Mor Ricc Ross Russ Sant Vit Zan Batt Pell Cavall Fon`),
			endings:  split(`i ini etti elli ucci oni esi ardi ato aro ano izzi arello`),
		},
		{
			men:   split(`Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Jakub Stanisław Łukasz Wojciech Zbigniew Grzegorz`),
			women: split(`Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Joanna Zofia Elżbieta Monika Świętosława`),
			families: split(`Kowal Wiśniew Kamiń Lewandow Zieliń Szymań Dąbrow Kozłow Jankow Wojciechow Krawczyń Piotrow
				Grabow Pawłow Nowakow Majew Ostrow Jabłoń Wróblew Malinow`),
			endings: split(`ski`), feminine: map[string]string{"ski": "ska"}, hyphenMarried: true,
		},
		{
			men:   split(`João Pedro Tiago Rui Luís Nuno Gonçalo André Ricardo Hélder Sérgio Vítor Eduardo`),
			women: split(`Maria Ana Inês Beatriz Mariana Catarina Margarida Sónia Cláudia Patrícia Conceição`),
			families: split(`Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes
				Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro
					Araújo Guimarães Figueiredo`),
			two: true,
		},
		{
			men:      split(`Lars Anders Søren Jørgen Bjørn Håkon Magnus Erik Øyvind Åke Göran Henrik Kåre Jens`),
			women:    split(`Ingrid Astrid Kirsten Åse Solveig Birgitta Märta Sofie Karin Hanne Mette`),
			families: split(`Ander Søren Jørgen Peder Niel Lar Han Ras Mik Knud Bjørk Lind Sjö Ek Berg Nord Sund Hög Ström Dahl`),
			endings:  split(`sen sson berg ström lund gaard qvist holm`),
		},
	}
}

func split(words string) []string { return strings.Fields(words) }

// written is a name in another alphabet with the Latin ways of writing it.
type written struct {
	own   string
	latin []string
}

func writtenList(text string) []written {
	var list []written
	for _, entry := range strings.Fields(text) {
		parts := strings.Split(entry, "/")
		list = append(list, written{own: parts[0], latin: parts[1:]})
	}
	return list
}

// alphabet is a culture that writes its names in other letters.
type alphabet struct {
	men, women, families []written
	feminine             [2]string // what a woman's family name ends with, in both ways of writing
	familyFirst          bool
}

func alphabets() []alphabet {
	return []alphabet{
		{
			men: writtenList(`Дмитрий/Dmitry/Dmitrii/Dmitriy Сергей/Sergey/Sergei Алексей/Alexey/Aleksei
				Михаил/Mikhail/Michail Андрей/Andrey/Andrei
				Николай/Nikolay/Nikolai Юрий/Yuri/Yury/Iurii Евгений/Evgeny/Evgenii/Yevgeny Владимир/Vladimir Александр/Alexander/Aleksandr`),
			women: writtenList(`Юлия/Yulia/Julia/Iuliia Наталья/Natalia/Natalya Татьяна/Tatiana/Tatyana Ольга/Olga Светлана/Svetlana
				Екатерина/Ekaterina/Yekaterina Анна/Anna Ксения/Ksenia/Xenia/Kseniya`),
			families: writtenList(`Иванов/Ivanov Кузнецов/Kuznetsov/Kusnezov Смирнов/Smirnov Соколов/Sokolov Лебедев/Lebedev Козлов/Kozlov
				Новиков/Novikov Морозов/Morozov Волков/Volkov Соловьёв/Solovyov/Soloviev Васильев/Vasilyev/Vasiliev Зайцев/Zaitsev/Zaytsev
				Павлов/Pavlov Голубев/Golubev Виноградов/Vinogradov Богданов/Bogdanov Воробьев/Vorobyov/Vorobiev Фёдоров/Fedorov/Fyodorov
				Михайлов/Mikhailov/Mihaylov Беляев/Belyaev/Beliaev Тарасов/Tarasov Белов/Belov Комаров/Komarov Орлов/Orlov Киселёв/Kiselev
				Макаров/Makarov Андреев/Andreev/Andreyev Ковалёв/Kovalev/Kovalyov Хомяков/Khomyakov/Homiakov Щербаков/Shcherbakov`),
			feminine: [2]string{"а", "a"},
		},
		{
			men: writtenList(`Γεώργιος/Georgios Δημήτρης/Dimitris Νικόλαος/Nikolaos Κωνσταντίνος/Konstantinos/Constantinos
				Παναγιώτης/Panagiotis Βασίλης/Vasilis/Vassilis`),
			women: writtenList(`Μαρία/Maria Ελένη/Eleni Κατερίνα/Katerina Σοφία/Sofia/Sophia Αγγελική/Angeliki/Aggeliki`),
			families: writtenList(`Παπαδόπουλος/Papadopoulos Οικονόμου/Oikonomou/Economou Γεωργίου/Georgiou Παππάς/Pappas Νικολάου/Nikolaou
				Καραγιάννης/Karagiannis/Karayannis Βλάχος/Vlachos Αντωνίου/Antoniou Μακρής/Makris Κωνσταντίνου/Konstantinou`),
		},
		{
			men:   writtenList(`伟/Wei 强/Qiang 磊/Lei 军/Jun 勇/Yong 杰/Jie 涛/Tao 明/Ming 超/Chao 建国/Jianguo 志强/Zhiqiang 小明/Xiaoming`),
			women: writtenList(`芳/Fang 娜/Na 敏/Min 静/Jing 丽/Li 艳/Yan 秀英/Xiuying 玉兰/Yulan 婷婷/Tingting`),
			families: writtenList(`王/Wang 李/Li 张/Zhang 刘/Liu 陈/Chen 杨/Yang 赵/Zhao 黄/Huang 周/Zhou 吴/Wu 徐/Xu 孙/Sun 胡/Hu 朱/Zhu 高/Gao 林/Lin
				何/He 郭/Guo 马/Ma 罗/Luo`),
			familyFirst: true,
		},
	}
}

// shortForms are what people call themselves. Not all of them are in the matcher's own list, as in life.
func shortForms() map[string][]string {
	return map[string][]string{
		"José": {"Pepe"}, "Francisco": {"Paco", "Fran", "Kiko"}, "Manuel": {"Manolo", "Manu"}, "Ignacio": {"Nacho"},
		"Jesús":  {"Chus", "Suso"},
		"Rafael": {"Rafa"}, "Fernando": {"Fer", "Nando"}, "Alejandro": {"Álex", "Jandro"}, "Enrique": {"Quique"}, "Javier": {"Javi"},
		"Guillermo": {"Guille"}, "Mercedes": {"Merche"}, "Dolores": {"Lola"}, "Beatriz": {"Bea"}, "Rosario": {"Charo"}, "Isabel": {"Isa"},
		"Concepción": {"Concha"}, "Montserrat": {"Montse"}, "Cristina": {"Cris"}, "Pilar": {"Pili"}, "Teresa": {"Tere"},
		"Vicente": {"Chente"},
		"William": {"Bill", "Will"}, "Robert": {"Bob", "Rob"}, "James": {"Jim", "Jamie"}, "John": {"Jack"},
		"Michael": {"Mike"}, "Thomas": {"Tom"},
		"Richard": {"Rick", "Dick"}, "Charles": {"Chuck", "Charlie"}, "Edward": {"Ed", "Ted"}, "Daniel": {"Dan", "Danny"},
		"Matthew": {"Matt"},
		"Anthony": {"Tony"}, "Steven": {"Steve"}, "Andrew": {"Andy", "Drew"}, "Joshua": {"Josh"}, "Kenneth": {"Ken"}, "Timothy": {"Tim"},
		"Gregory": {"Greg"}, "Samuel": {"Sam"}, "Benjamin": {"Ben"}, "Patrick": {"Pat", "Paddy"}, "Alexander": {"Alex", "Sandy"},
		"Nicholas": {"Nick"}, "Jonathan": {"Jon"}, "Peter": {"Pete"}, "Philip": {"Phil"},
		"Elizabeth": {"Liz", "Beth", "Lisa"}, "Margaret": {"Maggie", "Peggy"}, "Jennifer": {"Jen", "Jenny"},
		"Katherine": {"Kate", "Kathy", "Kat"},
		"Susan":     {"Sue"}, "Jessica": {"Jess"}, "Deborah": {"Debbie"}, "Rebecca": {"Becky"}, "Patricia": {"Trish", "Pat"},
		"Barbara":   {"Barb"},
		"Christine": {"Chris"}, "Samantha": {"Sam"}, "Victoria": {"Vicky", "Tori"}, "Amanda": {"Mandy"}, "Pamela": {"Pam"},
		"Abigail": {"Abby"},
		"Theresa": {"Terri"}, "Angela": {"Angie"}, "Stephanie": {"Steph"}, "Joanna": {"Jo"},
		"Andreas": {"Andi"}, "Maximilian": {"Max"}, "Joachim": {"Jochen", "Achim"}, "Matthias": {"Matze"}, "Sebastian": {"Basti"},
		"Ulrich": {"Uli"}, "Friedrich": {"Fritz"}, "Johannes": {"Hannes"}, "Katharina": {"Kathi"}, "Franziska": {"Franzi"},
		"Christina": {"Tina"},
		"Susanne":   {"Susi"}, "Wolfgang": {"Wolfi"}, "Giuseppe": {"Beppe", "Pino"}, "Giovanni": {"Gianni"},
		"Vincenzo": {"Enzo"}, "Francesco": {"Franco"},
		"Salvatore": {"Totò"}, "Krzysztof": {"Krzysiek"}, "Jakub": {"Kuba"}, "Katarzyna": {"Kasia"}, "Małgorzata": {"Gosia"},
		"Magdalena": {"Magda"},
		"Stanisław": {"Staszek"}, "Frédéric": {"Fred"}, "Stéphane": {"Steph"}, "Nicolas": {"Nico"}, "Ricardo": {"Rick"}, "Eduardo": {"Edu"},
	}
}

// other is a given name that looks like another and is not: traps for who forgives mistakes.
func others() map[string]string {
	return map[string]string{
		"María": "Mario", "Maria": "Mario", "Mario": "Maria", "Daniel": "Daniela", "Daniela": "Daniel", "Andrea": "Andreas",
		"Andreas": "Andrea",
		"Martina": "Martin", "Christian": "Christina", "Christina": "Christian", "Michael": "Michaela", "Juan": "Joan", "Luis": "Luisa",
		"Francisco": "Francisca", "Alexander": "Alexandra", "Stefan": "Stefanie", "Paula": "Pablo", "Julia": "Julian", "Antonio": "Antonia",
		"Marta": "Marina", "Carlos": "Carla", "Jana": "Jan", "Johanna": "Johannes", "Patrick": "Patricia", "John": "Joan",
		"Robert": "Roberta",
		"Laura":  "Laurent", "Ana": "Anabel", "Gabriele": "Gabriel", "Rafael": "Raquel", "Manuel": "Manuela",
	}
}

// companyRoots are the beginnings, the ends and the trades of companies' names.
func companyRoots() [3][]string {
	return [3][]string{split(`Fabri Conto North Adven Lito Tail Wing Prosa Blu Alpi Grapha Trego Humo Conso Lamno Muna
		Sud Wodgro Relec Cohova Nodpu Vansi Bello
			Orvi Tesca Quila Marno Zefi Dravo Ilmen`), split(`kam so wind tura ware spin tip vale yonda ine gon na ridge lia
				mex dor pex rim tano bery
			vix lund stra qua mont fer gil zen rok nova`),
		split(`Pharma Foods Steel Logistics Energy Bank Media Textiles Robotics Optics Marine Paper Glass Motors Travel Health Insurance
			Consulting Software Trading`)}
}

func forms() []string {
	return []string{"GmbH", "AG", "S.L.", "S.A.", "Inc.", "Inc", "Ltd", "Ltd.", "LLC", "S.r.l.", "SAS", "B.V.",
		"GmbH & Co. KG", "Sp. z o.o.",
		"AB", "Corporation", "plc", "S.p.A.", "Lda.", "Corp."}
}

//nolint:misspell // Spanish
func titles() []string {
	return []string{"Sales Manager", "Head of Purchasing", "Chief Technology Officer", "Software Engineer",
		"Marketing Director", "HR Business Partner",
		"Plant Manager", "Key Account Manager", "Financial Controller", "Vice President Operations", "Data Scientist", "Legal Counsel",
		"Product Owner", "Procurement Specialist", "Chief Executive Officer", "Quality Engineer", "Logistics Coordinator",
		"Director Comercial",
		"Responsable de Compras", "Leiter Einkauf", "Geschäftsführer", "Ingeniero de Producción", "Office Administrator", "IT Architect",
		"Customer Success Lead", "Research Chemist", "Treasury Analyst", "Brand Strategist", "Warehouse Supervisor", "Training Officer"}
}

// retitled are other words for the same work.
func retitled() map[string]string {
	return map[string]string{"Chief Technology Officer": "CTO", "Chief Executive Officer": "CEO",
		"Vice President Operations": "VP Operations",
		"Sales Manager":             "Senior Sales Manager", "Software Engineer": "Sr. Software Engineer",
		"Key Account Manager": "KAM | Key Account Manager",
		"Marketing Director":  "Director of Marketing", "HR Business Partner": "Human Resources Business Partner"}
}
