// Command cost tells what a scrape costs the pod: the CPU time of a Go program, user and system, while it is scraped
// and while it is not, in turn. From the root of the repository:
//
//	go -C collector/bench run ./cost
//
// measures a program of its own, while it waits, and while it does the same work again and again. Any other that runs
// here and serves pprof can be measured in its place, if its load is steady:
//
//	go -C collector/bench run ./cost -pid 4242 -url http://127.0.0.1:6060/debug/pprof
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// A row is one way to scrape.
type row struct {
	name string
	// path of the profile below the prefix of all.
	path string
	// window is how long a turn takes, with scrapes or without.
	window time.Duration
	// scrapes in a window; 0 shows what two windows without any differ by: the noise.
	scrapes int
	// goroutines that wait in our program, beside its own few.
	goroutines int
	// works: the program takes a fifth of a core's time, else none. What its work takes varies by more than most
	// scrapes cost: such rows need more turns.
	works bool
	// turns of a run, in place of one. A turn is a window without scrapes and one with them.
	turns int
}

var rows = []row{
	{name: "heap", path: "heap", window: 2 * time.Second, scrapes: 20},
	{name: "mutex", path: "mutex", window: 2 * time.Second, scrapes: 20},
	{name: "block", path: "block", window: 2 * time.Second, scrapes: 20},
	{name: "threadcreate", path: "threadcreate", window: 2 * time.Second, scrapes: 20},
	{name: "goroutine", path: "goroutine", window: 2 * time.Second, scrapes: 20, goroutines: 10},
	{name: "goroutine, 1,000 of them", path: "goroutine", window: 2 * time.Second, scrapes: 20, goroutines: 1_000},
	{name: "goroutine, 10,000 of them", path: "goroutine", window: 2 * time.Second, scrapes: 20, goroutines: 10_000},
	{name: "cpu, 10 s", path: "profile?seconds=10", window: 11 * time.Second, scrapes: 1},
	{name: "cpu, 30 s", path: "profile?seconds=30", window: 31 * time.Second, scrapes: 1},
	{name: "trace, 1 s", path: "trace?seconds=1", window: 2 * time.Second, scrapes: 1},
	{name: "at work: nothing", window: 2 * time.Second, works: true, turns: 6},
	{name: "at work: cpu, 1 s", path: "profile?seconds=1", window: 2 * time.Second, scrapes: 1, works: true, turns: 6},
	{name: "at work: trace, 1 s", path: "trace?seconds=1", window: 2 * time.Second, scrapes: 1, works: true, turns: 6},
	{name: "at work: cpu, 30 s", path: "profile?seconds=30", window: 31 * time.Second, scrapes: 1, works: true},
}

// fitsAny is whether the row can be had of any program, and not of ours alone.
func (r row) fitsAny() bool { return r.goroutines <= 10 && !r.works }

func main() {
	if len(os.Args) == 4 && os.Args[1] == targetWord {
		exitOn(serve(os.Args[2], os.Args[3]))
		return
	}
	runs := flag.Int("runs", 5, "of each row; those at work are run more often")
	only := flag.String("only", "", "rows whose name begins with this")
	pid := flag.Int("pid", 0, "measure this process in place of a program of our own")
	url := flag.String("url", "", "where that process serves pprof, such as http://127.0.0.1:6060/debug/pprof")
	flag.Parse()

	fmt.Println("| profile | CPU of a scrape | answer | every 10 minutes | every minute |")
	fmt.Println("| --- | --- | --- | --- | --- |")
	for _, r := range rows {
		if strings.HasPrefix(r.name, *only) && (*pid == 0 || r.fitsAny()) {
			costs, err := measured(r, *runs, *pid, *url)
			exitOn(err)
			fmt.Println(line(r, costs))
		}
	}
}

// measured is the row's cost, of a fresh program of ours unless another is given.
func measured(r row, runs, pid int, url string) ([]cost, error) {
	to := &target{pid: pid, url: url, stop: func() {}}
	if pid == 0 {
		started, err := start(r)
		if err != nil {
			return nil, err
		}
		to = started
	}
	defer to.stop()
	var costs []cost
	for range runs * max(1, r.turns) {
		c, err := to.turn(r)
		if err != nil {
			return nil, err
		}
		costs = append(costs, c)
	}
	return costs, nil
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "cost:", err)
		os.Exit(1)
	}
}
