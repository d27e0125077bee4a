package practice

// The cast are the customers and contacts that the sample LinkedIn archive is about. The rest of the sample company is
// drawn at random around them.

type castAccount struct{ name, domain, city, country string }

var castAccounts = []castAccount{
	{"Ferrocarriles del Litoral", "litoral.example", "Valencia", "Spain"},
	{"Kolej Mazowsze S.A.", "kolejmazowsze.example", "Warszawa", "Poland"},
	{"Brückner Bahntechnik GmbH", "brueckner.example", "Görlitz", "Germany"},
	{"海辰轨道交通", "haichen.example", "青岛", "China"},
	{"شركة الواحة للنقل", "alwaha.example", "دبي", "United Arab Emirates"},
	{"Sông Hồng Logistics", "songhong.example", "Hà Nội", "Vietnam"},
	{"Compagnie des Rails Alpins", "railsalpins.example", "Annecy", "France"},
	{"Lisboa Eléctricos", "electricos.example", "Lisboa", "Portugal"},
	{"Norrland Tåg AB", "norrlandtag.example", "Umeå", "Sweden"},
	{"Great Plains Transit", "greatplains.example", "Omaha", "United States"},
}

// castMember is one person of the archive. Account is an index into castAccounts, -1 for nobody's. Mail is the address in
// the CRM; mailShown says that LinkedIn's Connections.csv shows it too.
type castMember struct {
	first, last, slug, title string
	account                  int
	mail                     string
	mailShown                bool
	// connection says that the member is in Connections.csv; company is what stands there, the account's name if empty.
	connection bool
	company    string
	table      string // contact, lead, or "" for somebody who is not in the CRM
}

var cast = []castMember{
	// Contacts, found by the address in Connections.csv.
	{"Lucía", "Ferrer Molina", "lucia-ferrer-molina", "Directora de Compras", 0, "lucia.ferrer", true, true, "", "contact"},
	{"Piotr", "Wiśniewski", "piotr-wisniewski-rail", "Kierownik Taboru", 1, "piotr.wisniewski", true, true, "", "contact"},
	{"Katharina", "Größler", "katharina-groessler", "Leiterin Einkauf", 2, "katharina.groessler", true, true, "", "contact"},
	{"晓雨", "陈", "xiaoyu-chen-haichen", "采购总监", 3, "xiaoyu.chen", true, true, "", "contact"},
	{"ليلى", "الحداد", "layla-alhaddad", "مديرة المشاريع", 4, "layla.alhaddad", true, true, "", "contact"},
	{"Minh Châu", "Nguyễn", "chau-nguyen-minh", "Trưởng phòng Vận hành", 5, "chau.nguyen", true, true, "", "contact"},
	// Contacts, found by name and company: no address shown.
	{"Étienne", "Vaucher", "etienne-vaucher", "Directeur Technique", 6, "etienne.vaucher", false, true, "", "contact"},
	{"Inês", "Carvalho", "ines-carvalho-lx", "Diretora de Operações", 7, "ines.carvalho", false, true, "", "contact"},
	{"Anders", "Sjöberg", "anders-sjoberg", "Fordonschef", 8, "anders.sjoberg", false, true, "", "contact"},
	{"Marcus", "Whitfield", "marcus-whitfield", "VP Fleet", 9, "marcus.whitfield", false, true, "", "contact"},
	// Two contacts with one name; the member shows neither company nor address.
	{"Maria", "Silva", "maria-silva-7b31", "Gestora de Frota", 7, "maria.silva", false, false, "", "contact"},
	{"Maria", "Silva", "", "Jefa de Flota", 0, "m.silva", false, false, "", "contact"},
	// A contact whose company on LinkedIn is another one.
	{"Thomas", "Keller", "thomas-keller-berater", "Projektleiter", 2, "thomas.keller", false, true, "Keller Beratung", "contact"},
	// Leads.
	{"結衣", "田中", "yui-tanaka-jp", "調達マネージャー", -1, "yui.tanaka@hoshirail.example", true, true, "星レール工業", "lead"},
	{"Omar", "Benali", "omar-benali-tram", "Chef de projet", -1, "omar.benali@tramatlas.example", false, true, "Tram Atlas", "lead"},
	// Nobody in the CRM.
	{"Grzegorz", "Nowicki", "grzegorz-nowicki", "Inżynier", -1, "", false, true, "Warsztat Nowicki", ""},
	{"Hanna", "Virtanen", "hanna-virtanen", "Hankintapäällikkö", -1, "hanna.virtanen@raitio.example", true, true, "Raitio Oy", ""},
	{"Rachel", "Oduya", "rachel-oduya", "Consultant", -1, "", false, true, "Oduya & Partners", ""},
	{"Bảo", "Trần", "bao-tran-dn", "Kỹ sư", -1, "", false, false, "", ""},
	{"Giulia", "De Angelis", "giulia-deangelis", "Ufficio Gare", -1, "", false, true, "Tranvie Riviera", ""},
	{"Siobhán", "O'Dowd", "siobhan-odowd", "Recruiter", -1, "", false, false, "", ""},
	{"Çağlar", "Öztürk", "caglar-ozturk", "Filo Müdürü", -1, "", false, true, "Körfez Tramvay", ""},
	{"Devika", "Raman", "devika-raman", "Programme Manager", -1, "", false, true, "Coastline Metro", ""},
}

func (m castMember) name() string {
	if m.first == "" {
		return m.last
	}
	return m.first + " " + m.last
}

func (m castMember) address() string {
	if m.account >= 0 {
		return m.mail + "@" + castAccounts[m.account].domain
	}
	return m.mail
}

func (m castMember) employer() string {
	if m.company != "" || m.account < 0 {
		return m.company
	}
	return castAccounts[m.account].name
}

func (m castMember) url() string {
	if m.slug == "" {
		return ""
	}
	return "https://www.linkedin.com/in/" + m.slug
}
