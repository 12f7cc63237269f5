// Writes its own profiles to a folder: cpu, heap, goroutine and mutex.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"sync"
	"time"
)

type tree struct {
	Left, Right *tree
	Name        string
}

func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{grow(depth - 1), grow(depth - 1), fmt.Sprint(depth)}
}

func work(until time.Time, mu *sync.Mutex) {
	for time.Now().Before(until) {
		text, _ := json.Marshal(grow(10))
		mu.Lock()
		slices.SortFunc(text, func(a, b byte) int { return int(a) - int(b) })
		mu.Unlock()
	}
}

func main() {
	runtime.SetMutexProfileFraction(1)
	runtime.MemProfileRate = 4096
	file := func(name string) *os.File {
		f, err := os.Create(filepath.Join(os.Args[1], name+".pb.gz"))
		if err != nil {
			panic(err)
		}
		return f
	}
	cpu := file("cpu")
	if err := pprof.StartCPUProfile(cpu); err != nil {
		panic(err)
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { work(time.Now().Add(time.Second), &mu) })
	}
	all.Wait()
	kept := grow(12)
	runtime.GC()
	pprof.StopCPUProfile()
	for _, name := range []string{"heap", "goroutine", "mutex"} {
		f := file(name)
		if err := pprof.Lookup(name).WriteTo(f, 0); err != nil {
			panic(err)
		}
		f.Close()
	}
	cpu.Close()
	runtime.KeepAlive(kept)
}
