package matching

import "sync"

// decorations are words that people put around their names: titles, credentials, pronouns.
var decorations = sync.OnceValue(func() map[string]bool {
	return set(`dr dra drs prof profa professor mr mrs ms miss mx herr frau sr sra srta ing dipl arq lic ir mag
		phd mba md cpa cfa cfp pmp msc bsc ma ba llm llb jd esq acca csm cissp shrm pe rn eng dphil mphil pmi itil psm
		jr ii iii iv he him his she her hers they them née nee geb`)
})

// particles stand between the parts of a name and are left out as often as not.
var particles = sync.OnceValue(func() map[string]bool {
	return set(`de del la las los da do das dos di du des le van von vom der den ter ten zu zum zur bin ibn al el bint y e i`)
})

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

// freeMail are e-mail providers, whose names say nothing of where somebody works.
var freeMail = sync.OnceValue(func() map[string]bool {
	return set(`gmail googlemail hotmail outlook live icloud yahoo aol proton protonmail mail email web posteo yandex telefonica orange`)
})
