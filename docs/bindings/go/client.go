// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Package connectpsp is a client of the ConnectPSP payment API: exact money, signed and idempotent
// requests, retries that never pay twice, webhooks.
//
// Every decision about tokens, retries and unknown outcomes is the shared library's.
package connectpsp

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"sync/atomic"
	"time"
)

// The environments. Any base URL is another one.
const (
	Staging    = "staging"
	Production = "production" // real money
)

const largestAnswer = 4 << 20

// Credentials is what ConnectPSP gives a merchant. No format verb shows a secret of it.
type Credentials struct {
	ClientID         string
	ClientSecret     Secret
	ApplicationToken Secret
	CryptoToken      Secret
}

// CredentialsFromEnvironment reads CONNECTPSP_CLIENT_ID, _CLIENT_SECRET, _APPLICATION_TOKEN and
// _CRYPTO_TOKEN.
func CredentialsFromEnvironment() Credentials {
	return Credentials{os.Getenv("CONNECTPSP_CLIENT_ID"),
		Secret(os.Getenv("CONNECTPSP_CLIENT_SECRET")),
		Secret(os.Getenv("CONNECTPSP_APPLICATION_TOKEN")),
		Secret(os.Getenv("CONNECTPSP_CRYPTO_TOKEN"))}
}

// Operation is what Do takes; R is its result.
type Operation[R any] interface {
	operation() string
	result() R
}

// Client sends operations. Goroutines may share it.
type Client struct {
	session   *handle
	transport http.RoundTripper
	policy    []byte
	now       func() time.Time
	sleep     func(context.Context, time.Duration) error
}

// Option changes a client.
type Option func(*Client) error

// WithTransport sends over a RoundTripper other than http.DefaultTransport. It must not send a request
// a second time by itself.
func WithTransport(transport http.RoundTripper) Option {
	return func(client *Client) error { client.transport = transport; return nil }
}

// WithPolicy says how often a request is sent, and for how long.
func WithPolicy(policy RetryPolicy) Option {
	return func(client *Client) (err error) {
		client.policy, err = json.Marshal(policy)
		return err
	}
}

// WithClock takes the time from elsewhere.
func WithClock(now func() time.Time) Option {
	return func(client *Client) error { client.now = now; return nil }
}

// WithSleep waits by other means than a timer, for tests. An error of it ends the operation, like the
// end of its context.
func WithSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(client *Client) error { client.sleep = sleep; return nil }
}

func sleepByTimer(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// NewClient makes a client of a merchant in an environment: Staging, Production or a base URL.
func NewClient(environment string, credentials Credentials, options ...Option) (*Client, error) {
	client := &Client{transport: http.DefaultTransport, now: time.Now, sleep: sleepByTimer}
	for _, option := range options {
		if err := option(client); err != nil {
			return nil, err
		}
	}
	config, err := configOf(environment, credentials)
	if err != nil {
		return nil, err
	}
	defer clear(config)
	var made uintptr
	text, size := at(config)
	if _, err := answerOf(func(out *byte, capacity uintptr, needed *uintptr) int32 {
		return abi.sessionNew(text, size, &made, out, capacity, needed)
	}); err != nil {
		return nil, err
	}
	client.session = newHandle(made, abi.sessionFree)
	return client, nil
}

func configOf(environment string, credentials Credentials) ([]byte, error) {
	return json.Marshal(map[string]string{
		"environment": environment, "clientId": credentials.ClientID,
		"clientSecret":     string(credentials.ClientSecret),
		"applicationToken": string(credentials.ApplicationToken),
		"cryptoToken":      string(credentials.CryptoToken)})
}

// Authorization is the header fields of one access token, for Build. Goroutines may share it.
type Authorization struct{ handle *handle }

// NewAuthorization signs an access token. With an empty one it builds ObtainToken alone.
func NewAuthorization(environment string, credentials Credentials, accessToken Secret) (*Authorization, error) {
	config, err := configOf(environment, credentials)
	if err != nil {
		return nil, err
	}
	defer clear(config)
	var made uintptr
	text, size := at(config)
	token, tokenSize := at([]byte(accessToken))
	if _, err := answerOf(func(out *byte, capacity uintptr, needed *uintptr) int32 {
		return abi.authorizationNew(text, size, token, tokenSize, &made, out, capacity, needed)
	}); err != nil {
		return nil, err
	}
	return &Authorization{newHandle(made, abi.authorizationFree)}, nil
}

// Close frees the authorization.
func (authorization *Authorization) Close() { authorization.handle.close() }

// Build makes the request of an operation, for an HTTP stack of the caller's. Sends nothing.
func Build[R any](authorization *Authorization, operation Operation[R]) (*http.Request, error) {
	form, err := json.Marshal(operation)
	if err != nil {
		return nil, err
	}
	var request *http.Request
	err = authorization.handle.use(func(handle uintptr) error {
		answer, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
			name, nameSize := at([]byte(operation.operation()))
			text, textSize := at(form)
			return abi.build(handle, name, nameSize, text, textSize, out, capacity, size)
		})
		if err != nil {
			return err
		}
		request, err = requestOf(context.Background(), answer)
		return err
	})
	return request, err
}

// Parse reads a response. With `same` it is also checked to be about this very operation.
func Parse[R any](operation Operation[R], same bool, status int, contentType, retryAfter string, body []byte) (R, error) {
	var result R
	var form []byte
	if same {
		var err error
		if form, err = json.Marshal(operation); err != nil {
			return result, err
		}
	}
	answer, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		name, nameSize := at([]byte(operation.operation()))
		text, textSize := at(form)
		kind, kindSize := at([]byte(contentType))
		again, againSize := at([]byte(retryAfter))
		bytes, bytesSize := at(body)
		return abi.parse(name, nameSize, text, textSize, int32(status), kind, kindSize, again, againSize, bytes, bytesSize, out, capacity, size)
	})
	if err != nil {
		return result, err
	}
	return result, json.Unmarshal(answer, &result)
}

// Close ends the session. Operations that are under way go on.
func (client *Client) Close() { client.session.close() }

// Do carries an operation out: obtains tokens, retries where that is safe, checks the answer. Errors
// are *Error; errors.Is(err, OutcomeUnknown) where money may have moved. When the context ends, the
// error tells what is known of the operation, and wraps the context's.
func Do[R any](ctx context.Context, client *Client, operation Operation[R]) (R, error) {
	var result R
	exchange, err := client.begin(operation.operation(), operation)
	if err != nil {
		return result, err
	}
	defer exchange.handle.close()
	form, err := client.run(ctx, exchange)
	if err != nil {
		return result, err
	}
	return result, json.Unmarshal(form, &result)
}

// exchange is one operation on its way. The library takes one call at a time of it.
type exchange struct {
	*handle
	step  int32
	delay int64
}

func (each *exchange) move(call func(at uintptr, step *int32, delay *int64) int32) error {
	return each.use(func(at uintptr) error {
		if status := call(at, &each.step, &each.delay); status != statusOK {
			return fmt.Errorf("connectpsp: the exchange does not move: status %d", status)
		}
		return nil
	})
}

func (each *exchange) answer(call func(uintptr, *byte, uintptr, *uintptr) int32) (form []byte, err error) {
	failed := each.use(func(at uintptr) error {
		form, err = answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
			return call(at, out, capacity, size)
		})
		return nil
	})
	if failed != nil {
		return nil, failed
	}
	return form, err
}

func (client *Client) begin(name string, operation any) (*exchange, error) {
	form, err := json.Marshal(operation)
	if err != nil {
		return nil, err
	}
	return client.make(func(session uintptr, random uint64, made *uintptr, out *byte, capacity uintptr, size *uintptr) int32 {
		op, opSize := at([]byte(name))
		text, textSize := at(form)
		policy, policySize := at(client.policy)
		return abi.exchangeNew(session, op, opSize, text, textSize, policy, policySize, random, made, out, capacity, size)
	})
}

func (client *Client) make(call func(session uintptr, random uint64, made *uintptr, out *byte, capacity uintptr, size *uintptr) int32) (*exchange, error) {
	var word [8]byte
	if _, err := rand.Read(word[:]); err != nil {
		return nil, err
	}
	var made uintptr
	if err := client.session.use(func(session uintptr) error {
		_, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
			return call(session, binary.LittleEndian.Uint64(word[:]), &made, out, capacity, size)
		})
		return err
	}); err != nil {
		return nil, err
	}
	return &exchange{handle: newHandle(made, abi.exchangeFree)}, nil
}

type requestForm struct {
	Method  string `json:"method"`
	URL     string `json:"url"`
	Headers []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"headers"`
	Body string `json:"body"`
}

func (client *Client) run(ctx context.Context, each *exchange) ([]byte, error) {
	now := func() int64 { return client.now().UnixMicro() }
	err := each.move(func(at uintptr, step *int32, delay *int64) int32 {
		return abi.exchangeStart(at, now(), step, delay)
	})
	for err == nil && each.step != stepDone {
		if ctx.Err() != nil {
			return nil, giveUp(ctx.Err(), each)
		}
		if each.step == stepWait {
			if why := client.sleep(ctx, time.Duration(each.delay)*time.Millisecond); why != nil {
				return nil, giveUp(why, each)
			}
			err = each.move(func(at uintptr, step *int32, delay *int64) int32 {
				return abi.exchangeResume(at, now(), step, delay)
			})
			continue
		}
		var form []byte
		if form, err = each.answer(abi.exchangeRequest); err != nil {
			break
		}
		answer, neverLeft, failed := client.send(ctx, form)
		clear(form)
		if failed != nil {
			if ctx.Err() != nil && !neverLeft {
				return nil, giveUp(ctx.Err(), each)
			}
			certain := int32(0)
			if neverLeft {
				certain = 1
			}
			err = each.move(func(at uintptr, step *int32, delay *int64) int32 {
				return abi.exchangeFail(at, certain, now(), step, delay)
			})
			continue
		}
		err = each.move(func(handle uintptr, step *int32, delay *int64) int32 {
			kind, kindSize := at([]byte(answer.contentType))
			again, againSize := at([]byte(answer.retryAfter))
			body, bodySize := at(answer.body)
			return abi.exchangeReceive(handle, int32(answer.status), kind, kindSize, again, againSize,
				body, bodySize, now(), step, delay)
		})
		clear(answer.body)
	}
	if err != nil {
		return nil, err
	}
	return each.answer(abi.exchangeResult)
}

// giveUp tells what is known of an operation that was interrupted.
func giveUp(why error, each *exchange) error {
	_ = each.use(func(at uintptr) error { abi.exchangeCancel(at); return nil })
	_, err := each.answer(abi.exchangeResult)
	var known *Error
	if errors.As(err, &known) {
		known.interrupted = why
		return known
	}
	return why
}

type answerOfServer struct {
	status                  int
	contentType, retryAfter string
	body                    []byte
}

func requestOf(ctx context.Context, form []byte) (*http.Request, error) {
	var asked requestForm
	if err := json.Unmarshal(form, &asked); err != nil {
		return nil, err
	}
	var body io.Reader
	if asked.Body != "" {
		body = bytes.NewReader([]byte(asked.Body))
	}
	request, err := http.NewRequestWithContext(ctx, asked.Method, asked.URL, body)
	if err != nil {
		return nil, err
	}
	// With GetBody, net/http would send a POST with an idempotency key a second time by itself.
	request.GetBody = nil
	for _, field := range asked.Headers {
		request.Header.Set(field.Name, field.Value)
	}
	return request, nil
}

// progress is how far a request has come, as the transport tells it.
type progress struct{ handshakeFailed, hadConnection atomic.Bool }

func (of *progress) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err != nil {
				of.handshakeFailed.Store(true)
			}
		},
		GotConn: func(httptrace.GotConnInfo) { of.hadConnection.Store(true) },
	}
}

// neverLeft says whether an error means that not a byte of the request has left: the connection was
// refused, or its TLS handshake failed. The error alone does not tell a handshake from what comes
// after it, except for a certificate.
func (of *progress) neverLeft(err error) bool {
	var operation *net.OpError
	if errors.As(err, &operation) && operation.Op == "dial" {
		return true
	}
	var certificate *tls.CertificateVerificationError
	return !of.hadConnection.Load() && (of.handshakeFailed.Load() || errors.As(err, &certificate))
}

// send sends a request once, and says whether it certainly never left.
func (client *Client) send(ctx context.Context, form []byte) (answer answerOfServer, neverLeft bool, err error) {
	request, err := requestOf(ctx, form)
	if err != nil {
		return answer, true, err
	}
	var progress progress
	received, err := client.transport.RoundTrip(request.WithContext(httptrace.WithClientTrace(ctx, progress.trace())))
	if err != nil {
		return answer, progress.neverLeft(err), err
	}
	defer received.Body.Close()
	answer = answerOfServer{status: received.StatusCode, contentType: received.Header.Get("Content-Type"),
		retryAfter: received.Header.Get("Retry-After")}
	answer.body, err = io.ReadAll(io.LimitReader(received.Body, largestAnswer))
	return answer, false, err
}

// SaveAttempt is the record of an operation that moves money: one line, to be stored before Do.
func SaveAttempt[R any](client *Client, operation Operation[R]) (string, error) {
	form, err := json.Marshal(operation)
	if err != nil {
		return "", err
	}
	var record []byte
	err = client.session.use(func(session uintptr) (err error) {
		record, err = answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
			name, nameSize := at([]byte(operation.operation()))
			text, textSize := at(form)
			return abi.attemptSave(session, name, nameSize, text, textSize, client.now().UnixMicro(), out, capacity, size)
		})
		return err
	})
	return string(record), err
}

// LoadAttempt reads a record of the client's merchant and environment.
func (client *Client) LoadAttempt(record string, olderCryptoTokens ...Secret) (made Attempt, err error) {
	err = client.session.use(func(session uintptr) error {
		form, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
			text, textSize := at([]byte(record))
			older, olderSize := at(keyRing(olderCryptoTokens))
			return abi.attemptLoad(session, text, textSize, older, olderSize, out, capacity, size)
		})
		if err != nil {
			return err
		}
		return json.Unmarshal(form, &made)
	})
	return made, err
}

// Resume sends a saved operation again: the same bytes, the same key. R is its result.
func Resume[R any](ctx context.Context, client *Client, record string, olderCryptoTokens ...Secret) (R, error) {
	var result R
	exchange, err := client.make(func(session uintptr, random uint64, made *uintptr, out *byte, capacity uintptr, size *uintptr) int32 {
		text, textSize := at([]byte(record))
		older, olderSize := at(keyRing(olderCryptoTokens))
		policy, policySize := at(client.policy)
		return abi.exchangeOfAttempt(session, text, textSize, older, olderSize, policy, policySize, random, made, out, capacity, size)
	})
	if err != nil {
		return result, err
	}
	defer exchange.handle.close()
	form, err := client.run(ctx, exchange)
	if err != nil {
		return result, err
	}
	return result, json.Unmarshal(form, &result)
}

func keyRing(tokens []Secret) []byte {
	if len(tokens) == 0 {
		return nil
	}
	texts := make([]string, len(tokens))
	for i, each := range tokens {
		texts[i] = string(each)
	}
	form, _ := json.Marshal(map[string][]string{"cryptoTokens": texts})
	return form
}

// NewIdempotencyKey is a UUID of version 4, for one operation.
func NewIdempotencyKey() string {
	var word [16]byte
	if _, err := rand.Read(word[:]); err != nil {
		panic(err)
	}
	key, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		return abi.idempotencyKey(&word[0], out, capacity, size)
	})
	if err != nil {
		panic(err)
	}
	return string(key)
}
