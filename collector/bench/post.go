package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// The profiles of one run of postProfiles: of so many services, of each type in turn. Each service
// has some pods.
const (
	postedServices = 25
	podsPerService = 6
)

var postedTypes = []string{"cpu", "heap", "goroutine", "mutex"}

// postProfiles stores that many profiles in a registry, over so many connections that are kept,
// each profile when its connection's last one was answered. All profiles are this one, but for their
// times. Service names are new with each call, so that what the registry
// lists of them at the end is what this call stored.
//
// failed counts the profiles that were not answered with 200; of the others an err says when the
// registry does not list each of them, once.
func postProfiles(registry string, connections, profiles int, bodies timedBodies) (perSecond float64, failed int, err error) {
	run := postedRun{registry: registry, started: time.Now(), bodies: bodies}
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
	seconds := time.Since(run.started).Seconds()

	failed = int(refused.Load())
	stored := profiles - failed
	return float64(stored) / seconds, failed, run.verifyListed(client, stored)
}

type postedRun struct {
	registry string
	started  time.Time
	bodies   timedBodies
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
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	return nil
}

// verifyListed fails unless the registry lists so many profiles of this run, each under an id of
// its own.
func (run postedRun) verifyListed(client *http.Client, stored int) error {
	ids := make(map[string]bool)
	listed := 0
	for number := range postedServices {
		found, err := run.list(client, run.service(number))
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

func (run postedRun) list(client *http.Client, service string) ([]string, error) {
	query := url.Values{
		"service": {service},
		"from":    {run.started.Add(-time.Minute).UTC().Format("2006-01-02T15:04:05")},
		"to":      {run.started.Add(time.Hour).UTC().Format("2006-01-02T15:04:05")},
	}
	answer, err := client.Get(run.registry + "/api/0/profiles?" + query.Encode())
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
