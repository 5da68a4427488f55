// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/ebitengine/purego"
)

// Version is the major and the minor version of the shared library that this package needs.
const Version = "0.1"

const (
	statusOK = iota
	statusFailed
	statusBufferTooSmall
	statusMisuse
	statusNoMemory
)

const (
	stepDone = iota
	stepSend
	stepWait
)

// ErrClosed is what a call to a client or receiver returns after Close.
var ErrClosed = errors.New("connectpsp: closed")

// A text is two arguments: where it is, and its size. An answer is three: the buffer, its size, and
// where the size of the answer goes.
var abi struct {
	version           func() string
	interfaceOf       func(*byte, uintptr, *uintptr) int32
	sessionNew        func(*byte, uintptr, *uintptr, *byte, uintptr, *uintptr) int32
	sessionFree       func(uintptr)
	authorizationNew  func(*byte, uintptr, *byte, uintptr, *uintptr, *byte, uintptr, *uintptr) int32
	authorizationFree func(uintptr)
	build             func(uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	parse             func(*byte, uintptr, *byte, uintptr, int32, *byte, uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	exchangeNew       func(uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, uint64, *uintptr, *byte, uintptr, *uintptr) int32
	exchangeOfAttempt func(uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, uint64, *uintptr, *byte, uintptr, *uintptr) int32
	exchangeFree      func(uintptr)
	exchangeStart     func(uintptr, int64, *int32, *int64) int32
	exchangeReceive   func(uintptr, int32, *byte, uintptr, *byte, uintptr, *byte, uintptr, int64, *int32, *int64) int32
	exchangeFail      func(uintptr, int32, int64, *int32, *int64) int32
	exchangeResume    func(uintptr, int64, *int32, *int64) int32
	exchangeCancel    func(uintptr) int32
	exchangeRequest   func(uintptr, *byte, uintptr, *uintptr) int32
	exchangeResult    func(uintptr, *byte, uintptr, *uintptr) int32
	attemptSave       func(uintptr, *byte, uintptr, *byte, uintptr, int64, *byte, uintptr, *uintptr) int32
	attemptLoad       func(uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	reconcile         func(*byte, uintptr, *byte, uintptr, int64, int64, int64, *byte, uintptr, *uintptr) int32
	receiverNew       func(*byte, uintptr, *uintptr, *byte, uintptr, *uintptr) int32
	receiverFree      func(uintptr)
	receive           func(uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	checkFreshness    func(*byte, uintptr, int64, int64, *byte, uintptr, *uintptr) int32
	compareStatus     func(*byte, uintptr, *byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	planRebalance     func(*byte, uintptr, int64, *byte, uintptr, *uintptr) int32
	redact            func(*byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	checkText         func(*byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
	idempotencyKey    func(*byte, *byte, uintptr, *uintptr) int32
	brCodeRead        func(*byte, uintptr, *byte, uintptr, *uintptr) int32
	brCodeMake        func(*byte, uintptr, *byte, uintptr, *byte, uintptr, *uintptr) int32
}

// load loads the shared library once: CONNECTPSP_LIBRARY where it is set, else libconnectpsp beside
// the program, else the system's.
var load = sync.OnceValue(func() error {
	name := "libconnectpsp.so"
	if runtime.GOOS == "darwin" {
		name = "libconnectpsp.dylib"
	}
	path := os.Getenv("CONNECTPSP_LIBRARY")
	if path == "" {
		path = name
		if program, err := os.Executable(); err == nil {
			beside := filepath.Join(filepath.Dir(program), name)
			if _, err := os.Stat(beside); err == nil {
				path = beside
			}
		}
	}
	library, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return fmt.Errorf("connectpsp: cannot load %s: %w", path, err)
	}
	for name, function := range map[string]any{
		"version": &abi.version, "interface": &abi.interfaceOf, "session_new": &abi.sessionNew,
		"session_free": &abi.sessionFree, "authorization_new": &abi.authorizationNew,
		"authorization_free": &abi.authorizationFree, "build": &abi.build, "parse": &abi.parse,
		"exchange_new":        &abi.exchangeNew,
		"exchange_of_attempt": &abi.exchangeOfAttempt, "exchange_free": &abi.exchangeFree,
		"exchange_start": &abi.exchangeStart, "exchange_receive": &abi.exchangeReceive,
		"exchange_fail": &abi.exchangeFail, "exchange_resume": &abi.exchangeResume,
		"exchange_cancel": &abi.exchangeCancel, "exchange_request": &abi.exchangeRequest,
		"exchange_result": &abi.exchangeResult, "attempt_save": &abi.attemptSave,
		"attempt_load": &abi.attemptLoad, "reconcile": &abi.reconcile,
		"webhook_receiver_new": &abi.receiverNew, "webhook_receiver_free": &abi.receiverFree,
		"webhook_receive": &abi.receive, "check_freshness": &abi.checkFreshness,
		"compare_status": &abi.compareStatus, "plan_rebalance": &abi.planRebalance,
		"redact": &abi.redact, "check_text": &abi.checkText, "idempotency_key": &abi.idempotencyKey,
		"br_code_read": &abi.brCodeRead, "br_code_make": &abi.brCodeMake,
	} {
		if _, err := purego.Dlsym(library, "connectpsp_"+name); err != nil {
			return fmt.Errorf("connectpsp: %s has no connectpsp_%s", path, name)
		}
		purego.RegisterLibFunc(function, library, "connectpsp_"+name)
	}
	if version := abi.version(); version[:strings.LastIndexByte(version, '.')] != Version {
		return fmt.Errorf("connectpsp: %s is of version %s, this package needs %s", path, version, Version)
	}
	return nil
})

var noBytes [1]byte

// at is where a text is. The caller keeps the text alive.
func at(text []byte) (*byte, uintptr) {
	if len(text) == 0 {
		return &noBytes[0], 0
	}
	return &text[0], uintptr(len(text))
}

// answerOf calls a function with a buffer, and again with a larger one where that is needed.
func answerOf(call func(out *byte, capacity uintptr, size *uintptr) int32) ([]byte, error) {
	if err := load(); err != nil {
		return nil, err
	}
	buffer := make([]byte, 4096)
	for {
		var size uintptr
		switch status := call(&buffer[0], uintptr(len(buffer)), &size); status {
		case statusOK:
			return buffer[:size], nil
		case statusFailed:
			return nil, errorOf(buffer[:size])
		case statusBufferTooSmall:
			clear(buffer)
			buffer = make([]byte, size)
		case statusNoMemory:
			return nil, errors.New("connectpsp: the library is out of memory")
		case statusMisuse:
			return nil, ErrClosed
		default:
			return nil, fmt.Errorf("connectpsp: unexpected status %d", status)
		}
	}
}

// handle is a handle of the library, which the collector frees where Close was forgotten. A call
// holds it (use), so that it is not freed meanwhile.
type handle struct {
	at   atomic.Uintptr
	free func(uintptr)
	busy sync.RWMutex
}

func newHandle(at uintptr, free func(uintptr)) *handle {
	made := &handle{free: free}
	made.at.Store(at)
	runtime.SetFinalizer(made, (*handle).close)
	return made
}

func (each *handle) use(call func(at uintptr) error) error {
	each.busy.RLock()
	defer each.busy.RUnlock()
	defer runtime.KeepAlive(each)
	if at := each.at.Load(); at != 0 {
		return call(at)
	}
	return ErrClosed
}

func (each *handle) close() {
	each.busy.Lock()
	defer each.busy.Unlock()
	if at := each.at.Swap(0); at != 0 {
		each.free(at)
	}
}
