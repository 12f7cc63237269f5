package main

import (
	"context"
	"net"
	"net/http"
	"path"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// A loadTarget is all pods: it serves pprof on each address of 127.0.0.0/8, on one port.
type loadTarget struct {
	port  int
	serve atomic.Pointer[answers]
}

// answers are what one shape's pods give.
type answers struct {
	bodies     map[string]timedBodies
	cpuSeconds int
	first      atomic.Int64
}

func startTarget() (*loadTarget, error) {
	listener, err := listenOnLoopback()
	if err != nil {
		return nil, err
	}
	target := &loadTarget{port: listener.Addr().(*net.TCPAddr).Port}
	go http.Serve(listener, target) // as long as the bench runs
	return target, nil
}

// Bound to the interface, all addresses are those of loopback.
func listenOnLoopback() (net.Listener, error) {
	config := net.ListenConfig{Control: func(_, _ string, socket syscall.RawConn) error {
		var failed error
		err := socket.Control(func(fd uintptr) {
			failed = syscall.SetsockoptString(int(fd), syscall.SOL_SOCKET, syscall.SO_BINDTODEVICE, "lo")
		})
		if err != nil {
			return err
		}
		return failed
	}}
	return config.Listen(context.Background(), "tcp4", "0.0.0.0:0")
}

// is makes its pods those of this shape, of which nobody has asked anything yet.
func (t *loadTarget) is(s shape) {
	now := &answers{bodies: map[string]timedBodies{}, cpuSeconds: s.cpuSeconds}
	seed := int64(1)
	for kind := range sampleTypes {
		now.bodies[kind] = profileOf(kind, s.body, seed)
	}
	t.serve.Store(now)
}

// expect forgets who asked first.
func (t *loadTarget) expect() { t.serve.Load().first.Store(0) }

// firstAsked is when the first request came; zero when none did.
func (t *loadTarget) firstAsked() time.Time {
	if nanos := t.serve.Load().first.Load(); nanos != 0 {
		return time.Unix(0, nanos)
	}
	return time.Time{}
}

func (t *loadTarget) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	now := t.serve.Load()
	now.first.CompareAndSwap(0, time.Now().UnixNano())
	kind := path.Base(request.URL.Path)
	bodies, known := now.bodies[kind]
	if !known {
		http.NotFound(response, request)
		return
	}
	var long time.Duration
	if kind == "profile" {
		long = time.Duration(now.cpuSeconds) * time.Second
	}
	if !waited(request, long) {
		return
	}
	body := bodies.at(time.Now(), long)
	response.Header().Set("Content-Type", "application/octet-stream")
	response.Header().Set("Content-Length", strconv.Itoa(len(body)))
	response.Write(body)
}

// waited is false when the caller went before.
func waited(request *http.Request, long time.Duration) bool {
	select {
	case <-time.After(long):
		return true
	case <-request.Context().Done():
		return false
	}
}
