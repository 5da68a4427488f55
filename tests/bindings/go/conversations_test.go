// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	psp "github.com/connectpsp/connectpsp/docs/bindings/go"
)

// A conversation of tests/bindings/conversations, whose README says what its members mean.
type conversation struct {
	Policy map[string]int64
	Calls  []struct {
		Call   string
		Steps  []conversationStep
		Result *string
		Error  *struct {
			Code, Cause, Remedy string
			OutcomeUnknown      bool
			Status              int
		}
	}
}

type conversationStep struct {
	Request, ContentType, RetryAfter, Happens, Token string
	Status                                           int
	Body                                             json.RawMessage
	SameAs                                           *int
	WaitsAtLeastMilliseconds                         int64
}

type sentRequest struct{ body, key string }

// script is the transport of one conversation.
type script struct {
	t     *testing.T
	steps []conversationStep
	sent  []sentRequest
	last  time.Time
}

func (script *script) RoundTrip(request *http.Request) (*http.Response, error) {
	var body []byte
	if request.Body != nil {
		body, _ = io.ReadAll(request.Body)
	}
	if len(script.steps) == 0 {
		script.t.Errorf("nothing more was expected: %s", request.URL)
		return nil, errors.New("unexpected")
	}
	step := script.steps[0]
	script.steps = script.steps[1:]
	method, target, _ := strings.Cut(step.Request, " ")
	if request.Method != method || !strings.HasSuffix(request.URL.Path, target) {
		script.t.Errorf("%s %s is not %s", request.Method, request.URL.Path, step.Request)
	}
	if step.Token != "" && request.Header.Get("Authorization") != "Bearer "+step.Token {
		script.t.Errorf("another token than %s", step.Token)
	}
	now := sentRequest{string(body), request.Header.Get("X-Idempotency-Key")}
	if step.SameAs != nil && script.sent[*step.SameAs] != now {
		script.t.Errorf("%s is not the request of step %d", step.Request, *step.SameAs)
	}
	if waited := time.Since(script.last).Milliseconds(); waited < step.WaitsAtLeastMilliseconds {
		script.t.Errorf("waited %d ms and not %d", waited, step.WaitsAtLeastMilliseconds)
	}
	script.sent, script.last = append(script.sent, now), time.Now()
	switch step.Happens {
	case "notSent":
		return nil, &net.OpError{Op: "dial", Err: errors.New("refused")}
	case "lost":
		return nil, errors.New("reset")
	}
	text := []byte(step.Body)
	if bytes.HasPrefix(text, []byte{'"'}) {
		var unquoted string
		if err := json.Unmarshal(text, &unquoted); err != nil {
			return nil, err
		}
		text = []byte(unquoted)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if step.ContentType != "" {
		header.Set("Content-Type", step.ContentType)
	}
	if step.RetryAfter != "" {
		header.Set("Retry-After", step.RetryAfter)
	}
	return &http.Response{StatusCode: step.Status, Header: header, Body: io.NopCloser(bytes.NewReader(text))}, nil
}

func carryOut(client *psp.Client, call string) (string, error) {
	ctx := context.Background()
	switch call {
	case "balance":
		got, err := psp.Do(ctx, client, psp.GetBalance{})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(int64(got.Consolidated.TotalBalance), 10), nil
	case "rebalance":
		got, err := psp.Do(ctx, client, psp.Rebalance{TargetAmount: 60_000_000})
		if err != nil {
			return "", err
		}
		return strconv.FormatBool(got.Success), nil
	case "payout":
		got, err := psp.Do(ctx, client, payout("ORDER-1"))
		if err != nil {
			return "", err
		}
		return got.TransactionID, nil
	case "charge":
		got, err := psp.Do(ctx, client, psp.CreateCashIn{IdempotencyKey: psp.NewIdempotencyKey(), Amount: 15050,
			ExternalReference: "ORDER-1", Payer: psp.Payer{Name: "Maria da Silva", Document: "52998224725"}})
		if err != nil {
			return "", err
		}
		return got.TransactionID, nil
	case "refund":
		got, err := psp.Do(ctx, client, psp.RefundCashIn{IdempotencyKey: psp.NewIdempotencyKey(), ID: "CI0001",
			Reason: psp.Ptr(psp.RefundReasonFraud)})
		if err != nil {
			return "", err
		}
		return got.TransactionID, nil
	}
	return "", fmt.Errorf("there is no call %q", call)
}

func TestConversations(t *testing.T) {
	folder := os.Getenv("CONNECTPSP_CONVERSATIONS")
	if folder == "" {
		folder = "../conversations"
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no conversations in %s", folder)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var told conversation
			decoder := json.NewDecoder(bytes.NewReader(text))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&told); err != nil {
				t.Fatal(err)
			}
			member := func(name string) *int64 {
				if value, is := told.Policy[name]; is {
					return &value
				}
				return nil
			}
			script := &script{t: t, last: time.Now()}
			client := newClient(t, script, psp.WithPolicy(psp.RetryPolicy{
				MaxAttempts: member("maxAttempts"), InitialDelayMilliseconds: member("initialDelayMilliseconds"),
				MaxDelayMilliseconds: member("maxDelayMilliseconds"), MaxRetryAfterSeconds: member("maxRetryAfterSeconds")}))
			for _, call := range told.Calls {
				script.steps, script.sent = call.Steps, nil
				got, err := carryOut(client, call.Call)
				if len(script.steps) != 0 {
					t.Errorf("these requests were not made: %+v", script.steps)
				}
				if call.Result != nil {
					if err != nil || got != *call.Result {
						t.Errorf("%q and not %q: %v", got, *call.Result, err)
					}
					continue
				}
				if err == nil {
					t.Fatalf("it succeeded with %q", got)
				}
				known := errorOf(t, err)
				if known.Code.Name != call.Error.Code || known.Cause.Name != call.Error.Cause ||
					known.Remedy != call.Error.Remedy || known.OutcomeUnknown != call.Error.OutcomeUnknown ||
					known.Status != call.Error.Status {
					t.Errorf("%+v and not %+v", known, *call.Error)
				}
			}
		})
	}
}
