package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"sync"
)

// A cluster is a real API server, reached as its administrator through kubectl, which carries the credentials.
// No node runs its pods.
type cluster struct {
	base string
	stop func()
}

const atOnce = 32

// openCluster is the one of $KUBECONFIG.
func openCluster() (*cluster, error) {
	proxy := exec.Command("kubectl", "proxy", "--port=0")
	output, err := proxy.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := proxy.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	stop := func() { proxy.Process.Kill(); proxy.Wait() }
	_, address, found := strings.Cut(strings.TrimSpace(line), "serve on ")
	if err != nil || !found {
		stop()
		return nil, fmt.Errorf("kubectl proxy: %q, %w", line, err)
	}
	return &cluster{base: "http://" + address, stop: stop}, nil
}

// have makes a namespace with a shape's pods. They stay as long as the cluster.
func (c *cluster) have(name string, s shape, port int) error {
	namespace := "/api/v1/namespaces/" + name
	if err := c.send("POST", "/api/v1/namespaces", object{"metadata": object{"name": name}}); err != nil {
		return err
	}
	// No controller does it, and no pod is taken without.
	account := object{"metadata": object{"name": "default"}}
	if err := c.send("POST", namespace+"/serviceaccounts", account); err != nil {
		return err
	}
	numbers, failures := make(chan int), make(chan error, atOnce)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			var failed error
			for number := range numbers {
				if failed == nil {
					failed = c.create(namespace, pod(number, port))
				}
			}
			failures <- failed
		})
	}
	for number := range s.pods {
		numbers <- number
	}
	close(numbers)
	workers.Wait()
	for range atOnce {
		if err := <-failures; err != nil {
			return err
		}
	}
	return nil
}

func (c *cluster) create(namespace string, pod object) error {
	name := pod["metadata"].(object)["name"].(string)
	if err := c.send("POST", namespace+"/pods", pod); err != nil {
		return err
	}
	return c.send("PATCH", namespace+"/pods/"+name+"/status", object{"status": pod["status"]})
}

func (c *cluster) send(method, path string, body object) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, c.base+path, bytes.NewReader(encoded))
	if err != nil {
		return err
	}
	contentType := map[string]string{"POST": "application/json", "PATCH": "application/merge-patch+json"}
	request.Header.Set("Content-Type", contentType[method])
	response, err := api.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode/100 != 2 {
		err = fmt.Errorf("%s %s: %s", method, path, answer)
	}
	return err
}

var api = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: atOnce}}
