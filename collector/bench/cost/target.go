package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	targetWord = "be-the-target"
	// stacks that the program allocates, waits and contends on: what makes a profile large.
	stacks = 256
	depth  = 8 // 2^8 of them
	tick   = 100 * time.Millisecond
	// work of each tick, in CPU time.
	work = tick / 5
)

// start starts this program again as the one that is scraped, and waits until all its profiles have something to show.
// It ends with its standard input.
func start(r row) (*target, error) {
	process := exec.Command(os.Args[0], targetWord, strconv.Itoa(r.goroutines), strconv.FormatBool(r.works))
	process.Stderr = os.Stderr
	input, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	stop := func() { input.Close(); process.Wait() }
	address, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		stop()
		return nil, fmt.Errorf("the target did not start: %w", err)
	}
	return &target{process.Process.Pid, "http://" + strings.TrimSpace(address) + "/debug/pprof", stop}, nil
}

func serve(goroutines, works string) error {
	waiting, err := strconv.Atoi(goroutines)
	if err != nil {
		return err
	}
	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(1)
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	for _, name := range []string{"heap", "goroutine", "mutex", "block", "threadcreate"} {
		mux.Handle("/debug/pprof/"+name, pprof.Handler(name))
	}
	for path := range stacks {
		through(depth, path, allocate)
		through(depth, path, contend)
	}
	forever := make(chan struct{})
	for number := range waiting {
		go through(depth, number%stacks, func() { <-forever })
	}
	go http.Serve(listener, mux)
	if works == "true" {
		go workInTicks(roundsOf(work))
	}
	fmt.Println(listener.Addr())
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// through calls it on a stack of its own for each path.
func through(depth, path int, it func()) {
	switch {
	case depth == 0:
		it()
	case path&1 == 0:
		left(depth-1, path>>1, it)
	default:
		right(depth-1, path>>1, it)
	}
}

//go:noinline
func left(depth, path int, it func()) { through(depth, path, it) }

//go:noinline
func right(depth, path int, it func()) { through(depth, path, it) }

var kept [8][]byte

// More than runtime.MemProfileRate, so that each is sampled.
func allocate() { kept[rand.Intn(len(kept))] = make([]byte, 1<<20) }

// contend waits for a mutex that another goroutine holds and lets go.
func contend() {
	var contended sync.Mutex
	var ended sync.WaitGroup
	contended.Lock()
	ended.Go(func() {
		contended.Lock()
		contended.Unlock()
	})
	time.Sleep(time.Millisecond)
	contended.Unlock()
	ended.Wait()
}

// roundsOf is how much work takes so long here, so that each tick does the same.
func roundsOf(long time.Duration) int {
	const tried = 50
	best := time.Hour
	for range 10 {
		began := time.Now()
		for range tried {
			round()
		}
		best = min(best, time.Since(began))
	}
	return max(1, int(long*tried/best))
}

// The numbers are always the same.
func round() { sort.Ints(rand.New(rand.NewSource(1)).Perm(1_000)) }

func workInTicks(rounds int) {
	for number := 0; ; number++ {
		next := time.Now().Add(tick)
		for range rounds {
			through(depth, number%stacks, round)
		}
		through(depth, number%stacks, allocate)
		through(depth, number%stacks, contend)
		time.Sleep(time.Until(next))
	}
}
