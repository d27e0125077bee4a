// Package practice is a Dynamics organization that exists only in this process: a Dataverse Web API (v9.2 style), the
// Entra-like authority that signs people in to it, and a sample company of people who never existed. Everything Ferry does
// can be tried, taught and tested against it, with no tenant and no network.
//
// It answers from the public description of the Web API and imports nothing of Ferry's own packages, above all not the
// client: were client and simulator to share types, one misreading would pass both. It must never be more lenient than
// the real service where the service is known to refuse. Where the service's behaviour is not known for sure, a knob
// switches it.
package practice
