// A Go program to profile: it works, allocates, contends a mutex and blocks, a little each, and serves
// net/http/pprof on the addresses given. It tells on standard output, a line each,
//
//	ready
//	sent <address> <path> <status> <bytes> <sha256 of the body>
//
// the first once all its profiles have something to show, the second after each answer. It ends when
// its standard input does, so that it never outlives the test that started it.
package main

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"hash"
	"io"
	"log"
	"math/rand"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"runtime"
	runtimepprof "runtime/pprof"
	"sort"
	"strings"
	"sync"
	"time"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:6060", "addresses to serve on, comma separated")
	busy := flag.Duration("busy", 20*time.Millisecond, "CPU time of each round of work")
	pause := flag.Duration("pause", 80*time.Millisecond, "pause after each round")
	path := flag.String("path", "/debug/pprof", "prefix of the pprof handlers")
	endless := flag.Bool("endless", false, "answer everything with a profile that has no end")
	flag.Parse()

	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(1)
	go sortNumbers(*busy, *pause)
	go keepSome(*pause)
	for i := 0; i < 2; i++ {
		go contend(*pause)
	}
	go passOn(*pause)

	var lines sync.Mutex
	for _, address := range strings.Split(*listen, ",") {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			log.Fatal(err)
		}
		handler := telling(&lines, address, handlers(*path))
		if *endless {
			handler = http.HandlerFunc(stringAfterString)
		}
		go func() { log.Fatal(http.Serve(listener, handler)) }()
	}
	for !allHaveSomethingToShow() {
		time.Sleep(10 * time.Millisecond)
	}
	lines.Lock()
	fmt.Println("ready")
	lines.Unlock()
	io.Copy(io.Discard, os.Stdin)
}

func handlers(prefix string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(prefix+"/profile", pprof.Profile)
	mux.HandleFunc(prefix+"/trace", pprof.Trace)
	for _, name := range []string{"heap", "goroutine", "mutex", "block", "threadcreate", "allocs"} {
		mux.Handle(prefix+"/"+name, pprof.Handler(name))
	}
	return mux
}

func allHaveSomethingToShow() bool {
	for _, name := range []string{"heap", "mutex", "block"} {
		if runtimepprof.Lookup(name).Count() == 0 {
			return false
		}
	}
	return true
}

// A sound beginning, gzipped without being smaller for it: strings of a profile's table, for ever.
func stringAfterString(w http.ResponseWriter, r *http.Request) {
	body, _ := gzip.NewWriterLevel(w, gzip.NoCompression)
	entry := append([]byte{6<<3 | 2, 0x80, 0x08}, make([]byte, 1024)...)
	for {
		if _, err := body.Write(entry); err != nil {
			return
		}
	}
}

// What was sent, so that a test can tell that nothing of it was changed on its way.
type sent struct {
	http.ResponseWriter
	status int
	bytes  int
	hash   hash.Hash
}

func (s *sent) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

func (s *sent) Write(body []byte) (int, error) {
	n, err := s.ResponseWriter.Write(body)
	s.bytes += n
	s.hash.Write(body[:n])
	return n, err
}

// The trace handler flushes.
func (s *sent) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func telling(lines *sync.Mutex, address string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &sent{w, http.StatusOK, 0, sha256.New()}
		next.ServeHTTP(s, r)
		lines.Lock()
		defer lines.Unlock()
		fmt.Println("sent", address, r.URL.Path, s.status, s.bytes, hex.EncodeToString(s.hash.Sum(nil)))
	})
}

func sortNumbers(busy, pause time.Duration) {
	for {
		for end := time.Now().Add(busy); time.Now().Before(end); {
			sort.Ints(rand.Perm(10_000))
		}
		time.Sleep(pause)
	}
}

// A ring of megabytes: what it keeps is in use, what it let go was allocated.
func keepSome(pause time.Duration) {
	kept := make([][]byte, 8)
	for i := 0; ; i++ {
		kept[i%len(kept)] = make([]byte, 1<<20)
		time.Sleep(pause)
	}
}

var contended sync.Mutex

func contend(pause time.Duration) {
	for {
		contended.Lock()
		time.Sleep(pause / 10)
		contended.Unlock()
		runtime.Gosched()
	}
}

func passOn(pause time.Duration) {
	baton := make(chan int)
	go func() {
		for i := 0; ; i++ {
			time.Sleep(pause)
			baton <- i
		}
	}()
	for range baton {
	}
}
