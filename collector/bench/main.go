// Command bench measures whole runs of the collector: a real API server lists the pods, one process answers for
// all of them, a registry takes what they gave. `collector/bench/run` builds and starts what it needs.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

func main() {
	do := measureAll
	if len(os.Args) == 3 && os.Args[1] == measureWord {
		do = func() error { return measure(os.Args[2]) }
	}
	if err := do(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measureAll() error {
	var beside commands
	chosen := flag.String("shapes", "first-scrape,15-pods,150-pods,1000-pods,1500-pods", "which of "+shapeNames())
	runs := flag.Int("runs", 5, "of each command in each shape, one after the other in turn")
	kprofefe := flag.String("kprofefe", "collector/bin/kprofefe", "the launcher to measure")
	registry := flag.String("registry", "", "URL of a registry to use, in place of a fresh one of ours for each run")
	flag.Var(&beside, "beside", "NAME=COMMAND LINE of another collector to run in turn with ours; it finds\n"+
		"$KUBECONFIG, $NAMESPACE, $PROFEFE_URL and $CPU_SECONDS")
	results := flag.String("results", "collector/bench/results.csv", "the file to append the table to; empty for none")
	check := flag.Bool("check", false, "compare with what the file holds in place of appending; fail beyond twice that")
	flag.Parse()

	shapes, err := named(*chosen)
	if err != nil {
		return err
	}
	bench, err := open(*kprofefe, *registry, beside)
	if err != nil {
		return err
	}
	defer bench.close()
	rows, err := bench.all(shapes, *runs)
	if err != nil {
		return err
	}
	if err := print(os.Stdout, rows); err != nil {
		return err
	}
	about := record{time.Now().UTC(), commit(), jvm(*kprofefe), machine(), unit()}
	fmt.Printf("\n%s, %s, %s; one unit of work takes %.2f s of CPU\n", about.commit, about.jvm, about.machine, about.unit)
	switch {
	case *check:
		return about.compare(*results, rows)
	case *results != "":
		return about.keep(*results, rows)
	}
	return nil
}

// A command is a collector: its name in the table and the shell's command line that starts it.
type command struct{ name, line string }

type commands []command

func (c *commands) String() string { return "" }

func (c *commands) Set(value string) error {
	name, line, found := strings.Cut(value, "=")
	if !found {
		return errors.New("needs NAME=COMMAND LINE")
	}
	*c = append(*c, command{name, line})
	return nil
}

func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// jvm is the one that the launcher takes.
func jvm(kprofefe string) string {
	java, err := exec.Command(filepath.Join(filepath.Dir(kprofefe), "find-java")).Output()
	if err != nil {
		return "unknown"
	}
	out, _ := exec.Command(strings.TrimSpace(string(java)), "-version").CombinedOutput()
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "Runtime Environment") {
			return strings.TrimSpace(line)
		}
	}
	return "unknown"
}

func machine() string {
	model := runtime.GOARCH
	info, _ := os.ReadFile("/proc/cpuinfo")
	for _, line := range strings.Split(string(info), "\n") {
		if name, value, found := strings.Cut(line, ":"); found && strings.HasPrefix(name, "model name") {
			model = strings.TrimSpace(value)
		}
	}
	return fmt.Sprintf("%d × %s", runtime.NumCPU(), model)
}
