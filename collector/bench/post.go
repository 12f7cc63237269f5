package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// What a run posts: profiles of so many services, of each type in turn. Each service has some pods.
const (
	postedServices = 25
	podsPerService = 6
)

var postedTypes = []string{"cpu", "heap", "goroutine", "mutex"}

// A postedRun stores profiles in a registry. All are the same one, but for their times. Its services' names are its
// own, so that what the registry lists of them is what it stored.
type postedRun struct {
	registry string
	started  time.Time
	bodies   timedBodies
}

func newPostedRun(registry string, bodies timedBodies) postedRun {
	return postedRun{registry: registry, started: time.Now(), bodies: bodies}
}

// postAll goes over so many connections that are kept, each profile when its connection's last one was answered. It
// returns how many were not answered with 200.
func (run postedRun) postAll(connections, profiles int) int {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	var next, refused atomic.Int64
	var workers sync.WaitGroup
	for range connections {
		workers.Go(func() {
			for {
				profile := int(next.Add(1)) - 1
				if profile >= profiles {
					return
				}
				if run.post(client, profile) != nil {
					refused.Add(1)
				}
			}
		})
	}
	workers.Wait()
	return int(refused.Load())
}

func (run postedRun) service(number int) string {
	return fmt.Sprintf("bench-%x-%d", run.started.UnixNano(), number)
}

func (run postedRun) timeOf(profile int) time.Time {
	return run.started.Add(time.Duration(profile) * time.Microsecond).UTC()
}

// post sends a profile as the collector does.
func (run postedRun) post(client *http.Client, profile int) error {
	service := profile / len(postedTypes) % postedServices
	pod := profile / len(postedTypes) / postedServices % podsPerService
	created := run.timeOf(profile)
	query := url.Values{
		"service":    {run.service(service)},
		"type":       {postedTypes[profile%len(postedTypes)]},
		"labels":     {fmt.Sprintf("container=app,namespace=shop,node=node-%d,pod=web-%d-%d", pod, service, pod)},
		"created_at": {created.Format("2006-01-02T15:04:05")},
	}
	answer, err := client.Post(run.registry+"/api/0/profiles?"+query.Encode(),
		"application/octet-stream", bytes.NewReader(run.bodies.at(created, 0)))
	return succeeded(answer, err)
}

// verifyListed fails unless the registry lists so many profiles of this run, each under an id of
// its own.
func (run postedRun) verifyListed(stored int) error {
	ids := make(map[string]bool)
	listed := 0
	for number := range postedServices {
		found, err := run.list(run.service(number))
		if err != nil {
			return err
		}
		listed += len(found)
		for _, id := range found {
			ids[id] = true
		}
	}
	if listed != stored || len(ids) != stored {
		return fmt.Errorf("%d profiles were stored, %d are listed, under %d ids", stored, listed, len(ids))
	}
	return nil
}

func (run postedRun) list(service string) ([]string, error) {
	query := url.Values{
		"service": {service},
		"from":    {run.started.Add(-time.Minute).UTC().Format("2006-01-02T15:04:05")},
		"to":      {run.started.Add(time.Hour).UTC().Format("2006-01-02T15:04:05")},
	}
	answer, err := http.Get(run.registry + "/api/0/profiles?" + query.Encode())
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotFound {
		return nil, nil
	}
	var list struct {
		Body []struct {
			ID string `json:"id"`
		} `json:"body"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&list); err != nil {
		return nil, fmt.Errorf("listing %s: %s: %w", service, answer.Status, err)
	}
	ids := make([]string, 0, len(list.Body))
	for _, profile := range list.Body {
		ids = append(ids, profile.ID)
	}
	return ids, nil
}
