package matching

import (
	"strings"
	"sync"
)

// apartLines are names that look like slips of one another and are not: one line each, "=" between the ways of writing one
// of them. Common surnames come first, then given names. It is our own list, of what is common knowledge; only names that
// differ by so little that misspelt or sound would join them are worth a place.
const apartLines = `
alonso alfonso
andersen=anderson sanderson andresen
barros barrios
berger burger berner werner bergen
becker decker beckers becher
carter cartier
castillo castello
chapman chipman
clark=clarke larke
collins rollins
costa acosta
cortes corts
davies=davis davids david
fernandez=fernandes hernandez=hernandes ferrandez hernando fernando
ferraro ferrero
foster forster
fuentes puentes
gallego gallegos
garcia gracia
garrido garrigo
gomez=gomes gamez gomis
hansen=hanson jansen=janssen=jensen
harris harries morris norris
hartmann=hartman harman hermann=herrmann=herman
huber hubert
jacobs jacob
johnson johnston
juarez suarez=soares
keller heller kellner koller
kohler=koehler kahler=kaehler mohler=moehler
kramer=kraemer=cramer kremer
kuhn=kuehn kohn=koehn
lange langer
larsen=larson=larsson laursen
lewis levis
marin martin=martins marino martini marini marinho
mason masson nason
mayer=meyer=meier=maier=mayr meyers beyer=beier
menendez melendez
miller=millar mueller=muller moller=moeller
mills miles mill
morales moraes
morgan morgen
newman neumann=neuman=naumann
nowak novak=nowack
parker barker packer
paez paz
baez baz
saez saz
saenz sanz saiz sainz
pearson person peterson=petersen=pettersson pederson=pedersen
pereira perera pereda
perez=peres peris
perry berry ferry terry
peters peter
phillips=philips philip=phillip
porter potter
powell howell
ramos ramon ramo
richards richard richardson
richter richer
rivera riviera ribera riveira
roberts robert robertson
robson dobson hobson
rojas rosas
russo rosso
santos santo
sato saito santo
schafer=schaefer schaffer=schaeffer
schmidt=schmitt schmid=schmied
schroder=schroeder schroter=schroeter
simon symon
simpson simson sampson
spencer spence
stein=steiner steinert
stephens=stevens stephenson stevenson
summers sommer=sommers
takada takeda
tanner danner
thomas thoma
torres torras torre
turner thurner
valle valles
vargas varga
vazquez=vasquez=vasques velazquez=velasquez
villa villar villas
wagner wegner wagener
walker walter=walther walters waller
ward wards
dawson lawson
watts watt
weber=webber wieber
weiss=weis weisz weise
white whites
williams william williamson
winter winters
woods wood
yamada yamata hamada
zhang zheng zhong zhuang chang cheng chung shang sheng hang
chen cheng
huang hwang kuang guang
liang jiang xiang kiang
wang vang
wan van
cai kai
cao kao
singh sing
sharma shama
ahmed=ahmad hamed=hamad hamid
kuznetsov kuznets
adam adams
aaron aron
anna=ana=anne hanna=hannah=hana
andrea andres andreas andre
amit amrit
arun tarun varun
barry harry larry terry jerry perry kerry
brian=bryan ryan
carina=karina katrina marina darina
celia delia clelia
daniele danielle
darren warren
deepa=dipa deepak=dipak
diana liana
elena alena
elisa elias
erwin edwin
frank=franck franz=frans
gabriel gabriele gabrielle
galina kalina
harish haresh
irina arina
jamal kamal
jamil kamil
jason mason
jenny penny kenny lenny benny denny
karim karin karen
kavita savita
kerstin kirstin kristin
kevin kelvin devin
khalid=khaled khalil
kiran karan
larissa marissa clarissa
lidia lilia livia
mandy sandy candy randy
manish anish danish
marco mario dario
maria marta daria mara
mariana marina
marta marga
martin marvin
meena reena leena teena
molly polly holly dolly
nasir yasir
neha sneha
nisha disha
pablo paolo
paula paola
priya riya
rajesh ramesh rakesh nilesh ritesh nitesh jitesh hitesh mitesh
rohit mohit
sabrina sabina
samir amir
tamara samara
verena serena
vijay vinay
`

// likeNames answers which words are known to be different names although they look alike.
type likeNames struct {
	lines map[string]map[int]string // word to the lines it stands on, with the name that it writes there
}

var apartNames = sync.OnceValue(func() likeNames {
	known := likeNames{lines: map[string]map[int]string{}}
	for i, line := range strings.Split(strings.TrimSpace(apartLines), "\n") {
		for _, ways := range strings.Fields(line) {
			written := strings.Split(ways, "=")
			for _, word := range written {
				if known.lines[word] == nil {
					known.lines[word] = map[int]string{}
				}
				known.lines[word][i] = written[0]
			}
		}
	}
	return known
})

// apart reports whether two words are known to be different names: Fernández is no slip of the pen for Hernández.
func apart(a, b string) bool {
	lines := apartNames().lines
	other := lines[b]
	if len(other) == 0 {
		return false
	}
	for line, name := range lines[a] {
		if second, both := other[line]; both && second != name {
			return true
		}
	}
	return false
}
