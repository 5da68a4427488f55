// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp

import "encoding/json"

// Condition says what an error is. errors.Is compares an *Error with the conditions that it meets.
type Condition string

// The conditions.
const (
	InvalidArgument   Condition = "invalid_argument"   // refused before anything was sent
	InvalidResponse   Condition = "invalid_response"   // the answer cannot be understood
	Authentication    Condition = "authentication"     // credentials, token or signature
	Rejected          Condition = "rejected"           // the request itself was refused, and nothing happened
	InsufficientFunds Condition = "insufficient_funds" // rejected, because the balance does not cover the amount
	AlreadyDone       Condition = "already_done"       // refused, because what was asked for has happened before
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
