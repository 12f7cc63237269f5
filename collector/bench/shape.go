package main

import (
	"fmt"
	"strings"
)

// A shape is one kind of run: how many pods there are, what is asked of each, and how large their answers are. Or it
// is a kind of work for a registry.
type shape struct {
	name string
	// serve is the work for a registry, which then needs no pods.
	serve func(*registry, shape) (result, error)
	pods  int
	// types of profiles, as --profiles takes them.
	types string
	// cpuSeconds that a CPU profile takes; 0: every answer comes at once.
	cpuSeconds int
	// body is the size of each answer in bytes, gzipped.
	body int
	// shards that it is split into, one after the other, each a run by itself; 0: it is not.
	shards int
}

const (
	sixTypes  = "cpu,heap,goroutine,mutex,block,threadcreate"
	fourTypes = "cpu,heap,goroutine,mutex"
)

var shapes = []shape{
	{name: "first-scrape", pods: 1, types: "heap", body: 2_000},
	{name: "15-pods", pods: 15, types: sixTypes, body: 2_000},
	{name: "150-pods", pods: 150, types: sixTypes, body: 2_000},
	{name: "1000-pods", pods: 1_000, types: sixTypes, body: 2_000},
	{name: "1500-pods", pods: 1_500, types: sixTypes, body: 2_000},
	{name: "150-pods-60kB", pods: 150, types: sixTypes, body: 60_000},
	{name: "150-pods-500kB", pods: 150, types: sixTypes, body: 500_000},
	{name: "150-pods-30s", pods: 150, types: sixTypes, cpuSeconds: 30, body: 2_000},
	{name: "5000-pods-30s", pods: 5_000, types: fourTypes, cpuSeconds: 30, body: 2_000},
	{name: "20000-pods-4-shards", pods: 20_000, types: fourTypes, cpuSeconds: 30, body: 2_000, shards: 4},
	{name: "registry", serve: storing, body: 2_000},
	{name: "merge", serve: merging, body: 60_000},
}

// profiles that a whole run of it stores.
func (s shape) profiles() int { return s.pods * (strings.Count(s.types, ",") + 1) }

// named are those that a list such as 15-pods,150-pods names.
func named(list string) ([]shape, error) {
	var chosen []shape
	for _, name := range strings.Split(list, ",") {
		found := false
		for _, s := range shapes {
			if s.name == name {
				chosen, found = append(chosen, s), true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no shape %q: see -help", name)
		}
	}
	return chosen, nil
}

func shapeNames() string {
	var names []string
	for _, s := range shapes {
		names = append(names, s.name)
	}
	return strings.Join(names, ",")
}
