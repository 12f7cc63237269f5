package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"syscall"
	"time"
	"unsafe"
)

// A target is a process that serves pprof.
type target struct {
	pid  int
	url  string
	stop func()
}

// A cost is what one turn found of one scrape.
type cost struct {
	cpu   time.Duration // below zero where the noise is more than the cost
	bytes int64
}

// each connection is another, as it is when a run scrapes.
var client = http.Client{Transport: &http.Transport{DisableKeepAlives: true, DisableCompression: true}, Timeout: time.Minute}

// turn is a window without scrapes and one with them.
func (t *target) turn(r row) (cost, error) {
	without, _, err := t.window(r, 0)
	if err != nil {
		return cost{}, err
	}
	with, bytes, err := t.window(r, r.scrapes)
	if err != nil {
		return cost{}, err
	}
	return cost{(with - without) / time.Duration(max(1, r.scrapes)), bytes}, nil
}

// window is the CPU time that the target takes in a row's window, and the bytes of its last answer. The scrapes are
// evenly spread.
func (t *target) window(r row, scrapes int) (time.Duration, int64, error) {
	before, err := cpuTime(t.pid)
	if err != nil {
		return 0, 0, err
	}
	end := time.Now().Add(r.window)
	var bytes int64
	for n := range scrapes {
		next := time.Now().Add(time.Until(end) / time.Duration(scrapes-n))
		if bytes, err = scrape(t.url + "/" + r.path); err != nil {
			return 0, 0, err
		}
		time.Sleep(time.Until(next))
	}
	time.Sleep(time.Until(end))
	after, err := cpuTime(t.pid)
	return after - before, bytes, err
}

func scrape(url string) (int64, error) {
	response, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", url, response.Status)
	}
	return io.Copy(io.Discard, response.Body)
}

// cpuTime is what all threads of a process have taken so far, user and system, to the nanosecond: the clock that
// clock_getcpuclockid(3) names, as the kernel's include/linux/posix-timers.h makes its number.
func cpuTime(pid int) (time.Duration, error) {
	const scheduled = 2
	clock := uintptr(^pid<<3 | scheduled)
	var taken syscall.Timespec
	_, _, failed := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&taken)), 0)
	if failed != 0 {
		return 0, fmt.Errorf("the CPU time of process %d: %w", pid, failed)
	}
	return time.Duration(taken.Nano()), nil
}

// line is a row of the table: min/median/max, and from the median the share of one core.
func line(r row, costs []cost) string {
	slices.SortFunc(costs, func(a, b cost) int { return int(a.cpu - b.cpu) })
	median := costs[len(costs)/2]
	spread := fmt.Sprintf("%s / %s / %s ms", ms(costs[0].cpu), ms(median.cpu), ms(costs[len(costs)-1].cpu))
	if r.scrapes == 0 {
		return fmt.Sprintf("| %s | %s | – | – | – |", r.name, spread)
	}
	return fmt.Sprintf("| %s | %s | %.1f kB | %s | %s |",
		r.name, spread, float64(median.bytes)/1000, share(median.cpu, 10*time.Minute), share(median.cpu, time.Minute))
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }

func share(cpu, of time.Duration) string {
	return fmt.Sprintf("%.4f %%", 100*float64(cpu)/float64(of))
}
