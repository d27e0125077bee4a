package matching

import (
	"strings"
	"sync"
)

// nicknameLines is a small list of given names with the short forms and spellings that the same person uses, one name a line,
// in Latin letters without diacritics. A short form may stand on several lines. It is our own, of forms that are common
// knowledge in English, Spanish, Portuguese, German, Dutch, French, Italian, Polish, Russian and the Nordic languages.
const nicknameLines = `
abigail abby gail
albert al bert
alejandro alex ale jandro
alejandra alex ale jandra
alexander alex alec xander sasha sascha sander aleksander aleksandr alexandr oleksandr
alexandra alex alexa sasha sandra lexi aleksandra
alexei alexey aleksei alyosha
alfred alf fred freddie
alfredo fredo
alicia ali licia
amanda mandy
anastasia nastya stacy anastasiya
andreas andi andy
andrew andy drew
angela angie
antonio toni tonio antón
anthony tony
ana anita
anne annie anna
barbara barb babs basia
beatriz bea
benjamin ben benny benji
bartholomaeus bart
carolina caro carol
caroline carol carrie
carlos charly carlitos
catherine kathryn katherine cathy kathy kate katie cate
charles charlie chuck chas
christian chris
christina chris tina christine
christopher chris kit topher
concepcion concha conchi
cristina cris tina
daniel dan danny dani
david dave davey dovid
deborah deb debbie
dennis den denny
diego dieguito
dimitri dima dmitri dmitry dmitrii
dolores lola
dorothy dot dottie
douglas doug
edward ed eddie ted ned
eduardo edu lalo
ekaterina katya yekaterina katia
elena lena yelena
eleonora nora
elizabeth liz beth betsy lizzie eliza betty elisabeth
emanuel manu manny
emma em
enrique quique kike
ernesto neto
esteban teban
eugene gene
evgeny evgeni yevgeny zhenya evgenii
federico fede
ferdinand ferdi
fernando fer nando
filippo pippo
florian flo
frances fran frankie
francesco franco ciccio
francisco paco pancho fran curro kiko chisco
francisca paca paqui
franziska franzi
frederick fred freddy
friedrich fritz
gabriel gabi gabe
gabriela gabi
george georgie
gerald gerry jerry
gerard gerry
giovanni gianni vanni
giuseppe beppe peppe pino
gregory greg
guadalupe lupe
guillermo guille memo
gustavo gus
hannah hanna
heinrich heinz heiner
henry hank harry hal
ignacio nacho
ines agnes
irina ira
isabel isa chabela
isabella bella isa
ivan vanya
jacob jake jakob
jacqueline jackie
jakub kuba
james jim jimmy jamie
jan janek
jean jeannot
jennifer jen jenny
jessica jess jessie
jesus chus chuy
joachim jochen achim
joao joaozinho
johann hans
johannes hans jo hannes
john johnny jack jon
jonathan jon jonny
jorge coque
jose pepe pepito chepe
joseph joe joey
josefa pepa
josefina fina
joshua josh
juan juanito juancho
julia julie yulia iuliia
julian jules
karl kalle
katarzyna kasia
katharina kathi kathrin katrin
kenneth ken kenny
konstantin kostya
krzysztof krzys
lars lasse
lawrence larry laurie
leonard leo len lenny
leonardo leo
lucia lucy luci
ludwig lutz
luis lucho
luiz luizinho
magdalena magda lena
malgorzata gosia
manfred manni
manuel manolo manu lolo
margaret maggie meg peggy marge
margarethe grete gretel
maria mari maru marie
marianne marian
mariano nano
martin marty
matthew matt mattie
matthias matze
mateo teo
maximilian max maxi
mercedes merche
mercedes meche
michael mike mick mickey michi mikey
miguel migue
mikhail misha mikhail mihail
montserrat montse
nathaniel nat nate nathan
natalia natasha nati nataliya
nicholas nick nicky nico
nicolas nico
nikolai kolya nikolay
olga olya
oscar osky
pamela pam
patricia pat patty patsy trish tricia pati
patrick pat paddy rick
paul pauli
pavel pasha
pedro perico
peter pete
philip phil pip
pilar pili
piotr piotrek
rafael rafa
raymond ray
rebecca becky becca
richard rick rich dick ricky
ricardo richi rick ricky
robert bob rob bobby robbie bert
roberto beto tito
rodrigo rodri
ronald ron ronnie
rosario charo
roxana roxy
samuel sam sammy
samantha sam
salvatore toto turi
santiago santi
sebastian seb basti sebas
sergei sergey serge seryozha
sergio checo
silvia sil
sofia sofi sophie
stanislaw stas staszek
stefan steffen stef
stephen steve stevie steven
stephanie steph steffi
susan sue susie suzy
svetlana sveta
tatiana tanya tatyana
teresa tere
theodore ted theo teddy
theresa terry tess
thomas tom tommy
timothy tim
tomasz tomek
tobias tobi
ulrich uli
valentina vale
vicente chente
victor vic
victoria vicky tori
vincent vince vinny
vincenzo enzo
vladimir vova volodya
volodymyr vova
walter walt wally
wilhelm willi
william bill will billy willy liam
wolfgang wolf
yuri yuriy iurii
zachary zach zack
zbigniew zbyszek
`

// table answers which nicknames a word may stand for.
type table struct {
	groups map[string][]int  // word to the lines it stands on
	roots  map[string]string // word to one word for all that are joined by common short forms, for finding rows only
}

var nicknames = sync.OnceValue(func() table {
	t := table{groups: map[string][]int{}, roots: map[string]string{}}
	for i, line := range strings.Split(strings.TrimSpace(nicknameLines), "\n") {
		words := strings.Fields(line)
		for _, word := range words {
			t.groups[word] = append(t.groups[word], i)
			t.join(words[0], word)
		}
	}
	for word := range t.groups {
		t.roots[word] = t.root(word)
	}
	return t
})

func (t table) join(a, b string) {
	if a, b = t.root(a), t.root(b); a != b {
		t.roots[max(a, b)] = min(a, b)
	}
}

func (t table) root(word string) string {
	for {
		next, known := t.roots[word]
		if !known || next == word {
			return word
		}
		word = next
	}
}

// common reports whether two words may stand for the same given name.
func common(a, b []int) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
