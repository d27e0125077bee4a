package matching

import "sync"

// decorations are words that people put around their names: titles, credentials, pronouns.
var decorations = sync.OnceValue(func() map[string]bool {
	return set(`dr dra drs prof profa professor mr mrs ms miss mx herr frau sra srta ing dipl arq lic ir mag
		phd mba md cpa cfa cfp pmp msc bsc llm llb jd esq acca csm cissp shrm pe rn dphil mphil pmi itil psm
		hers they them née nee geb`)
})

// doubtful are words that people put around their names and that are names as well.
var doubtful = sync.OnceValue(func() map[string]bool { return set(`ma ba eng he him his she her`) })

// unisex are short forms of men's and women's names alike.
var unisex = sync.OnceValue(func() map[string]bool {
	return set(`alex ale chris sasha sascha sam sammy fran frankie pat terry jo jackie jamie gabi charlie lou steph`)
})

// generations tell namesakes of one family apart, in English, Spanish, Portuguese and French.
var generations = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"jr": "jr", "junior": "jr", "hijo": "jr", "filho": "jr", "fils": "jr", "sr": senior, "senior": senior, "padre": senior,
		"pai": senior, "neto": "neto", "ii": "ii", "iii": "iii", "iv": "iv",
	}
})

// senior is the father; before a name it is Señor.
const senior = "sr"

// particles stand between the parts of a name and are left out as often as not.
var particles = sync.OnceValue(func() map[string]bool {
	return set(`de del la las los da do das dos di du des le van von vom der den ter ten zu zum zur bin ibn al el bint y e i`)
})

// surnameParticles are particles that are surnames as well, in Vietnamese, Chinese and Arabic: first in a name, they are that.
var surnameParticles = sync.OnceValue(func() map[string]bool { return set(`le do du ten van bin al el`) })

// legalForms end the names of companies and are left out as often as not. Single letters are joined before: S.L. is sl.
var legalForms = sync.OnceValue(func() map[string]bool {
	return set(`gmbh mbh ag kg kgaa ohg ug se ev eg inc incorporated corp corporation co company llc llp lp ltd limited plc pty
		pte pvt sa sau sl slu sll srl sarl sas sasu spa snc bv nv cv vof oy oyj ab as asa aps is hf sp zoo spzoo spolka doo dd ad
		sro spol kft zrt nyrt ooo oao zao pao tov sia uab ou sac saic cv ltda lda eireli me kk gk bhd sdn tbk pt the`)
})

// generic words stand in the names of many companies: sharing one says little.
var generic = sync.OnceValue(func() map[string]bool {
	//nolint:misspell // Spanish
	return set(`group grupo gruppe groupe holding holdings international internacional global worldwide europe iberia deutschland
		espana usa uk france italia consulting consultores solutions soluciones services servicios systems sistemas technologies
		technology tecnologia software digital partners associates industries industrial bank banco university universidad hospital
		management capital media energy logistics new first national general united american european`)
})

// idle words of a job title.
var idle = sync.OnceValue(func() map[string]bool { return set(`of and the for in at de del la y e und fur im der des et a an to`) })

// longTitles are short and long forms of the same title.
var longTitles = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"ceo": "chief executive officer", "cto": "chief technology officer", "cfo": "chief financial officer",
		"coo": "chief operating officer", "cmo": "chief marketing officer", "cio": "chief information officer",
		"vp": "vice president", "svp": "senior vice president", "evp": "executive vice president", "md": "managing director",
		"sr": "senior", "jr": "junior", "mgr": "manager", "dir": "director", "eng": "engineer", "hr": "human resources",
		"bd": "business development", "it": "information technology", "asst": "assistant",
	}
})

// extents are the words of a company's name that say how much of it is meant, and not which.
var extents = sync.OnceValue(func() map[string]bool {
	//nolint:misspell // Spanish
	return set(`group grupo gruppe groupe gruppo holding holdings international internacional global worldwide company compania
		companhia compagnie corporate europe europa iberia iberica deutschland germany espana spain usa us uk france francia italia italy
		portugal mexico brasil brazil argentina chile colombia peru polska poland nederland netherlands schweiz switzerland suisse austria
		osterreich belgium belgique ireland india china japan canada australia america americas emea latam dach and und y et e of de del
		der the`)
})

// freeMail are e-mail providers, whose names say nothing of where somebody works, even where they are companies too.
var freeMail = sync.OnceValue(func() map[string]bool {
	return set(`gmail googlemail hotmail outlook live icloud yahoo ymail rocketmail aol proton protonmail mail email web posteo yandex
		telefonica orange wanadoo laposte free bbox neuf bouygues libero tiscali alice virgilio tin freenet arcor t-online
		telekom vodafone kabelmail bluewin sunrise swissonline telenet skynet proximus ziggo xs4all planet kpnmail chello comcast verizon
		sbcglobal bellsouth charter optonline earthlink shaw rogers sympatico telus btinternet virginmedia talktalk ntlworld blueyonder
		telia telenor movistar terra uol globo sapo mailbox fastmail tutanota inbox rambler naver daum hanmail sina sohu foxmail
		rediffmail docomo softbank bigpond optusnet xtra interia onet seznam centrum`)
})

// secondLevel are labels under which a country's companies register: contoso.co.uk.
var secondLevel = sync.OnceValue(func() map[string]bool { return set(`co com net org gov gob edu ac or ne go`) })
