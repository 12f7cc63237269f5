package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	connections     = 32
	profilesToStore = 10_000
	profilesToMerge = 1_000
)

// storing measures how long a registry takes to store profiles of 2 kB from 32 connections, once it has stored as
// many: it runs for months.
func storing(r *registry, s shape) (result, error) {
	body := profileOf("heap", s.body, 1)
	if failed := newPostedRun(r.url, body).postAll(connections, profilesToStore); failed > 0 {
		return result{}, fmt.Errorf("%d of the first %d profiles were not stored", failed, profilesToStore)
	}
	run := newPostedRun(r.url, body)
	before := r.spent()
	failed := run.postAll(connections, profilesToStore)
	took := r.since(before, run.started, profilesToStore)
	if failed > 0 {
		return result{}, fmt.Errorf("%d of %d profiles were not stored", failed, profilesToStore)
	}
	return took, run.verifyListed(profilesToStore)
}

// merging measures how long a registry takes to merge 1,000 different CPU profiles of one service.
func merging(r *registry, s shape) (result, error) {
	taken := time.Now()
	service := fmt.Sprintf("merged-%x", taken.UnixNano())
	for seed := range int64(profilesToMerge) {
		query := url.Values{"service": {service}, "type": {"cpu"}}
		body := profileOf("profile", s.body, seed).at(taken, time.Second)
		answer, err := http.Post(r.url+"/api/0/profiles?"+query.Encode(), "application/octet-stream", bytes.NewReader(body))
		if err := succeeded(answer, err); err != nil {
			return result{}, err
		}
	}
	query := url.Values{"service": {service}, "type": {"cpu"}, "from": {minute(taken, -1)}, "to": {minute(taken, 2)}}
	before, started := r.spent(), time.Now()
	answer, err := http.Get(r.url + "/api/0/profiles/merge?" + query.Encode())
	if err := succeeded(answer, err); err != nil {
		return result{}, err
	}
	return r.since(before, started, profilesToMerge), nil
}

func minute(near time.Time, minutes int) string {
	return near.Add(time.Duration(minutes) * time.Minute).UTC().Format("2006-01-02T15:04:05")
}

// succeeded reads an answer to its end, and tells of one that is no success.
func succeeded(answer *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 1000))
		return fmt.Errorf("%s: %s", answer.Status, said)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// spent is the CPU time of the registry's process up to now.
func (r *registry) spent() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", r.pid))
	if err != nil {
		return 0
	}
	_, afterName, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(afterName)
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	const tick = 10 * time.Millisecond
	return time.Duration(user+system) * tick
}

// since is what it took from then on, and the most memory it ever had.
func (r *registry) since(spent time.Duration, started time.Time, stored int) result {
	took := result{stored: stored}
	took.Started, took.Wall, took.CPU = started, time.Since(started), r.spent()-spent
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.pid))
	for _, line := range strings.Split(string(status), "\n") {
		if size, found := strings.CutPrefix(line, "VmHWM:"); found {
			kib, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(size, "kB")), 10, 64)
			took.RSS = kib << 10
		}
	}
	return took
}
