// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	psp "github.com/connectpsp/connectpsp/docs/bindings/go"
)

// The scripts of ../conversations, played over a transport that answers by itself, and over net/http to a
// server on loopback. The README there says what each member means. CONNECTPSP_CONVERSATIONS names
// another folder.
type conversation struct {
	Shows  string           `json:"shows"`
	Policy *psp.RetryPolicy `json:"policy"`
	Calls  []scriptedCall   `json:"calls"`
}

type scriptedCall struct {
	After     int64           `json:"after"`
	Operation string          `json:"operation"`
	Members   json.RawMessage `json:"members"`
	Resume    bool            `json:"resume"`
	Steps     []scriptedStep  `json:"steps"`
	Expect    struct {
		Result json.RawMessage `json:"result"`
		Error  *scriptedError  `json:"error"`
		Wait   *waitBounds     `json:"wait"`
	} `json:"expect"`
}

type scriptedStep struct {
	Request string          `json:"request"`
	Token   string          `json:"token"`
	Signed  bool            `json:"signed"`
	Body    *string         `json:"body"`
	Wait    *waitBounds     `json:"wait"`
	Takes   int64           `json:"takes"`
	Answer  *scriptedAnswer `json:"answer"`
	Fails   string          `json:"fails"`
}

type scriptedAnswer struct {
	Token       string          `json:"token"`
	Fixture     string          `json:"fixture"`
	Status      int             `json:"status"`
	ContentType *string         `json:"contentType"`
	RetryAfter  string          `json:"retryAfter"`
	Body        json.RawMessage `json:"body"`
}

type scriptedError struct {
	Class                string          `json:"class"`
	Code                 string          `json:"code"`
	Cause                string          `json:"cause"`
	Remedy               string          `json:"remedy"`
	OutcomeUnknown       *bool           `json:"outcomeUnknown"`
	Conditions           []psp.Condition `json:"conditions"`
	Status               int             `json:"status"`
	Pointer              string          `json:"pointer"`
	Offset               *int64          `json:"offset"`
	Subject              string          `json:"subject"`
	Detail               string          `json:"detail"`
	Mismatch             *psp.Mismatched `json:"mismatch"`
	TransactionID        string          `json:"transactionId"`
	RetryAfterSeconds    int64           `json:"retryAfterSeconds"`
	RetryAt              *time.Time      `json:"retryAt"`
	DuringAuthentication bool            `json:"duringAuthentication"`
	ProblemCode          string          `json:"problemCode"`
}

type waitBounds struct{ least, most time.Duration }

func (wait *waitBounds) UnmarshalJSON(text []byte) error {
	var bounds struct{ Least, Most int64 }
	if err := json.Unmarshal(text, &bounds.Least); err == nil {
		bounds.Most = bounds.Least
	} else if err := decode(text, &bounds); err != nil {
		return err
	}
	wait.least, wait.most = milliseconds(bounds.Least), milliseconds(bounds.Most)
	return nil
}

func milliseconds(number int64) time.Duration { return time.Duration(number) * time.Millisecond }

// decode refuses members that the type does not have.
func decode(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

// bodyOf is a text, a list of pieces, or an object that is the body.
func bodyOf(form json.RawMessage) ([]byte, error) {
	var text string
	if len(form) == 0 || json.Unmarshal(form, &text) == nil {
		return []byte(text), nil
	}
	var pieces []json.RawMessage
	if json.Unmarshal(form, &pieces) != nil {
		return form, nil
	}
	var made []byte
	for _, each := range pieces {
		var piece struct {
			Hex, Repeat string
			Times       int
		}
		if json.Unmarshal(each, &text) == nil {
			made = append(made, text...)
			continue
		}
		if err := decode(each, &piece); err != nil {
			return nil, err
		}
		octets, err := hex.DecodeString(piece.Hex)
		if err != nil {
			return nil, err
		}
		made = append(append(made, octets...), strings.Repeat(piece.Repeat, piece.Times)...)
	}
	return made, nil
}

func conversationsFolder() string {
	if folder := os.Getenv("CONNECTPSP_CONVERSATIONS"); folder != "" {
		return folder
	}
	return filepath.Join("..", "conversations")
}

func (answer *scriptedAnswer) response() (*http.Response, error) {
	status, kind, again, form := answer.Status, "application/json", answer.RetryAfter, answer.Body
	if answer.ContentType != nil {
		kind = *answer.ContentType
	}
	if answer.Token != "" {
		status, form = 200, json.RawMessage(fmt.Sprintf(
			`{"accessToken":%q,"tokenType":"Bearer","expiresIn":3600}`, answer.Token))
	} else if answer.Fixture != "" {
		text, err := os.ReadFile(filepath.Join(conversationsFolder(), "..", "..", "conformance", answer.Fixture))
		if err != nil {
			return nil, err
		}
		var fixture struct {
			Response struct {
				Status      int
				ContentType string          `json:"content_type"`
				RetryAfter  string          `json:"retry_after"`
				Body        json.RawMessage `json:"body"`
			}
		}
		if err := json.Unmarshal(text, &fixture); err != nil {
			return nil, err
		}
		sent := fixture.Response
		status, kind, again, form = sent.Status, sent.ContentType, sent.RetryAfter, sent.Body
	}
	body, err := bodyOf(form)
	if err != nil {
		return nil, err
	}
	made := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body))}
	if kind != "" {
		made.Header.Set("Content-Type", kind)
	}
	if again != "" {
		made.Header.Set("Retry-After", again)
	}
	return made, nil
}

var failures = map[string]error{
	"not_sent": &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")},
	"lost":     &net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset by peer")},
	"timeout":  os.ErrDeadlineExceeded,
}

// player replaces the transport, the clock and the sleep of a client.
type player struct {
	t       *testing.T
	now     time.Time
	waited  *time.Duration
	call    scriptedCall
	key     string
	number  int
	body    []byte // of the last request
	bodies  map[string]string
	headers map[string]http.Header
}

func (each *player) sleep(_ context.Context, delay time.Duration) error {
	if each.waited == nil {
		each.waited = new(time.Duration)
	}
	*each.waited += delay
	each.now = each.now.Add(delay)
	return nil
}

func (each *player) checkWait(wanted *waitBounds) {
	each.t.Helper()
	waited := each.waited
	each.waited = nil
	switch {
	case wanted == nil && waited != nil:
		each.t.Errorf("before step %d: a wait of %v that is not expected", each.number, *waited)
	case wanted != nil && waited == nil:
		each.t.Errorf("before step %d: a wait is expected", each.number)
	case wanted != nil && (*waited < wanted.least || *waited > wanted.most):
		each.t.Errorf("before step %d: a wait of %v, expected %v to %v", each.number, *waited, wanted.least, wanted.most)
	}
}

func (each *player) RoundTrip(request *http.Request) (*http.Response, error) {
	var body []byte
	if request.Body != nil {
		body, _ = io.ReadAll(request.Body)
	}
	each.body = body
	what := request.Method + " " + strings.TrimPrefix(request.URL.String(), "https://api.homologacao.connectpsp.com")
	if each.number >= len(each.call.Steps) {
		each.t.Errorf("%s is not expected", what)
		return nil, failures["not_sent"]
	}
	step := each.call.Steps[each.number]
	each.number++
	if what != step.Request {
		each.t.Errorf("step %d: %s, expected %s", each.number, what, step.Request)
	}
	each.checkWait(step.Wait)
	if what == "POST /auth/token" {
		each.checkHeader(request, "Authorization", "")
		each.checkHeader(request, "X-Idempotency-Key", "")
	} else {
		each.checkHeader(request, "Authorization", "Bearer "+step.Token)
		each.checkHeader(request, "X-Idempotency-Key", each.key)
		signature := ""
		if step.Signed {
			mac := hmac.New(sha256.New, []byte(credentials.CryptoToken))
			mac.Write([]byte(step.Token))
			signature = hex.EncodeToString(mac.Sum(nil))
		}
		each.checkHeader(request, "DigitalSignature", signature)
		if earlier, sent := each.bodies[what]; sent && earlier != string(body) {
			each.t.Errorf("step %d: %q after %q", each.number, body, earlier)
		}
		if earlier, sent := each.headers[what+step.Token]; sent && !reflect.DeepEqual(earlier, request.Header) {
			each.t.Errorf("step %d: %v after %v", each.number, request.Header, earlier)
		}
		each.bodies[what], each.headers[what+step.Token] = string(body), request.Header
	}
	if step.Body != nil && *step.Body != string(body) {
		each.t.Errorf("step %d: %s, expected %s", each.number, body, *step.Body)
	}
	each.now = each.now.Add(milliseconds(step.Takes))
	if step.Answer != nil && step.Fails == "" {
		response, err := step.Answer.response()
		if err != nil {
			each.t.Error(err)
		}
		return response, err
	}
	failure, known := failures[step.Fails]
	if !known || step.Answer != nil {
		each.t.Errorf("step %d cannot be run", each.number)
		failure = failures["not_sent"]
	}
	return nil, failure
}

func (each *player) checkHeader(request *http.Request, name, wanted string) {
	each.t.Helper()
	if found := request.Header.Get(name); found != wanted {
		each.t.Errorf("step %d: %s is %q, expected %q", each.number, name, found, wanted)
	}
}

// callers has, for each operation, what carries out its members and gives its result as a form.
var callers = map[string]func(client *psp.Client, members []byte, resume bool) ([]byte, error){
	"get_balance":     callerOf[psp.GetBalance, psp.Balance],
	"rebalance":       callerOf[psp.Rebalance, psp.RebalanceReceipt],
	"create_cash_in":  callerOf[psp.CreateCashIn, psp.CashInCharge],
	"get_cash_in":     callerOf[psp.GetCashIn, psp.CashIn],
	"refund_cash_in":  callerOf[psp.RefundCashIn, psp.RefundReceipt],
	"create_cash_out": callerOf[psp.CreateCashOut, psp.CashOutReceipt],
	"get_cash_out":    callerOf[psp.GetCashOut, psp.CashOut],
}

func callerOf[Op psp.Operation[R], R any](client *psp.Client, members []byte, resume bool) ([]byte, error) {
	var operation Op
	if err := decode(members, &operation); err != nil {
		return nil, err
	}
	var result R
	var err error
	if resume {
		var record string
		if record, err = psp.SaveAttempt(client, operation); err == nil {
			result, err = psp.Resume[R](context.Background(), client, record)
		}
	} else {
		result, err = psp.Do(context.Background(), client, operation)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(result)
}

var timeInAForm = regexp.MustCompile(`^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0*|(\.\d*?)0*)Z$`)

// plainForm is a form to compare: without empty lists and the lists of irregular members, times in one
// spelling.
func plainForm(t *testing.T, form []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(form, &value); err != nil {
		t.Errorf("%s: %v", form, err)
	}
	var plain func(any) any
	plain = func(value any) any {
		switch value := value.(type) {
		case map[string]any:
			for key, each := range value {
				if list, is := each.([]any); key == "irregular" || each == nil || (is && len(list) == 0) {
					delete(value, key)
				} else {
					value[key] = plain(each)
				}
			}
		case []any:
			for i := range value {
				value[i] = plain(value[i])
			}
		case string:
			return timeInAForm.ReplaceAllString(value, "$1${2}Z")
		}
		return value
	}
	return plain(value)
}

// conditionsOfClasses says which conditions make an error of a class, where errors are classes.
var conditionsOfClasses = map[string][]psp.Condition{
	"OutcomeUnknown":       {psp.OutcomeUnknown},
	"InvalidArgument":      {psp.InvalidArgument},
	"Rejected":             {psp.Rejected},
	"InsufficientFunds":    {psp.InsufficientFunds},
	"AlreadyDone":          {psp.AlreadyDone},
	"NotFound":             {psp.NotFound},
	"AuthenticationFailed": {psp.Authentication},
	"Unavailable":          {psp.Unavailable, psp.TransportFailed, psp.RateLimited},
	"InvalidResponse":      {psp.InvalidResponse},
	"Untrusted":            {psp.Untrusted},
}

func (each *player) checkError(err error) {
	t, wanted := each.t, each.call.Expect.Error
	known := errorOf(t, err)
	found := scriptedError{Class: wanted.Class, Code: known.Code.Name, Cause: known.Cause.Name, Remedy: known.Remedy,
		OutcomeUnknown: &known.OutcomeUnknown, Conditions: known.Conditions, Status: known.Status,
		Pointer: known.Pointer, Offset: known.Offset, Subject: known.Subject, Detail: known.Detail,
		Mismatch: known.Mismatch, TransactionID: known.TransactionID, RetryAfterSeconds: known.RetryAfterSeconds,
		RetryAt: known.RetryAt, DuringAuthentication: known.DuringAuthentication}
	if known.Problem != nil && known.Problem.Code != nil {
		found.ProblemCode = *known.Problem.Code
	}
	stated := *wanted
	if stated.Cause == "" {
		stated.Cause = stated.Code
	}
	if !reflect.DeepEqual(found, stated) {
		t.Fatalf("%+v of %v, expected %+v", found, err, stated)
	}
	for _, condition := range stated.Conditions {
		if !errors.Is(err, condition) {
			t.Errorf("%v is not %v", err, condition)
		}
	}
	if errors.Is(err, psp.OutcomeUnknown) != known.OutcomeUnknown {
		t.Errorf("%v says otherwise by errors.Is", err)
	}
	isOfClass := false
	for _, condition := range conditionsOfClasses[stated.Class] {
		isOfClass = isOfClass || errors.Is(err, condition)
	}
	if !isOfClass {
		t.Errorf("%v is not of the class %q", err, stated.Class)
	}
	var members struct{ ExternalReference string }
	_ = json.Unmarshal(each.call.Members, &members)
	if known.OutcomeUnknown && (known.IdempotencyKey != each.key || known.ExternalReference != members.ExternalReference) {
		t.Errorf("%q, %q", known.IdempotencyKey, known.ExternalReference)
	}
}

// overHTTP sends to a server on loopback, which answers as the player says and notices what has changed
// on its way, or to a port that refuses connections.
type overHTTP struct {
	*player
	server   *httptest.Server
	refusing string
	lock     sync.Mutex
	sent     *http.Request
	answer   *http.Response // nil: the connection breaks
	arrived  int
}

func newOverHTTP(t *testing.T, each *player) *overHTTP {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	made := &overHTTP{player: each, refusing: listener.Addr().String()}
	made.server = httptest.NewServer(made)
	t.Cleanup(made.server.Close)
	return made
}

func (wire *overHTTP) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := wire.player.RoundTrip(request)
	wire.lock.Lock()
	wire.sent, wire.answer, wire.arrived = request, answer, 0
	wire.lock.Unlock()
	copied := request.Clone(request.Context())
	copied.Host, copied.URL.Scheme, copied.URL.Host = "", "http", wire.server.Listener.Addr().String()
	if err == failures["not_sent"] {
		copied.URL.Host = wire.refusing
	}
	if request.Body != nil {
		copied.Body = io.NopCloser(bytes.NewReader(wire.body))
	}
	received, failed := http.DefaultTransport.RoundTrip(copied)
	wire.lock.Lock()
	defer wire.lock.Unlock()
	// net/http sends a GET again by itself where a kept connection breaks.
	repeats := answer == nil && request.Method == "GET"
	if isRefused := err == failures["not_sent"]; isRefused != (wire.arrived == 0) || (wire.arrived > 1 && !repeats) {
		wire.t.Errorf("%s arrived %d times", request.URL, wire.arrived)
	}
	if (failed == nil) != (answer != nil) {
		wire.t.Errorf("%s: %v", request.URL, failed)
	}
	return received, failed
}

func (wire *overHTTP) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	answer := wire.arrive(request, body)
	if answer == nil {
		connection, _, _ := response.(http.Hijacker).Hijack()
		connection.Close()
		return
	}
	for name, values := range answer.Header {
		response.Header()[name] = values
	}
	if answer.StatusCode/100 == 3 {
		response.Header().Set("Location", "/elsewhere")
	}
	response.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(response, answer.Body)
}

func (wire *overHTTP) arrive(request *http.Request, body []byte) *http.Response {
	wire.lock.Lock()
	defer wire.lock.Unlock()
	wire.arrived++
	if request.Method != wire.sent.Method || request.RequestURI != wire.sent.URL.RequestURI() ||
		!bytes.Equal(body, wire.body) {
		wire.t.Errorf("%s %s %s, sent was %s", request.Method, request.RequestURI, body, wire.body)
	}
	for name, values := range wire.sent.Header {
		if !reflect.DeepEqual(request.Header[name], values) {
			wire.t.Errorf("%s arrived as %v", name, request.Header[name])
		}
	}
	return wire.answer
}

func playConversation(t *testing.T, script conversation, over func(*player) http.RoundTripper) {
	each := &player{t: t, now: time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)}
	options := []psp.Option{psp.WithClock(func() time.Time { return each.now }), psp.WithSleep(each.sleep)}
	if script.Policy != nil {
		options = append(options, psp.WithPolicy(*script.Policy))
	}
	client := newClient(t, over(each), options...)
	defer client.Close()
	for _, call := range script.Calls {
		var members struct{ IdempotencyKey string }
		_ = json.Unmarshal(call.Members, &members)
		each.now = each.now.Add(milliseconds(call.After))
		each.call, each.key, each.number = call, members.IdempotencyKey, 0
		each.bodies, each.headers = map[string]string{}, map[string]http.Header{}
		carryOut, known := callers[call.Operation]
		if !known || (call.Expect.Error == nil) == (call.Expect.Result == nil) {
			t.Fatalf("a call of %s cannot be run", call.Operation)
		}
		form, err := carryOut(client, call.Members, call.Resume)
		if each.number != len(call.Steps) {
			t.Errorf("%d of %d steps are used", each.number, len(call.Steps))
		}
		each.checkWait(call.Expect.Wait)
		if call.Expect.Error != nil {
			each.checkError(err)
		} else if err != nil {
			t.Error(err)
		} else if found, stated := plainForm(t, form), plainForm(t, call.Expect.Result); !reflect.DeepEqual(found, stated) {
			t.Errorf("%v, expected %v", found, stated)
		}
	}
}

func testConversations(t *testing.T, over func(*player) http.RoundTripper) {
	files, _ := filepath.Glob(filepath.Join(conversationsFolder(), "*.json"))
	if len(files) == 0 {
		t.Fatalf("there are no scripts in %s", conversationsFolder())
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var script conversation
			if err := decode(text, &script); err != nil {
				t.Fatal(err)
			}
			if script.Shows == "" || len(script.Calls) == 0 {
				t.Fatal("shows nothing or calls nothing")
			}
			playConversation(t, script, over)
		})
	}
}

func TestConversations(t *testing.T) {
	testConversations(t, func(each *player) http.RoundTripper { return each })
}

func TestConversationsOverHTTP(t *testing.T) {
	testConversations(t, func(each *player) http.RoundTripper { return newOverHTTP(each.t, each) })
}
