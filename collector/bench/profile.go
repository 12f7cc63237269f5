package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
)

// message is protobuf on the wire: https://protobuf.dev/programming-guides/encoding
type message []byte

func (m *message) number(field int, value int64) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3)
	*m = binary.AppendUvarint(*m, uint64(value))
}

func (m *message) bytes(field int, value []byte) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|2)
	*m = binary.AppendUvarint(*m, uint64(len(value)))
	*m = append(*m, value...)
}

func (m *message) numbers(field int, values ...int64) {
	var packed []byte
	for _, value := range values {
		packed = binary.AppendUvarint(packed, uint64(value))
	}
	m.bytes(field, packed)
}

// sampleTypes that Go's own profiles have, by the last part of the path that serves them.
var sampleTypes = map[string][][2]string{
	"profile":      {{"samples", "count"}, {"cpu", "nanoseconds"}},
	"heap":         {{"alloc_objects", "count"}, {"alloc_space", "bytes"}, {"inuse_objects", "count"}, {"inuse_space", "bytes"}},
	"allocs":       {{"alloc_objects", "count"}, {"alloc_space", "bytes"}, {"inuse_objects", "count"}, {"inuse_space", "bytes"}},
	"goroutine":    {{"goroutine", "count"}},
	"threadcreate": {{"threadcreate", "count"}},
	"mutex":        {{"contentions", "count"}, {"delay", "nanoseconds"}},
	"block":        {{"contentions", "count"}, {"delay", "nanoseconds"}},
}

// profileOf has the sample types of such a profile and is about size bytes when gzipped. All of a size are of one
// program, as a service's profiles are: which of its stacks were met, and how often, is drawn from the seed.
func profileOf(kind string, size int, seed int64) timedBodies {
	stacks := 20
	for length := 0; length < size; {
		length = len(newTimedBodies(encoded(kind, stacks, 0)).start)
		if length < size {
			stacks = stacks*size/length + 1
		}
	}
	return newTimedBodies(encoded(kind, stacks, seed))
}

// As in Go's profiles: far more stacks than functions, which share their callers.
func encoded(kind string, stacks int, seed int64) []byte {
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	var strings []string
	index := map[string]int64{}
	text := func(s string) int64 {
		if _, known := index[s]; !known {
			index[s] = int64(len(strings))
			strings = append(strings, s)
		}
		return index[s]
	}
	text("")
	var profile message
	for _, sampleType := range sampleTypes[kind] {
		profile.bytes(1, valueType(text, sampleType))
	}
	functions := int64(20 + stacks/4)
	for _, stack := range differentStacks(random, stacks, functions) {
		profile.bytes(2, sample(random, stack, len(sampleTypes[kind])))
	}
	var mapping message
	mapping.number(1, 1)
	mapping.number(2, 0x400000)
	mapping.number(3, 0x1400000)
	mapping.number(5, text("/app/server"))
	mapping.number(7, 1) // has functions
	profile.bytes(3, mapping)
	for id := int64(1); id <= functions; id++ {
		profile.bytes(4, location(id))
		profile.bytes(5, function(id, text))
	}
	period := sampleTypes[kind][len(sampleTypes[kind])-1]
	profile.bytes(11, valueType(text, period))
	profile.number(12, 10_000_000)
	for _, s := range strings {
		profile.bytes(6, []byte(s))
	}
	return profile
}

func valueType(text func(string) int64, sampleType [2]string) []byte {
	var encoded message
	encoded.number(1, text(sampleType[0]))
	encoded.number(2, text(sampleType[1]))
	return encoded
}

// stacksPerProfile is how many times more stacks the program has than one of its profiles shows.
const stacksPerProfile = 30

// differentStacks are some of the program's, each of them once.
func differentStacks(random *rand.Rand, count int, functions int64) [][]int64 {
	var stacks [][]int64
	for _, number := range random.Perm(count * stacksPerProfile)[:count] {
		stacks = append(stacks, stackOf(number, functions))
	}
	return stacks
}

// stackOf is the same for the same number in every profile; leaf first.
func stackOf(number int, functions int64) []int64 {
	random := rand.New(rand.NewPCG(uint64(number), 0))
	var stack []int64
	for depth := 8 + random.IntN(24); depth > 0; depth-- {
		stack = append(stack, 1+random.Int64N(functions))
	}
	return stack
}

func sample(random *rand.Rand, stack []int64, values int) []byte {
	var encoded message
	var counts []int64
	for range values {
		counts = append(counts, 1+random.Int64N(1_000_000))
	}
	encoded.numbers(1, stack...)
	encoded.numbers(2, counts...)
	return encoded
}

func location(id int64) []byte {
	var line, encoded message
	line.number(1, id)
	line.number(2, 1+id*7%900)
	encoded.number(1, id)
	encoded.number(2, 1)
	encoded.number(3, 0x400000+id*64)
	encoded.bytes(4, line)
	return encoded
}

func function(id int64, text func(string) int64) []byte {
	name := text(fmt.Sprintf("github.com/shop/orders/internal/part%d.(*Worker%d).Do%d", id%40, id, id*31%1000))
	var encoded message
	encoded.number(1, id)
	encoded.number(2, name)
	encoded.number(3, name)
	encoded.number(4, text(fmt.Sprintf("/src/orders/internal/part%d/worker.go", id%40)))
	return encoded
}
