package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// A bench is what the collectors run against.
type bench struct {
	target     *loadTarget
	cluster    *cluster
	kprofefe   string
	collectors []command
	// registry is where one runs already; empty: a fresh one of ours takes each run's profiles.
	registry string
	// folder of all that is written, until the end.
	folder string
}

const ourName = "kprofefe"

// A result is one run.
type result struct {
	cost
	first  time.Duration
	stored int
}

func open(kprofefe, registry string, beside []command) (*bench, error) {
	target, err := startTarget()
	if err != nil {
		return nil, err
	}
	cluster, err := openCluster()
	if err != nil {
		return nil, err
	}
	ours := command{ourName, "exec " + kprofefe + ` collect --namespace "$NAMESPACE" --profiles "$TYPES" ` +
		`--cpu-seconds "$CPU_SECONDS" --profefe-url "$PROFEFE_URL" --pod-cidr 127.0.0.0/8`}
	folder, err := os.MkdirTemp("", "bench-")
	if err != nil {
		cluster.stop()
		return nil, err
	}
	return &bench{target, cluster, kprofefe, append([]command{ours}, beside...), registry, folder}, nil
}

func (b *bench) close() {
	b.cluster.stop()
	os.RemoveAll(b.folder)
}

func (b *bench) all(shapes []shape, runs int) ([]row, error) {
	var rows []row
	for _, s := range shapes {
		measure := b.collecting
		if s.serve != nil {
			measure = b.serving
		}
		more, err := measure(s, runs)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// collecting measures each collector in turn.
func (b *bench) collecting(s shape, runs int) ([]row, error) {
	progress("%s: making %d pods", s.name, s.pods)
	if err := b.cluster.have(b.namespace(s), s, b.target.port); err != nil {
		return nil, err
	}
	b.target.is(s)
	results := map[string][]result{}
	for run := range runs {
		for _, c := range b.collectors {
			more, err := b.run(s, c)
			if err != nil {
				return nil, err
			}
			results[c.name] = append(results[c.name], more...)
			progress("%s: %s %d of %d", s.name, c.name, run+1, runs)
		}
	}
	var rows []row
	for _, c := range b.collectors {
		rows = append(rows, rowOf(s.name, c.name, results[c.name]))
	}
	return rows, nil
}

// serving measures our registry, and the one that is given, in turn.
func (b *bench) serving(s shape, runs int) ([]row, error) {
	var ours, given []result
	for run := range runs {
		fresh, err := b.ourRegistry()
		if err != nil {
			return nil, err
		}
		took, err := s.serve(fresh, s)
		fresh.stop()
		if err != nil {
			return nil, err
		}
		ours = append(ours, took)
		if b.registry != "" {
			if took, err = s.serve(runningRegistry(b.registry), s); err != nil {
				return nil, err
			}
			given = append(given, took)
		}
		progress("%s: %d of %d", s.name, run+1, runs)
	}
	rows := []row{rowOf(s.name, ourName, ours)}
	if b.registry != "" {
		rows = append(rows, rowOf(s.name, "given", given))
	}
	return rows, nil
}

func (b *bench) ourRegistry() (*registry, error) {
	return startRegistry("exec "+b.kprofefe+` registry --dir "$DIR" --listen 127.0.0.1:0`, b.folder)
}

// run is one run of a collector, or one of each of its shards.
func (b *bench) run(s shape, c command) ([]result, error) {
	to := runningRegistry(b.registry)
	if b.registry == "" {
		fresh, err := b.ourRegistry()
		if err != nil {
			return nil, err
		}
		to = fresh
	}
	defer to.stop()
	output, err := os.CreateTemp(b.folder, "output-")
	if err != nil {
		return nil, err
	}
	defer output.Close()
	var results []result
	stored := 0
	for shard := range max(1, s.shards) {
		took, err := b.shard(s, c, shard, to, output)
		if err != nil {
			return nil, err
		}
		results = append(results, took)
		stored += took.stored
	}
	// Another collector may take other types: the table tells how many there were.
	if c.name == ourName && stored != s.profiles() {
		return nil, fmt.Errorf("%d profiles of %d stored: %s", stored, s.profiles(), end(output))
	}
	return results, nil
}

func (b *bench) shard(s shape, c command, number int, to *registry, output *os.File) (result, error) {
	environment := []string{
		"NAMESPACE=" + b.namespace(s), "PROFEFE_URL=" + to.url, "TYPES=" + s.types,
		"CPU_SECONDS=" + strconv.Itoa(max(1, s.cpuSeconds)),
	}
	if s.shards > 0 {
		environment = append(environment, fmt.Sprintf("KPROFEFE_SHARD=%d/%d", number, s.shards))
	}
	before, err := to.stored()
	if err != nil {
		return result{}, err
	}
	b.target.expect()
	took, err := measured(c.line, environment, output)
	if err != nil {
		return result{}, err
	}
	if took.Code != 0 {
		return result{}, fmt.Errorf("%s ended with %d: %s", c.name, took.Code, end(output))
	}
	after, err := to.stored()
	if err != nil {
		return result{}, err
	}
	r := result{cost: took, stored: after - before}
	if asked := b.target.firstAsked(); !asked.IsZero() {
		r.first = asked.Sub(took.Started)
	}
	return r, nil
}

// namespace is another for each bench: its pods are at its target's port.
func (b *bench) namespace(s shape) string {
	return strings.ToLower(fmt.Sprintf("%s-%d", s.name, b.target.port))
}

// end is the last that was written to the file.
func end(file *os.File) string {
	file.Seek(0, io.SeekStart)
	all, _ := io.ReadAll(file)
	lines := strings.Split(strings.TrimSpace(string(all)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}

func progress(format string, words ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", words...)
}
