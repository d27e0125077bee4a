package capture

import (
	"slices"
	"strings"

	"ferry/backend/crm"
)

// Field is what a column of a table can mean.
type Field string

// The fields, in the order a screen offers them. A table names the other person in the columns of a person, or names both
// ends of a message as sender and recipient.
const (
	FieldSeatHolder   Field = "seat-holder" // whose row it is, in material exported for many
	FieldKind         Field = "kind"
	FieldDate         Field = "date"
	FieldTime         Field = "time" // of day, where the date stands apart
	FieldName         Field = "name"
	FieldFirstName    Field = "first-name"
	FieldLastName     Field = "last-name"
	FieldURL          Field = "url"
	FieldEmail        Field = "email"
	FieldCompany      Field = "company"
	FieldTitle        Field = "title"
	FieldSender       Field = "sender"
	FieldSenderURL    Field = "sender-url"
	FieldRecipient    Field = "recipient"
	FieldRecipientURL Field = "recipient-url"
	FieldDirection    Field = "direction"
	FieldSubject      Field = "subject"
	FieldText         Field = "text"
	FieldConversation Field = "conversation"
	FieldLink         Field = "link"
	FieldDuration     Field = "duration"
	FieldPhone        Field = "phone"
	FieldTags         Field = "tags" // labels that the seat holder gave, several in one cell
)

// Fields lists every field.
func Fields() []Field {
	return []Field{
		FieldSeatHolder, FieldKind, FieldDate, FieldTime, FieldName, FieldFirstName, FieldLastName, FieldURL, FieldEmail,
		FieldCompany, FieldTitle, FieldSender, FieldSenderURL, FieldRecipient, FieldRecipientURL, FieldDirection,
		FieldSubject, FieldText, FieldConversation, FieldLink, FieldDuration, FieldPhone, FieldTags,
	}
}

// Mapping says what the columns of a table mean. It is remembered for tables with the same columns.
type Mapping struct {
	// Columns holds the column name of each field that the table has.
	Columns map[Field]string `json:"columns"`
	// Kind is what the rows are, where no column says so.
	Kind crm.Kind `json:"kind"`
	// SeatHolders are the values of FieldSeatHolder whose rows are taken; the others are counted and left out.
	SeatHolders []string `json:"seatHolders"`
	// DayFirst reads 3/4/2026 as the third of April.
	DayFirst bool `json:"dayFirst"`
	// Local takes times without a zone for times of this machine's zone; without it they are UTC, as LinkedIn writes.
	Local bool `json:"local"`
}

// Check refuses a mapping that cannot work for the table: crm.CodeInvalid with what is missing.
func (m Mapping) Check(table Table) error {
	for field, column := range m.Columns {
		if !slices.Contains(Fields(), field) || !slices.Contains(table.Columns, column) {
			return crm.Errorf(crm.CodeInvalid, "no such field or column")
		}
	}
	if !slices.Contains(crm.Kinds(), m.Kind) {
		return crm.Errorf(crm.CodeInvalid, "unknown kind")
	}
	if m.Columns[FieldDate] == "" {
		return crm.Errorf(crm.CodeInvalid, "no column holds the date")
	}
	if !m.hasAny(FieldName, FieldFirstName, FieldLastName, FieldURL, FieldEmail, FieldSender, FieldSenderURL) {
		return crm.Errorf(crm.CodeInvalid, "no column names a person")
	}
	if !m.hasAny(FieldText, FieldSubject, FieldLink) {
		return crm.Errorf(crm.CodeInvalid, "no column holds a text")
	}
	return nil
}

func (m Mapping) hasAny(fields ...Field) bool {
	return slices.ContainsFunc(fields, func(field Field) bool { return m.Columns[field] != "" })
}

// synonyms are the column names, folded, that are taken for a field without asking, in English and Spanish. LinkedIn does
// not publish the columns of its contract export or of a Smart Link's list of viewers, so a person always sees the guess.
var synonyms = map[Field]string{
	FieldSeatHolder: "|owner|seat holder|seatholder|seat|sales navigator user|user|user name|user email" +
		"|seat holder name|seat holder email|shared by|link owner|propietario|usuario|titular|",
	FieldKind: "|type|kind|activity type|item type|tipo|tipo de actividad|",
	FieldDate: "|date|sent at|date time|datetime|timestamp|created at|sent on|created|viewed at|view date" +
		"|viewed on|last viewed|last viewed at|date viewed|fecha|fecha y hora|fecha de envio" +
		"|fecha de vista|",
	FieldTime: "|time|time of day|hora|",
	FieldName: "|name|full name|viewer|viewer name|contact|contact name|lead|lead name|member|member name" +
		"|recipient or sender|nombre completo|nombre|contacto|lector|",
	FieldFirstName: "|first name|given name|viewer first name|nombre de pila|",
	FieldLastName:  "|last name|surname|family name|viewer last name|apellido|apellidos|",
	FieldURL: "|url|profile url|linkedin url|linkedin profile|profile|viewer profile url|member url|lead url" +
		"|url del perfil|perfil|",
	FieldEmail:        "|email|e mail|email address|viewer email|correo|correo electronico|",
	FieldCompany:      "|company|company name|account|organization|viewer company|empresa|compania|",
	FieldTitle:        "|title|job title|position|viewer title|cargo|puesto|",
	FieldSender:       "|from|sender|sender name|de|remitente|",
	FieldSenderURL:    "|sender profile url|sender url|from url|",
	FieldRecipient:    "|to|recipient|recipients|recipient name|para|destinatario|",
	FieldRecipientURL: "|recipient profile urls|recipient profile url|recipient url|to url|",
	FieldDirection:    "|direction|direccion|sentido|",
	FieldSubject: "|subject|smart link|smart link name|smart link title|presentation|presentation name|link name" +
		"|content name|asunto|enlace inteligente|",
	FieldText:         "|content|message|text|body|note|notes|message body|comment|mensaje|texto|contenido|nota|notas|",
	FieldConversation: "|conversation id|thread id|conversation|",
	FieldLink:         "|smart link url|link|link url|presentation url|enlace|url del enlace|",
	FieldDuration: "|duration|time spent|total time spent|time viewed|duration seconds|viewing time|duracion" +
		"|tiempo dedicado|",
	FieldPhone: "|phone|phone number|number|telefono|",
	FieldTags:  "|tag|tags|label|labels|category|categories|etiqueta|etiquetas|categoria|categorias|",
}

func isSynonym(field Field, column string) bool {
	folded := crm.Fold(column)
	return folded != "" && strings.Contains(synonyms[field], "|"+folded+"|")
}

// Guess is the mapping that the column names suggest.
func (t *Table) Guess() Mapping {
	mapping := Mapping{Columns: map[Field]string{}, Kind: crm.KindMessage}
	taken := map[string]bool{}
	for _, field := range Fields() {
		for _, column := range t.Columns {
			if !taken[column] && isSynonym(field, column) {
				mapping.Columns[field] = column
				taken[column] = true
				break
			}
		}
	}
	folded := crm.Fold(strings.Join(t.Columns, " "))
	switch {
	case strings.Contains(folded, "viewer") || strings.Contains(folded, "smart link") || strings.Contains(folded, "viewed"):
		mapping.Kind = crm.KindSmartLink
	case mapping.Columns[FieldPhone] != "" && mapping.Columns[FieldDuration] != "":
		mapping.Kind = crm.KindCall
	case mapping.Columns[FieldText] != "" && slices.Contains([]string{"note", "notes", "nota", "notas"}, crm.Fold(mapping.Columns[FieldText])):
		mapping.Kind = crm.KindNote
	}
	mapping.DayFirst = t.dayFirst(mapping.Columns[FieldDate])
	return mapping
}

// dayFirst looks for a date that can be read in one way only.
func (t *Table) dayFirst(column string) bool {
	at := slices.Index(t.Columns, column)
	if at < 0 {
		return false
	}
	for _, row := range t.Rows {
		first, second, ok := slashDate(row.Values[at])
		if ok && first > 12 {
			return true
		}
		if ok && second > 12 {
			return false
		}
	}
	return false
}

// Signature is the same for tables with the same columns, in any order and letter case: what a mapping is remembered by.
func (t *Table) Signature() string {
	names := make([]string, 0, len(t.Columns))
	for _, column := range t.Columns {
		names = append(names, crm.Fold(column))
	}
	slices.Sort(names)
	return digest(names...)[:32]
}

// Fits reports whether all columns of a remembered mapping are there.
func (m Mapping) Fits(table Table) bool { return m.Check(table) == nil }

// Mine are the values of the seat holder column that name the seat holder, by name or e-mail address.
func (t *Table) Mine(column string, me crm.Member) []string {
	mine := []string{}
	for _, value := range t.Values(column, len(t.Rows)) {
		folded := crm.Fold(value.Value)
		if folded != "" && (folded == crm.Fold(me.Name) || folded == crm.Fold(me.Email)) {
			mine = append(mine, value.Value)
		}
	}
	return mine
}
