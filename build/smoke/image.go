package main

import (
	"fmt"
	"image"
	_ "image/png" // the format that scrot writes
	"os"
)

func load(file string) (image.Image, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open the picture: %w", err)
	}
	defer func() { _ = f.Close() }()
	img, _, err := image.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w", err)
	}
	return img, nil
}

// colours counts different colours: a blank page has a few, one with text and icons has hundreds, since letters have
// soft edges.
func colours(img image.Image) int {
	seen := map[[3]uint32]struct{}{}
	each(img.Bounds(), func(x, y int) {
		r, g, b, _ := img.At(x, y).RGBA()
		seen[[3]uint32{r, g, b}] = struct{}{}
	})
	return len(seen)
}

// difference is the share of points, 0 to 1, in which two pictures differ. Pictures of different size differ wholly.
func difference(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() || a.Bounds().Empty() {
		return 1
	}
	other := 0
	each(a.Bounds(), func(x, y int) {
		r1, g1, b1, _ := a.At(x, y).RGBA()
		r2, g2, b2, _ := b.At(x, y).RGBA()
		if r1 != r2 || g1 != g2 || b1 != b2 {
			other++
		}
	})
	return float64(other) / float64(a.Bounds().Dx()*a.Bounds().Dy())
}

func each(bounds image.Rectangle, visit func(x, y int)) {
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			visit(x, y)
		}
	}
}
