package main

import "fmt"

type object map[string]any

type array []any

const podsOfAService = 10

// pod is one that asks to be profiled, as a Deployment of ordinary size makes them, and what its node says of it.
// Each has an address of its own, from 127.1.0.1 on.
func pod(number, port int) object {
	service := fmt.Sprintf("orders-%d", number/podsOfAService)
	address := fmt.Sprintf("127.%d.%d.%d", 1+number/62_500, number/250%250, 1+number%250)
	return object{
		"metadata": object{
			"name":        fmt.Sprintf("%s-6d5f9c8b7d-%05d", service, number),
			"labels":      object{"app.kubernetes.io/name": service, "app.kubernetes.io/part-of": "shop", "pod-template-hash": "6d5f9c8b7d"},
			"annotations": object{"profefe.com/enable": "true", "profefe.com/service": service, "profefe.com/port": fmt.Sprint(port), "checksum/config": "3f8a1b5d9e7c2a4f6b8d0e1c3a5f7b9d"},
			"ownerReferences": array{object{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": service + "-6d5f9c8b7d",
				"uid": "7b0c3e3e-6f0e-4c53-9d86-0d8a4c9b2f11", "controller": true, "blockOwnerDeletion": true}},
		},
		"spec": object{
			"nodeName":                     "node-1",
			"automountServiceAccountToken": false,
			"containers":                   array{container(service, port), sidecar()},
			"volumes":                      array{object{"name": "config", "configMap": object{"name": service}}, object{"name": "tmp", "emptyDir": object{}}},
		},
		"status": object{
			"phase": "Running", "podIP": address, "podIPs": array{object{"ip": address}}, "hostIP": "127.0.0.1",
			"qosClass": "Burstable", "startTime": "2026-01-01T00:00:00Z",
			"conditions":        array{condition("Initialized"), condition("Ready"), condition("ContainersReady"), condition("PodScheduled")},
			"containerStatuses": array{containerStatus("server"), containerStatus("proxy")},
		},
	}
}

func container(service string, port int) object {
	var environment array
	for _, name := range []string{"LOG_LEVEL", "DATABASE_HOST", "DATABASE_PORT", "CACHE_HOST", "REGION", "FEATURES", "LISTEN", "QUEUE"} {
		environment = append(environment, object{"name": name, "value": "a value of " + service})
	}
	probe := object{"httpGet": object{"path": "/healthz", "port": "http"}, "periodSeconds": 10, "timeoutSeconds": 1}
	return object{
		"name": "server", "image": "registry.example.com/shop/" + service + ":1.42.0", "imagePullPolicy": "IfNotPresent",
		"args": array{"--config=/etc/orders/config.yaml", "--debug-address=:6060"}, "env": environment,
		"ports":          array{object{"name": "http", "containerPort": 8080}, object{"name": "pprof", "containerPort": port}},
		"resources":      object{"requests": object{"cpu": "250m", "memory": "256Mi"}, "limits": object{"memory": "512Mi"}},
		"readinessProbe": probe, "livenessProbe": probe,
		"volumeMounts": array{object{"name": "config", "mountPath": "/etc/orders"}, object{"name": "tmp", "mountPath": "/tmp"}},
	}
}

func sidecar() object {
	return object{
		"name": "proxy", "image": "registry.example.com/mesh/proxy:2.9.1",
		"ports":     array{object{"name": "mesh", "containerPort": 15090}},
		"resources": object{"requests": object{"cpu": "50m", "memory": "64Mi"}},
	}
}

func condition(kind string) object {
	return object{"type": kind, "status": "True", "lastTransitionTime": "2026-01-01T00:00:10Z"}
}

func containerStatus(name string) object {
	return object{
		"name": name, "ready": true, "started": true, "restartCount": 0,
		"image": "registry.example.com/shop/orders:1.42.0", "imageID": "registry.example.com/shop/orders@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		"containerID": "containerd://9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		"state":       object{"running": object{"startedAt": "2026-01-01T00:00:05Z"}},
	}
}
