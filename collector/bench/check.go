package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// margin beyond which more is a regression: machines and their neighbours differ.
const margin = 2

// compare fails when a row's CPU time or memory is beyond the margin of what the file last recorded of it.
// CPU time is compared in units of work, so that a slow machine is not a slow program.
func (about record) compare(path string, rows []row) error {
	recorded, err := lastOf(path)
	if err != nil {
		return err
	}
	for _, r := range rows {
		before, known := recorded[r.shape+" "+r.command]
		if !known {
			return fmt.Errorf("%s holds nothing of %s in %s", path, r.command, r.shape)
		}
		if now, then := r.cpu.median/about.unit, before["cpu_median"]/before["unit_seconds"]; now > margin*then {
			return fmt.Errorf("%s in %s took %.1f units of CPU time; recorded are %.1f", r.command, r.shape, now, then)
		}
		if now, then := r.rss.median, before["rss_median"]; now > margin*then {
			return fmt.Errorf("%s in %s took %.0f MiB; recorded are %.0f", r.command, r.shape, now, then)
		}
	}
	return nil
}

// lastOf is the last line's numbers of each shape and command.
func lastOf(path string) (map[string]map[string]float64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	last := map[string]map[string]float64{}
	for _, line := range lines[1:] {
		fields, numbers := map[string]string{}, map[string]float64{}
		for i, column := range lines[0] {
			fields[column] = line[i]
			if value, err := strconv.ParseFloat(line[i], 64); err == nil {
				numbers[column] = value
			}
		}
		last[fields["shape"]+" "+fields["command"]] = numbers
	}
	return last, nil
}

// unit is the CPU time in seconds of a fixed piece of work here and now: the best of five.
func unit() float64 {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	work := make([]byte, 8<<20)
	random := rand.New(rand.NewSource(1))
	for i := range work {
		work[i] = byte('a' + random.Intn(8))
	}
	best := time.Hour
	for range 5 {
		before := threadTime()
		writer := gzip.NewWriter(io.Discard)
		writer.Write(work)
		writer.Close()
		best = min(best, threadTime()-before)
	}
	return best.Seconds()
}

func threadTime() time.Duration {
	const rusageThread = 1
	var usage syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &usage); err != nil {
		panic(err) // Linux knows it
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
