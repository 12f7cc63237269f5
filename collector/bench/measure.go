package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A cost is what the kernel says that a process and its children took.
type cost struct {
	Started time.Time
	Wall    time.Duration
	CPU     time.Duration
	RSS     int64 // bytes, at its highest
	Code    int
}

const measureWord = "measure-one-command"

// measured runs a command line of the shell, with these variables in its environment and its output in a file.
// The program that starts it is this one again and does nothing else: a process begins its life with the memory
// of the one that started it, and the kernel counts that.
func measured(command string, environment []string, output *os.File) (cost, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return cost{}, err
	}
	defer read.Close()
	starter := exec.Command(os.Args[0], measureWord, command)
	starter.Env = append(os.Environ(), environment...)
	starter.Stdout, starter.Stderr = output, output
	starter.ExtraFiles = []*os.File{write}
	err = starter.Start()
	write.Close()
	if err != nil {
		return cost{}, err
	}
	var result cost
	if err := json.NewDecoder(read).Decode(&result); err != nil {
		return cost{}, fmt.Errorf("%s: not measured: %w", command, err)
	}
	return result, starter.Wait()
}

// measure is what the starter does: it tells the cost on its fourth file.
func measure(command string) error {
	process := exec.Command("sh", "-c", command)
	process.Stdout, process.Stderr = os.Stdout, os.Stderr
	started := time.Now()
	err := process.Run()
	wall := time.Since(started)
	if process.ProcessState == nil {
		return err
	}
	usage := process.ProcessState.SysUsage().(*syscall.Rusage)
	return json.NewEncoder(os.NewFile(3, "cost")).Encode(cost{
		Started: started,
		Wall:    wall,
		CPU:     process.ProcessState.UserTime() + process.ProcessState.SystemTime(),
		RSS:     usage.Maxrss << 10,
		Code:    process.ProcessState.ExitCode(),
	})
}
