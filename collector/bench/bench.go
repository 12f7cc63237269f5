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
	collectors []command
	kprofefe   string
	registry   string
}

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
	ours := command{"kprofefe", "exec " + kprofefe + ` collect --namespace "$NAMESPACE" --profiles "$TYPES" ` +
		`--cpu-seconds "$CPU_SECONDS" --profefe-url "$PROFEFE_URL" --pod-cidr 127.0.0.0/8`}
	return &bench{target, cluster, append([]command{ours}, beside...), kprofefe, registry}, nil
}

func (b *bench) close() { b.cluster.stop() }

// namespace is another for each bench: its pods are at its target's port.
func (b *bench) namespace(s shape) string {
	return strings.ToLower(fmt.Sprintf("%s-%d", s.name, b.target.port))
}

func (b *bench) all(shapes []shape, runs int) ([]row, error) {
	var rows []row
	for _, s := range shapes {
		fmt.Fprintf(os.Stderr, "bench: %s: making %d pods\n", s.name, s.pods)
		if err := b.cluster.have(b.namespace(s), s, b.target.port); err != nil {
			return nil, err
		}
		b.target.is(s)
		results := map[string][]result{}
		for run := range runs {
			for _, c := range b.collectors {
				r, err := b.run(s, c)
				if err != nil {
					return nil, err
				}
				fmt.Fprintf(os.Stderr, "bench: %s: %s %d of %d: %.2f s, %d stored\n", s.name, c.name, run+1, runs, r.Wall.Seconds(), r.stored)
				results[c.name] = append(results[c.name], r)
			}
		}
		for _, c := range b.collectors {
			rows = append(rows, rowOf(s.name, c.name, results[c.name]))
		}
	}
	return rows, nil
}

func (b *bench) run(s shape, c command) (result, error) {
	to := &registry{url: b.registry, stop: func() error { return nil }}
	if b.registry == "" {
		started, err := startRegistry("exec " + b.kprofefe + ` registry --dir "$DIR" --listen 127.0.0.1:0`)
		if err != nil {
			return result{}, err
		}
		to = started
	}
	defer to.stop()
	before, err := to.stored()
	if err != nil {
		return result{}, err
	}
	output, err := os.CreateTemp("", "bench-output-")
	if err != nil {
		return result{}, err
	}
	defer os.Remove(output.Name())
	defer output.Close()
	b.target.expect()
	took, err := measured(c.line, []string{
		"NAMESPACE=" + b.namespace(s), "PROFEFE_URL=" + to.url, "TYPES=" + s.types, "CPU_SECONDS=" + strconv.Itoa(max(1, s.cpuSeconds)),
	}, output)
	if err != nil {
		return result{}, err
	}
	after, err := to.stored()
	if err != nil {
		return result{}, err
	}
	r := result{cost: took, stored: after - before}
	if asked := b.target.firstAsked(); !asked.IsZero() {
		r.first = asked.Sub(took.Started)
	}
	if took.Code != 0 || r.stored != s.profiles() {
		fmt.Fprintf(os.Stderr, "bench: %s in %s: exit code %d, %d profiles of %d stored: %s\n",
			c.name, s.name, took.Code, r.stored, s.profiles(), end(output))
	}
	return r, nil
}

// end is the last that was written to the file.
func end(file *os.File) string {
	file.Seek(0, io.SeekStart)
	all, _ := io.ReadAll(file)
	lines := strings.Split(strings.TrimSpace(string(all)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}
