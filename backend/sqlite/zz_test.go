package sqlite

import (
	"testing"
	"time"
)

func BenchmarkThread(b *testing.B) {
	dir := b.TempDir()
	db, err := Open(b.Context(), Config{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	box := enqueuer(db)
	var many, one []time.Duration
	i := 0
	for b.Loop() {
		i++
		thread := messages(i)
		begin := time.Now()
		if _, err := box.Enqueue(b.Context(), typed()); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if _, err := box.Enqueue(b.Context(), thread...); err != nil {
			b.Fatal(err)
		}
		many = append(many, time.Since(middle))
		one = append(one, middle.Sub(begin))
	}
	b.ReportMetric(share(many, one, 0.5), "thread/one")
	b.ReportMetric(float64(quantile(one, 0.5).Microseconds()), "µs-one")
	b.ReportMetric(float64(quantile(many, 0.5).Microseconds()), "µs-thread")
	b.StopTimer()
}
