package practice

import (
	"encoding/json"
	"strconv"
	"strings"
)

// A $filter is read into this tree before any column is known.
type (
	expression any // *logic, *negation, *comparison, *call, *crmCall or *quantifier

	logic struct {
		and         bool
		left, right expression
	}
	negation   struct{ inner expression }
	comparison struct {
		operator    string // eq ne gt ge lt le
		left, right operand
	}
	// call is contains, startswith or endswith.
	call struct {
		name      string
		of, value operand
	}
	// crmCall is a Microsoft.Dynamics.CRM query function with named parameters.
	crmCall struct {
		name      string
		arguments map[string]operand
	}
	// quantifier is nav/any(x:...) or nav/all(x:...).
	quantifier struct {
		path     []string
		all      bool
		variable string
		body     expression
	}
	// operand is a path of names, or a value.
	operand struct {
		path  []string
		value any // string, guid, number, bool, time.Time, []any or nil
	}
	number string
)

const (
	deepestFilter = 64
	longestFilter = 64 << 10
	crmNamespace  = "Microsoft.Dynamics.CRM."
)

type filterParser struct {
	lexer   lexer
	now     token
	depth   int
	aliases map[string]string
}

// parseFilter reads a $filter. Aliases are the @name parameters of the URL.
func parseFilter(text string, aliases map[string]string) (expression, *refusal) {
	if len(text) > longestFilter {
		return nil, badQuery("The $filter is too long.")
	}
	p := &filterParser{lexer: lexer{rest: text}, aliases: aliases}
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.now.kind != tokenEnd {
		return nil, p.unexpected()
	}
	return e, nil
}

func (p *filterParser) advance() (err *refusal) {
	p.now, err = p.lexer.next()
	return err
}

func (p *filterParser) unexpected() *refusal {
	return badQuery("Syntax error near '%s' in the filter.", p.now.text)
}

func (p *filterParser) isName(name string) bool { return p.now.kind == tokenName && p.now.text == name }

func (p *filterParser) isMark(mark string) bool { return p.now.kind == tokenMark && p.now.text == mark }

func (p *filterParser) expect(mark string) *refusal {
	if !p.isMark(mark) {
		return p.unexpected()
	}
	return p.advance()
}

func (p *filterParser) or() (expression, *refusal) {
	return p.chain("or", func() (expression, *refusal) { return p.chain("and", p.unary) })
}

// chain reads operands joined by one of and, or.
func (p *filterParser) chain(word string, operand func() (expression, *refusal)) (expression, *refusal) {
	left, err := operand()
	for err == nil && p.isName(word) {
		if err = p.advance(); err != nil {
			break
		}
		var right expression
		if right, err = operand(); err == nil {
			left = &logic{and: word == "and", left: left, right: right}
		}
	}
	return left, err
}

func (p *filterParser) unary() (expression, *refusal) {
	if p.depth++; p.depth > deepestFilter {
		return nil, badQuery("The filter is nested too deeply.")
	}
	defer func() { p.depth-- }()
	switch {
	case p.isName("not"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		inner, err := p.unary()
		return &negation{inner}, err
	case p.isMark("("):
		return p.grouped()
	case p.now.kind == tokenName:
		return p.named()
	}
	return p.compare(operand{})
}

func (p *filterParser) grouped() (expression, *refusal) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	inner, err := p.or()
	if err != nil {
		return nil, err
	}
	return inner, p.expect(")")
}

// named reads what starts with a name: a function, a quantifier or a comparison.
func (p *filterParser) named() (expression, *refusal) {
	name := p.now.text
	path, err := p.path()
	if err != nil {
		return nil, err
	}
	if !p.isMark("(") {
		return p.compare(operand{path: path})
	}
	last := path[len(path)-1]
	switch {
	case len(path) == 1 && (name == "contains" || name == "startswith" || name == "endswith"):
		return p.call(name)
	case len(path) == 1 && strings.HasPrefix(name, crmNamespace):
		return p.crmCall(strings.TrimPrefix(name, crmNamespace))
	case len(path) > 1 && (last == "any" || last == "all"):
		return p.quantifier(path[:len(path)-1], last == "all")
	}
	return nil, badQuery("An unknown function with name '%s' was found.", strings.Join(path, "/"))
}

func (p *filterParser) path() ([]string, *refusal) {
	path := []string{p.now.text}
	if err := p.advance(); err != nil {
		return nil, err
	}
	for p.isMark("/") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		if p.now.kind != tokenName {
			return nil, p.unexpected()
		}
		path = append(path, p.now.text)
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	return path, nil
}

func (p *filterParser) compare(left operand) (expression, *refusal) {
	if left.path == nil {
		var err *refusal
		if left, err = p.operand(); err != nil {
			return nil, err
		}
	} else if isLiteralName(left.path) {
		left = literalName(left.path[0])
	}
	operator := p.now.text
	if p.now.kind != tokenName || !isOperator(operator) {
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	right, err := p.operand()
	return &comparison{operator, left, right}, err
}

func isOperator(s string) bool {
	switch s {
	case "eq", "ne", "gt", "ge", "lt", "le":
		return true
	}
	return false
}

func isLiteralName(path []string) bool {
	return len(path) == 1 && (path[0] == "null" || path[0] == "true" || path[0] == "false")
}

func literalName(name string) operand {
	if name == "null" {
		return operand{}
	}
	return operand{value: name == "true"}
}

func (p *filterParser) operand() (operand, *refusal) {
	t := p.now
	if t.kind == tokenName {
		path, err := p.path()
		if err == nil && isLiteralName(path) {
			return literalName(path[0]), nil
		}
		return operand{path: path}, err
	}
	if p.isMark("[") {
		return p.list()
	}
	value, err := p.literal(t)
	if err != nil {
		return operand{}, err
	}
	return operand{value: value}, p.advance()
}

func (p *filterParser) literal(t token) (any, *refusal) {
	switch t.kind {
	case tokenText:
		return t.text, nil
	case tokenNumber:
		return number(t.text), nil
	case tokenGUID:
		v, _ := parseGUID(t.text)
		return v, nil
	case tokenTime:
		v, _ := parseTime(t.text)
		return v, nil
	case tokenAlias:
		return p.alias(t.text)
	default:
		return nil, p.unexpected()
	}
}

// alias is the value of a parameter alias; one that is not given is null.
func (p *filterParser) alias(name string) (any, *refusal) {
	text, given := p.aliases[name]
	if !given {
		return nil, nil
	}
	if strings.HasPrefix(text, "[") {
		return jsonList(text)
	}
	inner := &filterParser{lexer: lexer{rest: text}}
	if err := inner.advance(); err != nil {
		return nil, err
	}
	o, err := inner.operand()
	if err == nil && (len(o.path) > 0 || inner.now.kind != tokenEnd) {
		err = badQuery("The value of the parameter alias '%s' is not valid.", name)
	}
	return o.value, err
}

// list reads ['a','b'] or, as the service also takes it, ["a","b"].
func (p *filterParser) list() (operand, *refusal) {
	values := []any{}
	for {
		if err := p.advance(); err != nil {
			return operand{}, err
		}
		if p.isMark("]") && len(values) == 0 {
			break
		}
		value, err := p.literal(p.now)
		if err != nil {
			return operand{}, err
		}
		values = append(values, value)
		if err := p.advance(); err != nil {
			return operand{}, err
		}
		if !p.isMark(",") {
			break
		}
	}
	return operand{value: values}, p.expect("]")
}

func jsonList(text string) (any, *refusal) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil {
		return nil, badQuery("The value of a parameter alias is not a valid list.")
	}
	for i, v := range values {
		if n, ok := v.(json.Number); ok {
			values[i] = number(n.String())
		}
	}
	return values, nil
}

func (p *filterParser) call(name string) (expression, *refusal) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	of, err := p.operand()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	value, err := p.operand()
	if err != nil {
		return nil, err
	}
	return &call{name, of, value}, p.expect(")")
}

func (p *filterParser) crmCall(name string) (expression, *refusal) {
	c := &crmCall{name: name, arguments: map[string]operand{}}
	for {
		if err := p.advance(); err != nil {
			return nil, err
		}
		parameter := p.now.text
		if p.now.kind != tokenName {
			return nil, p.unexpected()
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
		if err := p.expect("="); err != nil {
			return nil, err
		}
		value, err := p.operand()
		if err != nil {
			return nil, err
		}
		c.arguments[parameter] = value
		if !p.isMark(",") {
			return c, p.expect(")")
		}
	}
}

func (p *filterParser) quantifier(path []string, all bool) (expression, *refusal) {
	q := &quantifier{path: path, all: all}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.isMark(")") && !all {
		return q, p.advance()
	}
	if q.variable = p.now.text; p.now.kind != tokenName {
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.expect(":"); err != nil {
		return nil, err
	}
	body, err := p.or()
	if err != nil {
		return nil, err
	}
	q.body = body
	return q, p.expect(")")
}

func (n number) float() float64 {
	f, _ := strconv.ParseFloat(string(n), 64)
	return f
}
