package main

import (
	"image"
	"image/color"
	"testing"
)

func TestColours(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 4, 1))
	if got := colours(img); got != 1 {
		t.Errorf("a blank picture has %d colours", got)
	}
	img.Set(0, 0, color.RGBA{R: 255, A: 255})
	img.Set(1, 0, color.RGBA{G: 255, A: 255})
	if got := colours(img); got != 3 {
		t.Errorf("three colours counted as %d", got)
	}
}

func TestDifference(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 2, 2)), image.NewRGBA(image.Rect(0, 0, 2, 2))
	if got := difference(a, b); got != 0 {
		t.Errorf("equal pictures differ by %v", got)
	}
	b.Set(1, 1, color.White)
	if got := difference(a, b); got != 0.25 {
		t.Errorf("one point of four differs by %v", got)
	}
	if got := difference(a, image.NewRGBA(image.Rect(0, 0, 1, 2))); got != 1 {
		t.Errorf("another size differs by %v", got)
	}
}
