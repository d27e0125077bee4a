package practice

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A culture is where an invented person comes from: first and last names are drawn from it at random, so a full name is
// nobody's.
type culture struct {
	country, dial string
	firsts, lasts []string
	cities        []string
}

var cultures = []culture{
	{
		country: "Spain", dial: "+34 9", cities: words("Valencia Bilbao Zaragoza Málaga"),
		firsts: words("Lucía Hugo Martina Iker Nerea Álvaro Begoña Joaquín Rocío Íñigo"),
		lasts:  words("Ferrer Molina Ibáñez Cañizares Peñalver Urrutia Valdés Lozano Serrano Quintana"),
	},
	{
		country: "Poland", dial: "+48 2", cities: words("Łódź Gdańsk Kraków Wrocław"),
		firsts: words("Agnieszka Paweł Małgorzata Łukasz Żaneta Grzegorz Zofia Bartłomiej Iwona Stanisław"),
		lasts:  words("Wiśniewska Dąbrowski Wójcik Kamiński Śliwa Zając Źrebiec Jabłoński Mazur Krawczyk"),
	},
	{
		country: "Germany", dial: "+49 3", cities: words("Köln Dresden Nürnberg Görlitz"),
		firsts: words("Jürgen Käthe Björn Annegret Günther Sören Friederike Lothar Ännchen Uwe"),
		lasts:  words("Größler Schäfer Köhler Weißmann Hübner Vögele Krüger Bäcker Lindemann Straß"),
	},
	{
		country: "China", dial: "+86 2", cities: words("上海 成都 青岛 武汉"),
		firsts: words("晓雨 建国 丽华 志强 雅婷 文博 思远 佳怡 俊杰 雪梅"),
		lasts:  words("陈 王 李 张 刘 赵 周 吴 徐 孙"),
	},
	{
		country: "United Arab Emirates", dial: "+971 4", cities: words("دبي الشارقة العين"),
		firsts: words("ليلى عمر نورة خالد مريم يوسف سلمى طارق هالة ماجد"),
		lasts:  words("الحداد النجار المنصوري الخطيب العطار القاسم الفارسي السعدي الشامي الزين"),
	},
	{
		country: "Vietnam", dial: "+84 2", cities: []string{"Hà Nội", "Đà Nẵng", "Hải Phòng", "Cần Thơ"},
		firsts: words("Châu Bảo Hạnh Đức Thảo Quỳnh Tuấn Ngọc Huyền Khải"),
		lasts:  words("Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ"),
	},
	{
		country: "France", dial: "+33 4", cities: words("Annecy Grenoble Besançon Orléans"),
		firsts: words("Étienne Chloé François Maëlle Loïc Hélène Benoît Anaïs Gaël Océane"),
		lasts:  words("Vaucher Lefèvre Garnier Béranger Château Noël Dubois Mercier Prévost Rivière"),
	},
	{
		country: "Portugal", dial: "+351 2", cities: words("Lisboa Porto Coimbra Évora"),
		firsts: words("Inês João Conceição Simão Luísa Estêvão Graça António Mafalda Nuno"),
		lasts:  words("Carvalho Gonçalves Magalhães Assunção Brandão Leitão Moura Seixas Teixeira Falcão"),
	},
	{
		country: "Sweden", dial: "+46 8", cities: words("Umeå Malmö Luleå Örebro"),
		firsts: words("Anders Åsa Göran Märta Örjan Linnéa Håkan Sigrid Torbjörn Ylva"),
		lasts:  words("Sjöberg Åkesson Björklund Öström Hägg Nyström Wallin Ekström Lindén Sandström"),
	},
	{
		country: "Türkiye", dial: "+90 2", cities: words("İzmir Eskişehir Bursa Konya"),
		firsts: words("Çağlar Ayşe Gökhan Işıl Ömer Şule Umut Zeynep İpek Doğan"),
		lasts:  words("Yıldız Öztürk Çelik Şahin Güneş Kılıç Aydoğan Ünal Erdoğmuş Taş"),
	},
	{
		country: "Japan", dial: "+81 3", cities: words("名古屋 広島 札幌"),
		firsts: words("結衣 蓮 さくら 大輔 陽菜 健太 美咲 翔 直子 拓也"),
		lasts:  words("田中 佐藤 鈴木 高橋 伊藤 渡辺 山本 中村 小林 加藤"),
	},
	{
		country: "United Kingdom", dial: "+44 16", cities: words("Leeds Cardiff Dundee Norwich"),
		firsts: words("Marcus Rachel Callum Imogen Rhys Siobhán Duncan Winifred Alasdair Nia"),
		lasts:  words("Whitfield Oduya Hargreave Llewellyn MacInnes Thistlewood Pemberton Blackwood O'Dowd Ashdown"),
	},
}

var jobTitles = []string{"Head of Procurement", "Fleet Manager", "Chief Operating Officer", "Rolling Stock Engineer",
	"Project Director", "Maintenance Lead", "Purchasing Manager", "Director of Operations", "Technical Buyer", "Tender Manager",
	"Innovation Officer", "Finance Director"}

var companyFirst = []string{"Northgate", "Silverline", "Bluewater", "Harbour", "Meridian", "Alder", "Kestrel", "Granite", "Lumen",
	"Orchard", "Polar", "Cobalt", "Summit", "Willow", "Amber", "Falcon", "Juniper", "Cascade"}

var companySecond = []string{"Transit", "Tramways", "Light Rail", "Mobility", "Metro", "Logistics", "Railcars", "Signalling",
	"Depot Services", "Catenary", "Bogie Works", "Track"}

func words(text string) []string { return strings.Fields(text) }

// plainLetters are the letters that do not come apart into a plain one and an accent.
var plainLetters = strings.NewReplacer("ß", "ss", "ł", "l", "đ", "d", "ı", "i", "ø", "o", "'", "")

// asciiName is the function of that name, which remembers.
func (s *sampler) asciiName(name string) string {
	known, ok := s.ascii[name]
	if !ok {
		known = asciiName(name)
		s.ascii[name] = known
	}
	return known
}

// asciiName turns a name into what stands before the @ of an address; empty where nothing is left.
func asciiName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(plainLetters.Replace(strings.ToLower(name))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == ' ' && b.Len() > 0:
			b.WriteByte('.')
		case unicode.IsLetter(r):
			return ""
		}
	}
	return strings.Trim(b.String(), ".")
}
