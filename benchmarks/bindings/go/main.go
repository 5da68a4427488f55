// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The Go package beside what its users write by hand. Run by benchmarks/bindings/run.sh.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"sort"
	"strings"
	"time"

	psp "github.com/connectpsp/connectpsp/docs/bindings/go"
)

const (
	application = "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"
	crypto      = "c0ffee00-1234-4abc-9def-0123456789ab"
	token       = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0NzExIn0.tpg5iLZWZ_RVUBhHBVq9BCc1XFuyaHqmcHIG5XvBN2w"
)

// exact is an amount by hand: centavos, read from the number's text.
type exact int64

func (amount *exact) UnmarshalJSON(text []byte) error {
	value, err := psp.ParseMoney(string(text))
	*amount = exact(value)
	return err
}

type account struct {
	Branch  *string `json:"branch"`
	Account *string `json:"account"`
	Balance exact   `json:"balance"`
}

type wallet struct {
	Currency      string `json:"currency"`
	ReferenceDate string `json:"referenceDate"`
	Consolidated  struct {
		TotalBalance         exact `json:"totalBalance"`
		TransactionalBalance exact `json:"transactionalBalance"`
		ProprietaryBalance   exact `json:"proprietaryBalance"`
	} `json:"consolidated"`
	Banks []struct {
		Ispb     *string `json:"ispb"`
		Bank     *string `json:"bank"`
		Accounts struct {
			Transactional *account `json:"transactional"`
			Proprietary   *account `json:"proprietary"`
		} `json:"accounts"`
	} `json:"banks"`
	UpdatedAt time.Time `json:"updatedAt"`
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// measure is the microseconds of a call: the median of nine rounds.
func measure(call func()) float64 {
	var rounds []float64
	for range 9 {
		begin := time.Now()
		for range 5000 {
			call()
		}
		rounds = append(rounds, float64(time.Since(begin).Nanoseconds())/5000/1000)
	}
	sort.Float64s(rounds)
	return rounds[4]
}

func sign(text []byte) string {
	mac := hmac.New(sha256.New, []byte(crypto))
	mac.Write(text)
	return hex.EncodeToString(mac.Sum(nil))
}

func main() {
	body, err := os.ReadFile(os.Args[1])
	must(err)
	authorization, err := psp.NewAuthorization(psp.Staging, psp.Credentials{ClientID: "4711",
		ClientSecret: "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e", ApplicationToken: application, CryptoToken: crypto}, token)
	must(err)
	receiver, err := psp.NewWebhookReceiver(crypto)
	must(err)
	event := []byte(`{"eventType":"CASHIN_PAID","eventAt":"2026-03-10T14:00:00Z","data":{"transactionId":"00000000-0000-0000-0000-000000000007","status":"PAID","amount":150.5}}`)
	signature := sign(event)
	for _, pair := range []struct {
		name           string
		hand, package_ func()
	}{
		{"balance", func() {
			var made wallet
			must(json.Unmarshal(body, &made))
		}, func() {
			_, err := psp.Parse(psp.GetBalance{}, false, 200, "application/json", "", body)
			must(err)
		}},
		{"rebalance", func() {
			text, err := json.Marshal(map[string]float64{"targetAmount": 600000})
			must(err)
			request, err := http.NewRequest("POST", "https://api.homologacao.connectpsp.com/account/rebalance", bytes.NewReader(text))
			must(err)
			request.Header.Set("Authorization", "Bearer "+token)
			request.Header.Set("ApplicationToken", application)
			request.Header.Set("DigitalSignature", sign([]byte(token)))
			request.Header.Set("Content-Type", "application/json")
		}, func() {
			_, err := psp.Build(authorization, psp.Rebalance{TargetAmount: 600_000_00})
			must(err)
		}},
		{"webhook", func() {
			if !hmac.Equal([]byte(sign(event)), []byte(signature)) {
				panic(errors.New("signature"))
			}
			var made struct {
				EventType string    `json:"eventType"`
				EventAt   time.Time `json:"eventAt"`
				Data      struct {
					TransactionID string `json:"transactionId"`
					Status        string `json:"status"`
					Amount        exact  `json:"amount"`
				} `json:"data"`
			}
			must(json.Unmarshal(event, &made))
		}, func() {
			_, err := receiver.Receive(event, signature, "")
			must(err)
		}},
	} {
		hand, own := measure(pair.hand), measure(pair.package_)
		fmt.Printf("go     %s by hand %7.2f us   package %7.2f us   ratio %.2f\n",
			pair.name+strings.Repeat(" ", 10-len(pair.name)), hand, own, own/hand)
	}
}
