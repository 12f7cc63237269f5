package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// A registry is where runs deliver to: a fresh one of ours, or one that runs already.
type registry struct {
	url  string
	pid  int // 0 of one that is not ours to measure
	stop func() error
}

func runningRegistry(url string) *registry {
	return &registry{url: url, stop: func() error { return nil }}
}

// startRegistry starts the command, which prints its URL first and is told its folder in $DIR. That stays when it
// stops: ext4 looks for recently deleted files with each one that is made, which would be the next one's cost.
func startRegistry(command, folders string) (*registry, error) {
	folder, err := os.MkdirTemp(folders, "registry-")
	if err != nil {
		return nil, err
	}
	process := exec.Command("sh", "-c", command)
	process.Env = append(os.Environ(), "DIR="+folder)
	output, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	stop := func() error {
		if err := process.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		process.Wait() // how it ended is not what is measured
		return nil
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		stop()
		return nil, fmt.Errorf("%s: no URL on its first line: %w", command, err)
	}
	return &registry{url: strings.TrimSpace(line), pid: process.Process.Pid, stop: stop}, nil
}

// stored is how many profiles it lists of the last hour and the next.
func (r *registry) stored() (int, error) {
	var services struct{ Body []string }
	if err := r.get("/api/0/services", &services); err != nil {
		return 0, err
	}
	const layout = "2006-01-02T15:04:05"
	now := time.Now().UTC()
	count := 0
	for _, service := range services.Body {
		query := url.Values{"service": {service}, "from": {now.Add(-time.Hour).Format(layout)}, "to": {now.Add(time.Hour).Format(layout)}}
		var profiles struct{ Body []struct{} }
		if err := r.get("/api/0/profiles?"+query.Encode(), &profiles); err != nil {
			return 0, err
		}
		count += len(profiles.Body)
	}
	return count, nil
}

// get leaves the answer empty when there is nothing to list: Profefe calls that not found.
func (r *registry) get(path string, answer any) error {
	response, err := http.Get(r.url + path)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNotFound {
		return fmt.Errorf("%s%s: %s", r.url, path, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
