package outbox

// Steps of an entry's way, at which Config.Step is called. A crash at any of them must lose nothing and double nothing.
const (
	stepRescued = "rescued"  // what a crash left sending is queued again
	stepMatched = "matched"  // it is decided under which row the entry goes; nothing of it is kept yet
	stepAttempt = "attempt " // and the kind of operation: its attempt is kept, the request has not left
	stepAnswer  = "answer "  // the answer is here, and not kept yet
	stepKept    = "kept "    // what became of the operation is kept
)

// Steps names every step: a harness that stops the process there goes through them all.
func Steps() []string {
	steps := []string{stepRescued, stepMatched}
	for _, kind := range OperationKinds() {
		steps = append(steps, stepAttempt+string(kind), stepAnswer+string(kind), stepKept+string(kind))
	}
	return steps
}

// stepEach tells Config.Step where the sender is with each of the steps.
func (o *Outbox) stepEach(name string, steps []*step) {
	for _, s := range steps {
		o.step(name + string(s.operation.Kind))
		if s.closing != nil {
			o.step(name + string(s.closing.Kind))
		}
	}
}

// step tells Config.Step where the sender is.
func (o *Outbox) step(name string) {
	if o.Step != nil {
		o.Step(name)
	}
}
