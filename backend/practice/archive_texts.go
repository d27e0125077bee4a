package practice

import "strings"

// conversation is one thread of the sample archive between Ana Ruiz and a member.
type conversation struct {
	with     castMember
	also     *castMember // a third participant
	title    string
	folder   string
	messages []message
}

type message struct {
	own     bool // written by Ana Ruiz
	text    string
	subject string // an InMail has one
	draft   bool
}

func own(text string) message    { return message{own: true, text: text} }
func theirs(text string) message { return message{text: text} }

// sampleConversations has one thread with each member of the cast who is on LinkedIn, and two without a person: a member
// who closed the account, and an advertisement.
func sampleConversations() []conversation {
	threads := castThreads()
	var all []conversation
	for _, m := range cast {
		if messages, ok := threads[m.slug]; ok && m.slug != "" {
			all = append(all, conversation{with: m, folder: "INBOX", messages: messages})
		}
	}
	all[1].also = &cast[8] // three people talk about one tender
	all[1].title = "Tender 2027"
	all[len(all)-1].folder = "ARCHIVE"
	return append(all,
		conversation{with: castMember{last: "LinkedIn Member"}, folder: "INBOX", messages: []message{
			theirs("Thanks, but I have left the industry."), own("All the best for what comes next!")}},
		conversation{with: castMember{last: "Turbine Cloud Academy"}, folder: "INBOX", messages: []message{{
			subject: "Ana, your seat is waiting",
			text: `<p class="spinmail-quill-editor__spin-break">Hi Ana,</p><p class="spinmail-quill-editor__spin-break">Learn ` +
				`<strong>everything</strong> about turbines in 3 &amp; a half days.</p>`}}})
}

func castThreads() map[string][]message {
	return map[string][]message{
		"lucia-ferrer-molina": {
			own("Hola Lucía, gracias por la visita de ayer. ¿Te va bien el jueves para ver la oferta?"),
			theirs("Hola Ana, sí, el jueves a las 10.\n\n¿Podéis traer los plazos de entrega?"),
			own("Perfecto. Llevo el calendario completo y dos opciones de precio."),
			theirs("Estupendo, ¡hasta el jueves!")},
		"piotr-wisniewski-rail": {
			theirs("Dzień dobry, czy macie już termin dostawy wózków?"),
			own("Dzień dobry Piotrze, pierwszy zestaw wyjeżdża 14 grudnia."),
			theirs("Świetnie. Zażółć gęślą jaźń — to test polskich znaków :)")},
		"katharina-groessler": {
			{own: true, subject: "Angebot Straßenbahn Görlitz", text: longOffer()},
			theirs("Vielen Dank, Frau Ruiz. Ich prüfe das mit der Geschäftsführung und melde mich nächste Woche."),
			own("Sehr gern. Grüße nach Görlitz!")},
		"xiaoyu-chen-haichen": {
			theirs("您好，Ana！请问电池方案的报价什么时候可以收到？"), own("您好，晓雨。报价周五发给您。"), theirs("好的，谢谢！")},
		"layla-alhaddad": {
			theirs("مرحبا آنا، هل يمكننا تأجيل الاجتماع إلى يوم الأحد؟"), own("مرحبا ليلى، بالتأكيد. الأحد الساعة 11 مناسب."),
			theirs("شكرا جزيلا!")},
		"chau-nguyen-minh": {
			own("Chào chị Châu, em gửi chị tài liệu kỹ thuật nhé."), theirs("Cảm ơn Ana, chị đã nhận được.")},
		"etienne-vaucher": {
			{own: true, subject: "Rétrofit batterie", text: "Bonjour Étienne,\n\nNotre retour d'expérience à l'horizon 2027 est prêt."},
			theirs("Bonjour Ana, avec plaisir. Appelez-moi lundi ?")},
		"ines-carvalho-lx": {
			theirs("Olá Ana, a inspeção correu bem!"), own("Que boa notícia, Inês. Obrigada por avisar.")},
		"anders-sjoberg": {
			own("Hej Anders! Hur går det med vagnarna i kylan?"), theirs("Hej! −27° i natt och allt rullar. Åk hit och se själv.")},
		"marcus-whitfield": {
			theirs("Ana, the board said \"yes\" to the pilot."), own("Marcus, that is wonderful, thank you!"),
			theirs("Send me the contract, please; legal wants it by Friday, 5 pm."),
			{own: true, text: "Here it is, Marcus. (draft, not sent yet)", draft: true}},
		"maria-silva-7b31": {
			theirs("Hello Ana, we met at the fair. Could you send the brochure?"), own("Hello Maria, here it comes.")},
		"thomas-keller-berater": {
			theirs("Liebe Ana, ich bin jetzt selbstständig. Lass uns reden!"), own("Lieber Thomas, sehr gern. Dienstag?")},
		"yui-tanaka-jp": {
			own("田中様、資料をお送りいたします。"), theirs("ありがとうございます。確認いたします。")},
		"omar-benali-tram": {
			theirs("Bonjour, votre tram existe-t-il en voie métrique ?"), own("Bonjour Omar, oui, à partir de 1 000 mm.")},
		"grzegorz-nowicki": {
			theirs("Cześć Ana, szukacie podwykonawcy do napraw?"), own("Cześć! Zapytam w dziale serwisu.")},
		"hanna-virtanen": {
			theirs("Hei Ana, kiinnostaisiko teitä tarjouskilpailu?"), own("Hei Hanna, kyllä! Lähetä tiedot.")},
		"rachel-oduya":     {theirs("Ana, would you speak at our panel in March?"), own("I would love to. Which day?")},
		"bao-tran-dn":      {theirs("Chào chị Ana, em rất quan tâm đến xe điện.")},
		"giulia-deangelis": {own("Ciao Giulia, la gara è già pubblicata?"), theirs("Ciao! Esce lunedì, perché c'è stato un rinvio.")},
		"siobhan-odowd":    {theirs("Hi Ana, are you open to a new role? 🙂")},
		"caglar-ozturk":    {theirs("Merhaba Ana, teklif için teşekkürler."), own("Rica ederim Çağlar!")},
		"devika-raman":     {own("Hi Devika, congratulations on the new line!"), theirs("Thank you, Ana! 5-2-0, as we say: on time.")},
	}
}

// longOffer is longer than a description column holds.
func longOffer() string {
	line := "• Position %: Niederflurwagen, 100 % barrierefrei, Lieferung in acht Monaten, fünf Jahre Gewährleistung.\n"
	var b strings.Builder
	b.WriteString("Sehr geehrte Frau Größler,\n\nanbei unser Angebot im Einzelnen:\n\n")
	for _, letter := range "ABCDEFGHIJKLMNOPQRSTUVW" {
		b.WriteString(strings.Replace(line, "%", string(letter), 1))
	}
	b.WriteString("\nMit freundlichen Grüßen\nAna Ruiz")
	return b.String()
}
