package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// A spread is what several runs took.
type spread struct{ min, median, max float64 }

func spreadOf(values []float64) spread {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return spread{}
	}
	return spread{sorted[0], sorted[len(sorted)/2], sorted[len(sorted)-1]}
}

func (s spread) String() string {
	if s == (spread{}) {
		return "-"
	}
	return fmt.Sprintf("%.*f/%.*f/%.*f", digits(s.median), s.min, digits(s.median), s.median, digits(s.median), s.max)
}

func digits(value float64) int {
	if value >= 20 {
		return 0
	}
	return 2
}

// A row is one command in one shape.
type row struct {
	shape, command string
	runs           int
	wall, cpu, rss spread // seconds, seconds, MiB
	first          spread // seconds from the start of the process to the first request at a pod
	stored, failed int    // of the last run; failed: runs that did not exit with 0
}

func rowOf(shape, command string, results []result) row {
	of := func(value func(result) float64) spread {
		var values []float64
		for _, r := range results {
			if v := value(r); v > 0 {
				values = append(values, v)
			}
		}
		return spreadOf(values)
	}
	made := row{
		shape: shape, command: command, runs: len(results),
		wall:  of(func(r result) float64 { return r.Wall.Seconds() }),
		cpu:   of(func(r result) float64 { return r.CPU.Seconds() }),
		rss:   of(func(r result) float64 { return float64(r.RSS) / (1 << 20) }),
		first: of(func(r result) float64 { return r.first.Seconds() }),
	}
	for _, r := range results {
		made.stored = r.stored
	}
	return made
}

var heading = []string{"shape", "command", "runs", "wall s", "CPU s", "RSS MiB", "first scrape s", "stored"}

func (r row) cells() []string {
	return []string{r.shape, r.command, strconv.Itoa(r.runs), r.wall.String(), r.cpu.String(), r.rss.String(), r.first.String(), strconv.Itoa(r.stored)}
}

// print writes the rows for people: min/median/max.
func print(out io.Writer, rows []row) error {
	aligned := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(aligned, strings.Join(heading, "\t"))
	for _, r := range rows {
		fmt.Fprintln(aligned, strings.Join(r.cells(), "\t"))
	}
	return aligned.Flush()
}

// A record is where, when and of what the rows were measured.
type record struct {
	date                 time.Time
	commit, jvm, machine string
	unit                 float64
}

var columns = []string{"date", "commit", "jvm", "machine", "unit_seconds", "shape", "command", "runs",
	"wall_min", "wall_median", "wall_max", "cpu_min", "cpu_median", "cpu_max", "rss_min", "rss_median", "rss_max",
	"first_min", "first_median", "first_max", "stored"}

// keep appends the rows to the file, which it begins when it is not there.
func (about record) keep(path string, rows []row) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	out := csv.NewWriter(file)
	if info.Size() == 0 {
		out.Write(columns)
	}
	for _, r := range rows {
		fields := []string{about.date.Format(time.RFC3339), about.commit, about.jvm, about.machine, number(about.unit), r.shape, r.command, strconv.Itoa(r.runs)}
		for _, s := range []spread{r.wall, r.cpu, r.rss, r.first} {
			fields = append(fields, number(s.min), number(s.median), number(s.max))
		}
		out.Write(append(fields, strconv.Itoa(r.stored)))
	}
	out.Flush()
	return out.Error()
}

func number(value float64) string { return strconv.FormatFloat(value, 'f', 3, 64) }
