package outbox

import "context"

// Requeue copies a removed entry again, whatever became of it in Dataverse.
func (o *Outbox) Requeue(ctx context.Context, id string) error { return o.requeue(ctx, id, true) }
