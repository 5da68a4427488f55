// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp

import (
	"encoding/json"
	"time"
)

// Condition says what an error is. errors.Is compares an *Error with the conditions that it meets.
type Condition string

// The conditions.
const (
	InvalidArgument   Condition = "invalid_argument"   // refused before anything was sent
	InvalidResponse   Condition = "invalid_response"   // the answer cannot be understood
	Authentication    Condition = "authentication"     // credentials, token or signature
	Rejected          Condition = "rejected"           // the request itself was refused
	InsufficientFunds Condition = "insufficient_funds" // the balance does not cover the amount
	AlreadyDone       Condition = "already_done"       // what was asked for has happened before
	NotFound          Condition = "not_found"          // there is no such transaction
	RateLimited       Condition = "rate_limited"       // too many requests
	Unavailable       Condition = "unavailable"        // the service cannot answer now
	TransportFailed   Condition = "transport"          // no answer arrived
	Retryable         Condition = "retryable"          // the same request may succeed later
	OutcomeUnknown    Condition = "outcome_unknown"    // money may have moved
	Mismatch          Condition = "mismatch"           // the answer is about something else
	Untrusted         Condition = "untrusted"          // a webhook or record not to be believed
)

// Error makes a condition an error to compare with.
func (condition Condition) Error() string { return "connectpsp: " + string(condition) }

// Code is the name of what was met with.
type Code struct {
	Category string `json:"category"`
	Name     string `json:"name"`
	Number   int    `json:"number,string"`
}

// Error is why an operation did not succeed. Its text is one line that is safe for a log; Problem and
// BodyExcerpt are the server's and may name a person.
//
// Where errors.Is(err, OutcomeUnknown), money may have moved: do what Remedy says before anything
// else, and never make the operation anew.
type Error struct {
	Code                 Code        `json:"code"`
	Conditions           []Condition `json:"conditions"`
	Remedy               string      `json:"remedy"` // fix_request, reauthenticate, retry_same_key, wait, reconcile, contact_support
	OutcomeUnknown       bool        `json:"outcomeUnknown"`
	Message              string      `json:"message"`
	Cause                Code        `json:"cause"` // what the last attempt met with
	Underlying           *Code       `json:"underlying"`
	Status               int         `json:"status,string"` // of HTTP; 0 without an answer
	Pointer              string      `json:"pointer"`
	TransactionID        string      `json:"transactionId"`
	IdempotencyKey       string      `json:"idempotencyKey"`
	ExternalReference    string      `json:"externalReference"`
	DuringAuthentication bool        `json:"duringAuthentication"`
	Problem              *Problem    `json:"problem"`
	BodyExcerpt          string      `json:"bodyExcerpt"`
	RetryAfterSeconds    int64       `json:"retryAfterSeconds,string"`
	RetryAt              *time.Time  `json:"retryAt"`

	interrupted error
}

func (err *Error) Error() string { return "connectpsp: " + err.Message }

// GoString is safe for a log.
func (err *Error) GoString() string { return err.Error() }

// Is compares with a Condition.
func (err *Error) Is(target error) bool {
	condition, is := target.(Condition)
	if !is {
		return false
	}
	for _, each := range err.Conditions {
		if each == condition {
			return true
		}
	}
	return false
}

// Unwrap is the context's error where that ended the operation.
func (err *Error) Unwrap() error { return err.interrupted }

func errorOf(form []byte) error {
	made := new(Error)
	if err := json.Unmarshal(form, made); err != nil {
		return err
	}
	return made
}
