// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The Go package: values, errors, conversations, attempts, webhooks. With CONNECTPSP_BASE_URL it also
// runs against a sandbox (tests/with_sandbox.sh).
package connectpsp_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	psp "github.com/connectpsp/connectpsp/docs/bindings/go"
)

var credentials = psp.Credentials{ClientID: "4711",
	ClientSecret:     "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e",
	ApplicationToken: "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81",
	CryptoToken:      "c0ffee00-1234-4abc-9def-0123456789ab"}

const (
	token   = `{"accessToken":"a.b.c","tokenType":"Bearer","expiresIn":3600}`
	balance = `{"currency":"BRL","referenceDate":"2026-03-10","consolidated":{"totalBalance":100.01,` +
		`"transactionalBalance":40,"proprietaryBalance":60.01},"updatedAt":"2026-03-10T14:35:00.25Z"}`
)

// scripted answers with what its function gives; a login with a token.
type scripted func(*http.Request, string) (int, string, error)

func (answer scripted) RoundTrip(request *http.Request) (*http.Response, error) {
	var body []byte
	if request.Body != nil {
		body, _ = io.ReadAll(request.Body)
	}
	status, text, err := 200, token, error(nil)
	if !strings.HasSuffix(request.URL.Path, "/auth/token") {
		status, text, err = answer(request, string(body))
	}
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(text))}, nil
}

func accepted(body string) string {
	var asked struct {
		Amount            json.Number
		ExternalReference string
	}
	_ = json.Unmarshal([]byte(body), &asked)
	return fmt.Sprintf(`{"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","status":"PROCESSING",`+
		`"amount":%s,"externalReference":%q}`, asked.Amount, asked.ExternalReference)
}

func payout(reference string) psp.CreateCashOut {
	return psp.CreateCashOut{IdempotencyKey: psp.NewIdempotencyKey(), Amount: 15050,
		ExternalReference: reference,
		Payee: psp.Payee{Name: "Maria da Silva", Document: "52998224725",
			Destination: psp.Destination{Type: psp.Ptr(psp.DestinationTypePix),
				PixKeyType: psp.Ptr(psp.PixKeyTypeCpf), PixKey: psp.Ptr("52998224725")}}}
}

func newClient(t *testing.T, transport http.RoundTripper, options ...psp.Option) *psp.Client {
	t.Helper()
	client, err := psp.NewClient(psp.Staging, credentials, append(options, psp.WithTransport(transport))...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func once() psp.Option { return psp.WithPolicy(psp.RetryPolicy{MaxAttempts: psp.Ptr(int64(1))}) }

func errorOf(t *testing.T, err error) *psp.Error {
	t.Helper()
	var known *psp.Error
	if !errors.As(err, &known) {
		t.Fatalf("%T %v is no *Error", err, err)
	}
	return known
}

func TestMoneyIsExact(t *testing.T) {
	for text, centavos := range map[string]psp.Money{"150.50": 15050, "0.1": 10, "-3": -300,
		"92233720368547758.07": math.MaxInt64, "-92233720368547758.08": math.MinInt64} {
		if got, err := psp.ParseMoney(text); err != nil || got != centavos {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-", ".5", "1.", "0.001", "1e2", "+1", " 1", "92233720368547758.08"} {
		if got, err := psp.ParseMoney(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
	for _, amount := range []psp.Money{0, 1, -1, math.MaxInt64, math.MinInt64} {
		if again, err := psp.ParseMoney(amount.String()); err != nil || again != amount {
			t.Errorf("%d comes back as %d", int64(amount), int64(again))
		}
	}
}

func TestABalance(t *testing.T) {
	client := newClient(t, scripted(func(*http.Request, string) (int, string, error) { return 200, balance, nil }))
	got, err := psp.Do(context.Background(), client, psp.GetBalance{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Consolidated.TotalBalance != 10001 || *got.ReferenceDate != "2026-03-10" ||
		got.UpdatedAt.Nanosecond() != 250_000_000 {
		t.Errorf("%+v", got)
	}
	plan, err := psp.PlanRebalance(got, 10002)
	if err != nil || plan.Direction != "top_up" || plan.Amount != 6002 || plan.Covered || plan.Shortfall != 1 {
		t.Errorf("%+v %v", plan, err)
	}
}

func TestADroppedAnswerIsAskedForAgainWithTheSameBytes(t *testing.T) {
	var bodies, keys []string
	client := newClient(t, scripted(func(request *http.Request, body string) (int, string, error) {
		bodies, keys = append(bodies, body), append(keys, request.Header.Get("X-Idempotency-Key"))
		if len(bodies) == 1 {
			return 0, "", errors.New("reset")
		}
		return 202, accepted(body), nil
	}))
	one := payout("ORDER-1")
	receipt, err := psp.Do(context.Background(), client, one)
	if err != nil || *receipt.Status != psp.CashOutStatusProcessing || *receipt.Amount != 15050 {
		t.Fatalf("%+v %v", receipt, err)
	}
	if len(bodies) != 2 || bodies[0] != bodies[1] || keys[0] != keys[1] || keys[0] != one.IdempotencyKey {
		t.Errorf("%q %q", bodies, keys)
	}
}

func TestAnUnknownOutcomeSaysSo(t *testing.T) {
	client := newClient(t, scripted(func(*http.Request, string) (int, string, error) {
		return 0, "", errors.New("timeout")
	}), once())
	one := payout("ORDER-1")
	_, err := psp.Do(context.Background(), client, one)
	known := errorOf(t, err)
	if !errors.Is(err, psp.OutcomeUnknown) || errors.Is(err, psp.Retryable) || known.Remedy != "retry_same_key" ||
		known.IdempotencyKey != one.IdempotencyKey || known.ExternalReference != "ORDER-1" ||
		known.Cause.Name != "no_answer" {
		t.Errorf("%+v", known)
	}
}

func TestWhatNeverLeftIsKnown(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	client, err := psp.NewClient("http://"+address, credentials, once())
	if err != nil {
		t.Fatal(err)
	}
	_, err = psp.Do(context.Background(), client, payout("ORDER-1"))
	if known := errorOf(t, err); known.OutcomeUnknown || known.Code.Name != "not_sent" {
		t.Errorf("%+v", known)
	}
}

// payoutsTo sends payouts to a server, and answers a login by itself.
type payoutsTo struct {
	transport http.RoundTripper
	address   string
}

func (to payoutsTo) RoundTrip(request *http.Request) (*http.Response, error) {
	if strings.HasSuffix(request.URL.Path, "/auth/token") {
		return scripted(nil).RoundTrip(request)
	}
	sent := request.Clone(request.Context())
	sent.URL.Host = to.address
	return to.transport.RoundTrip(sent)
}

func TestAFailedHandshakeSendsNothing(t *testing.T) {
	quiet := log.New(io.Discard, "", 0)
	serve := func(handler http.HandlerFunc) *httptest.Server {
		server := httptest.NewUnstartedServer(handler)
		server.Config.ErrorLog = quiet
		t.Cleanup(server.Close)
		return server
	}
	untrusted := serve(func(http.ResponseWriter, *http.Request) { t.Error("a request has left") })
	untrusted.StartTLS()
	plain := serve(func(http.ResponseWriter, *http.Request) { t.Error("a request has left") })
	plain.Start()
	closing, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing.Close() })
	go func() {
		for {
			connection, err := closing.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 64)) // of its first message
			connection.Close()
		}
	}()
	for name, address := range map[string]string{"an untrusted certificate": untrusted.Listener.Addr().String(),
		"a server without TLS": plain.Listener.Addr().String(), "a connection that breaks": closing.Addr().String()} {
		client := newClient(t, payoutsTo{&http.Transport{}, address}, once())
		_, err := psp.Do(context.Background(), client, payout("ORDER-1"))
		if known := errorOf(t, err); known.OutcomeUnknown || known.Code.Name != "not_sent" {
			t.Errorf("%s: %v", name, err)
		}
	}
	// After the handshake the request may have left.
	trusted := serve(func(answer http.ResponseWriter, _ *http.Request) {
		connection, _, _ := answer.(http.Hijacker).Hijack()
		connection.Close()
	})
	trusted.StartTLS()
	transport := trusted.Client().Transport.(*http.Transport)
	transport.TLSClientConfig.ServerName = "example.com" // which the certificate is for
	client := newClient(t, payoutsTo{transport, trusted.Listener.Addr().String()}, once())
	if _, err := psp.Do(context.Background(), client, payout("ORDER-1")); !errors.Is(err, psp.OutcomeUnknown) {
		t.Error(err)
	}
	// A transport that tells nothing of its progress, but a certificate's error.
	silent := scripted(func(*http.Request, string) (int, string, error) {
		return 0, "", fmt.Errorf("wrapped: %w", &tls.CertificateVerificationError{Err: errors.New("expired")})
	})
	_, err = psp.Do(context.Background(), newClient(t, silent, once()), payout("ORDER-1"))
	if known := errorOf(t, err); known.Code.Name != "not_sent" {
		t.Error(err)
	}
}

// A server that closes a kept connection as the payout arrives: net/http must not send it by itself.
func TestADeadConnectionIsNotRetriedByNetHTTP(t *testing.T) {
	var payouts atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if strings.HasSuffix(request.URL.Path, "/auth/token") {
			answer.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(answer, token)
			return
		}
		_, _ = io.ReadAll(request.Body)
		payouts.Add(1)
		connection, _, _ := answer.(http.Hijacker).Hijack()
		connection.Close()
	}))
	defer server.Close()
	client, err := psp.NewClient(server.URL, credentials, once())
	if err != nil {
		t.Fatal(err)
	}
	_, err = psp.Do(context.Background(), client, payout("ORDER-1"))
	if !errors.Is(err, psp.OutcomeUnknown) || payouts.Load() != 1 {
		t.Errorf("%v after %d payouts", err, payouts.Load())
	}
}

func TestErrorsMeetConditions(t *testing.T) {
	problem := func(status int, code string) *psp.Client {
		return newClient(t, scripted(func(*http.Request, string) (int, string, error) {
			return status, fmt.Sprintf(`{"code":%q,"detail":"Maria"}`, code), nil
		}))
	}
	_, err := psp.Do(context.Background(), problem(422, "INSUFFICIENT_FUNDS"), payout("A"))
	if known := errorOf(t, err); !errors.Is(err, psp.InsufficientFunds) || known.Status != 422 ||
		*known.Problem.Detail != "Maria" || strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "Maria") {
		t.Errorf("%+v", known)
	}
	if !errors.Is(err, psp.Rejected) {
		t.Errorf("%v is no refusal", err)
	}
	_, err = psp.Do(context.Background(), problem(422, "CASH_IN_ALREADY_REFUNDED"), psp.GetCashIn{ID: "CI0001"})
	if !errors.Is(err, psp.AlreadyDone) || errors.Is(err, psp.Rejected) {
		t.Error(err)
	}
	_, err = psp.Do(context.Background(), problem(404, "NOT_FOUND"), psp.GetCashIn{ID: "CI0001"})
	if !errors.Is(err, psp.NotFound) {
		t.Error(err)
	}
	for _, wrong := range []psp.CreateCashOut{{}, {Amount: -1}, func() psp.CreateCashOut {
		made := payout("A")
		made.Amount = 0
		return made
	}()} {
		if _, err := psp.Do(context.Background(), problem(500, ""), wrong); !errors.Is(err, psp.InvalidArgument) {
			t.Errorf("%v is %v", wrong, err)
		}
	}
	if _, err := psp.NewClient("http://a.example", credentials); errorOf(t, err).Pointer != "/environment" {
		t.Error(err)
	}
}

func TestAnErrorSaysWhatIsWrongWithWhichValue(t *testing.T) {
	_, err := psp.CheckText("cpf", "5299822472")
	if known := errorOf(t, err); known.Code.Name != "wrong_length" || known.Subject != "CPF" ||
		known.Detail != "expected 11 digits, got 10" || known.Offset != nil {
		t.Errorf("%+v", *known)
	}
	_, err = psp.CheckText("cpf", "5299822472x")
	if known := errorOf(t, err); known.Offset == nil || *known.Offset != 10 {
		t.Errorf("%+v", *known)
	}
	other := newClient(t, scripted(func(_ *http.Request, body string) (int, string, error) {
		return 202, strings.Replace(accepted(body), "150.5", "150.51", 1), nil
	}))
	_, err = psp.Do(context.Background(), other, psp.CreateCashOut(payout("ORDER-1")))
	if known := errorOf(t, err); known.Pointer != "/amount" || known.Mismatch == nil ||
		known.Mismatch.Expected != "150.50" || !strings.HasPrefix(known.Mismatch.Received, "150.51") {
		t.Errorf("%v", err)
	}
	_, err = psp.NewWebhookReceiver("")
	if known := errorOf(t, err); known.Underlying != nil {
		t.Errorf("%v", err)
	}
}

func TestAnEmptyValueIsCalledSo(t *testing.T) {
	client := newClient(t, scripted(func(*http.Request, string) (int, string, error) {
		t.Error("a request has left")
		return 0, "", nil
	}))
	for pointer, change := range map[string]func(*psp.CreateCashOut){
		"/externalReference":        func(made *psp.CreateCashOut) { made.ExternalReference = "" },
		"/idempotencyKey":           func(made *psp.CreateCashOut) { made.IdempotencyKey = "" },
		"/payee/name":               func(made *psp.CreateCashOut) { made.Payee.Name = "" },
		"/payee/document":           func(made *psp.CreateCashOut) { made.Payee.Document = "" },
		"/payee/destination/pixKey": func(made *psp.CreateCashOut) { made.Payee.Destination.PixKey = psp.Ptr("") },
		"/payee/destination/type":   func(made *psp.CreateCashOut) { made.Payee.Destination.Type = nil },
	} {
		made := payout("ORDER-1")
		change(&made)
		_, err := psp.Do(context.Background(), client, made)
		if known := errorOf(t, err); known.Code.Name != "empty_value" || known.Pointer != pointer ||
			!errors.Is(err, psp.InvalidArgument) {
			t.Errorf("%s: %v", pointer, err)
		}
	}
}

func TestNoVerbShowsASecretOrAPerson(t *testing.T) {
	for _, value := range []any{credentials, &credentials, payout("ORDER-1"),
		psp.ObtainToken{ClientID: "1", ClientSecret: "hush"}, psp.AccessGrant{AccessToken: "hush"}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			text := fmt.Sprintf(verb, value)
			for _, hidden := range []string{"hush", "68757368", "Maria", "52998224725",
				string(credentials.ClientSecret), string(credentials.CryptoToken),
				hex.EncodeToString([]byte(credentials.CryptoToken))} {
				if strings.Contains(text, hidden) {
					t.Errorf("%s of %T shows %s: %s", verb, value, hidden, text)
				}
			}
		}
	}
	if line, err := psp.Redact(payout("ORDER-1")); err != nil || strings.Contains(line, "Maria") {
		t.Error(line, err)
	}
}

func TestAContextThatEndsTellsWhatIsKnown(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	client := newClient(t, scripted(func(request *http.Request, _ string) (int, string, error) {
		cancel()
		<-request.Context().Done()
		return 0, "", request.Context().Err()
	}))
	_, err := psp.Do(ctx, client, payout("ORDER-1"))
	if !errors.Is(err, psp.OutcomeUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestAttempts(t *testing.T) {
	client := newClient(t, scripted(func(_ *http.Request, body string) (int, string, error) {
		return 202, accepted(body), nil
	}))
	one := payout("ORDER-1")
	record, err := psp.SaveAttempt(client, one)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := client.LoadAttempt(record)
	if err != nil || loaded.Operation != "create_cash_out" || !strings.Contains(loaded.Form, one.IdempotencyKey) {
		t.Errorf("%v", err)
	}
	receipt, err := psp.Resume[psp.CashOutReceipt](context.Background(), client, record)
	if err != nil || *receipt.Amount != 15050 {
		t.Errorf("%v %v", receipt, err)
	}
	if _, err := client.LoadAttempt(strings.Replace(record, "150.50", "150.51", 1)); !errors.Is(err, psp.Untrusted) {
		t.Error(err)
	}
	other, _ := psp.NewClient(psp.Production, credentials)
	if _, err := other.LoadAttempt(record); errorOf(t, err).Code.Name != "attempt_of_other_environment" {
		t.Error(err)
	}
	if _, err := psp.SaveAttempt(client, psp.GetBalance{}); !errors.Is(err, psp.InvalidArgument) {
		t.Error(err)
	}
	hour := time.Now().Add(-time.Hour)
	if way, err := psp.Reconcile(one, "CO0001", hour, time.Now(), time.Minute); err != nil || way.By != "read" ||
		*way.ID != "CO0001" || !way.KeyMayHaveExpired {
		t.Errorf("%+v %v", way, err)
	}
}

func TestAThousandConversationsWithEverySeventhAnswerDropped(t *testing.T) {
	var lock sync.Mutex
	executed, count := map[string]string{}, 0
	client := newClient(t, scripted(func(request *http.Request, body string) (int, string, error) {
		lock.Lock()
		defer lock.Unlock()
		executed[request.Header.Get("X-Idempotency-Key")] = body
		if count++; count%7 == 0 {
			return 0, "", errors.New("dropped")
		}
		return 202, accepted(body), nil
	}), psp.WithPolicy(psp.RetryPolicy{MaxAttempts: psp.Ptr(int64(20)),
		InitialDelayMilliseconds: psp.Ptr(int64(1)), MaxDelayMilliseconds: psp.Ptr(int64(2))}))
	var group sync.WaitGroup
	for i := 0; i < 1000; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			one := payout(fmt.Sprintf("ORDER-%d", i))
			one.Amount = psp.Money(100 + i)
			if receipt, err := psp.Do(context.Background(), client, one); err != nil || *receipt.Amount != one.Amount {
				t.Errorf("%v %v", receipt, err)
			}
		}()
	}
	group.Wait()
	if len(executed) != 1000 || count < 1100 {
		t.Errorf("%d operations by %d requests", len(executed), count)
	}
}

func TestTheCollectorMayRunAtAnyTime(t *testing.T) {
	stop := make(chan struct{})
	var collector sync.WaitGroup
	collector.Add(1)
	go func() {
		defer collector.Done()
		for {
			select {
			case <-stop:
				return
			default:
				runtime.GC()
			}
		}
	}()
	for i := 0; i < 500; i++ {
		client := newClient(t, scripted(func(*http.Request, string) (int, string, error) { return 200, balance, nil }))
		if _, err := psp.Do(context.Background(), client, psp.GetBalance{}); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			client.Close()
			client.Close()
			if _, err := psp.Do(context.Background(), client, psp.GetBalance{}); !errors.Is(err, psp.ErrClosed) {
				t.Fatal(err)
			}
		}
	}
	close(stop)
	collector.Wait()
}

func TestWebhooks(t *testing.T) {
	body := []byte(`{"eventType":"CASHIN_PAID","eventAt":"2026-03-10T14:00:00Z","data":{"transactionId":"t","status":"PAID","amount":1.00}}`)
	sign := func(key string) string {
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write(body)
		return hex.EncodeToString(mac.Sum(nil))
	}
	receiver, err := psp.NewWebhookReceiver("new", "key")
	if err != nil {
		t.Fatal(err)
	}
	event, err := receiver.Receive(body, sign("key"), "")
	if err != nil || event.CashIn.Amount != 100 || event.Type != psp.EventTypeCashinPaid || event.DedupeKey == "" {
		t.Fatalf("%+v %v", event, err)
	}
	if err := psp.CheckFreshness(event, event.Time.Add(time.Minute), 2*time.Minute); err != nil {
		t.Error(err)
	}
	if err := psp.CheckFreshness(event, event.Time.Add(time.Hour), time.Minute); !errors.Is(err, psp.Untrusted) {
		t.Error(err)
	}
	for _, wrong := range []string{"", "x", sign("other"), strings.Repeat("0", 64)} {
		if _, err := receiver.Receive(body, wrong, ""); !errors.Is(err, psp.Untrusted) {
			t.Error(wrong, err)
		}
	}
	if _, err := receiver.Receive(bytes.TrimSpace(append(body, ' ', 'x')), sign("key"), ""); !errors.Is(err, psp.Untrusted) {
		t.Error(err)
	}
	if _, err := psp.NewWebhookReceiver(); !errors.Is(err, psp.InvalidArgument) {
		t.Error(err)
	}
	receiver.Close()
	if _, err := receiver.Receive(body, sign("key"), ""); !errors.Is(err, psp.ErrClosed) {
		t.Error(err)
	}
}

func TestValues(t *testing.T) {
	if text, err := psp.CheckText("document", "529.982.247-25"); err != nil || text != "52998224725" {
		t.Error(text, err)
	}
	if _, err := psp.CheckText("document", "529.982.247-26"); errorOf(t, err).Code.Name != "wrong_check_digits" {
		t.Error(err)
	}
	if change, err := psp.CompareCashIn(psp.CashInStatusPaid, psp.CashInStatusAwaitingPayment); err != nil || change != "stale" {
		t.Error(change, err)
	}
	text, err := psp.MakeBrCode(psp.StaticBrCode{KeyType: psp.PixKeyTypeEmail, Key: "maria@example.com",
		Name: "MARIA", City: "SAO PAULO", Amount: psp.Ptr(psp.Money(1050))})
	if err != nil {
		t.Fatal(err)
	}
	if code, err := psp.ReadBrCode(text); err != nil || *code.Amount != 1050 || *code.Key != "maria@example.com" {
		t.Errorf("%+v %v", code, err)
	}
}

type fixture struct {
	Name, Operation, ContentType, RetryAfter, Body string
	Status                                         int
	Form                                           json.RawMessage
	Error                                          *struct {
		Code, CauseCode, Remedy, Pointer string
		Conditions                       []psp.Condition
		Status                           int
	}
}

// parsed is the result of an operation's response, as JSON.
func parsed[R any](operation psp.Operation[R]) func(fixture, []byte) ([]byte, error) {
	return func(each fixture, body []byte) ([]byte, error) {
		value, err := psp.Parse(operation, false, each.Status, each.ContentType, each.RetryAfter, body)
		if err != nil {
			return nil, err
		}
		return json.Marshal(value)
	}
}

type requestFixture struct {
	Name, Operation, Environment, ApplicationToken, CryptoToken, AccessToken, Method, URL, Body string
	Form                                                                                        json.RawMessage
	Headers                                                                                     [][2]string
}

// built is the request of an operation that is read from its form.
func built[R any, Op psp.Operation[R]](authorization *psp.Authorization, form []byte) (*http.Request, error) {
	var operation Op
	if err := json.Unmarshal(form, &operation); err != nil {
		return nil, err
	}
	return psp.Build[R](authorization, operation)
}

func checkRequests(t *testing.T, fixtures []requestFixture) {
	build := map[string]func(*psp.Authorization, []byte) (*http.Request, error){
		"obtain_token": built[psp.AccessGrant, psp.ObtainToken], "get_balance": built[psp.Balance, psp.GetBalance],
		"rebalance":      built[psp.RebalanceReceipt, psp.Rebalance],
		"create_cash_in": built[psp.CashInCharge, psp.CreateCashIn], "get_cash_in": built[psp.CashIn, psp.GetCashIn],
		"refund_cash_in":  built[psp.RefundReceipt, psp.RefundCashIn],
		"create_cash_out": built[psp.CashOutReceipt, psp.CreateCashOut], "get_cash_out": built[psp.CashOut, psp.GetCashOut]}
	for _, each := range fixtures {
		known := credentials
		known.ApplicationToken, known.CryptoToken = psp.Secret(each.ApplicationToken), psp.Secret(each.CryptoToken)
		authorization, err := psp.NewAuthorization(each.Environment, known, psp.Secret(each.AccessToken))
		if err != nil {
			t.Fatal(each.Name, err)
		}
		request, err := build[each.Operation](authorization, each.Form)
		authorization.Close()
		if err != nil {
			t.Fatal(each.Name, err)
		}
		var body []byte
		if request.Body != nil {
			body, _ = io.ReadAll(request.Body)
		}
		if request.Method != each.Method || request.URL.String() != each.URL || string(body) != each.Body {
			t.Errorf("%s: %s %s %s", each.Name, request.Method, request.URL, body)
		}
		for _, field := range each.Headers {
			if got := request.Header.Get(field[0]); got != field[1] {
				t.Errorf("%s: %s is %q and not %q", each.Name, field[0], got, field[1])
			}
		}
	}
}

func TestNothingOfAFixtureIsLost(t *testing.T) {
	path := os.Getenv("CONNECTPSP_FIXTURES")
	if path == "" {
		t.Skip("no fixtures (tests/bindings/quick.sh)")
	}
	text, err := os.ReadFile(path)
	var recorded struct {
		Responses []fixture
		Requests  []requestFixture
	}
	if err != nil || json.Unmarshal(text, &recorded) != nil || len(recorded.Responses) < 300 || len(recorded.Requests) < 40 {
		t.Fatal(err, len(recorded.Responses), len(recorded.Requests))
	}
	t.Run("requests", func(t *testing.T) { checkRequests(t, recorded.Requests) })
	fixtures := recorded.Responses
	operations := map[string]func(fixture, []byte) ([]byte, error){
		"obtain_token": parsed(psp.ObtainToken{}), "get_balance": parsed(psp.GetBalance{}),
		"rebalance": parsed(psp.Rebalance{}), "create_cash_in": parsed(psp.CreateCashIn{}),
		"get_cash_in": parsed(psp.GetCashIn{}), "refund_cash_in": parsed(psp.RefundCashIn{}),
		"create_cash_out": parsed(psp.CreateCashOut{}), "get_cash_out": parsed(psp.GetCashOut{})}
	for _, each := range fixtures {
		body, err := hex.DecodeString(each.Body)
		if err != nil {
			t.Fatal(err)
		}
		form, err := operations[each.Operation](each, body)
		if err != nil {
			known := errorOf(t, err)
			if each.Error == nil || known.Code.Name != each.Error.Code || known.Cause.Name != each.Error.CauseCode ||
				known.Remedy != each.Error.Remedy || known.Pointer != each.Error.Pointer ||
				known.Status != each.Error.Status || fmt.Sprint(known.Conditions) != fmt.Sprint(each.Error.Conditions) {
				t.Errorf("%s: %+v, recorded %+v", each.Name, known, each.Error)
			}
			continue
		}
		var got, want any
		if json.Unmarshal(form, &got) != nil || json.Unmarshal(each.Form, &want) != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s, recorded %s", each.Name, form, each.Form)
		}
	}
}

func TestTheSandbox(t *testing.T) {
	base := os.Getenv("CONNECTPSP_BASE_URL")
	if base == "" {
		t.Skip("no sandbox (tests/with_sandbox.sh)")
	}
	fault := func(text string) {
		answer, err := http.Post(base+"/_sandbox/faults", "application/json", strings.NewReader(text))
		if err != nil || answer.StatusCode >= 300 {
			t.Fatal(answer, err)
		}
		answer.Body.Close()
	}
	client, err := psp.NewClient(base, psp.CredentialsFromEnvironment())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ctx := context.Background()
	before, err := psp.Do(ctx, client, psp.GetBalance{})
	if err != nil || before.Consolidated.TotalBalance <= 0 {
		t.Fatal(before, err)
	}
	fault(`{"kind":"status","status":401,"code":"TOKEN_EXPIRED","path":"/account/*"}`)
	if receipt, err := psp.Do(ctx, client, psp.Rebalance{TargetAmount: before.Consolidated.TransactionalBalance}); err != nil || !receipt.Success {
		t.Fatal(receipt, err)
	}
	charge, err := psp.Do(ctx, client, psp.CreateCashIn{IdempotencyKey: psp.NewIdempotencyKey(), Amount: 1234,
		ExternalReference: "ORDER-go-1", Payer: psp.Payer{Name: "Maria da Silva", Document: "52998224725"}})
	if err != nil {
		t.Fatal(err)
	}
	if read, err := psp.Do(ctx, client, psp.GetCashIn{ID: charge.TransactionID}); err != nil || read.Amount != 1234 {
		t.Error(read, err)
	}
	fault(`{"kind":"drop_answer","path":"/cash-out","processed":true}`)
	receipt, err := psp.Do(ctx, client, payout("PAYOUT-go-1"))
	if err != nil {
		t.Fatal(err)
	}
	if read, err := psp.Do(ctx, client, psp.GetCashOut{ID: receipt.TransactionID}); err != nil || read.Amount != 15050 {
		t.Error(read, err)
	}
	if _, err := psp.Do(ctx, client, psp.GetCashIn{ID: "CI9999999"}); !errors.Is(err, psp.NotFound) {
		t.Error(err)
	}
}
