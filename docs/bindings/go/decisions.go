// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp

import (
	"encoding/json"
	"time"
)

// WebhookReceiver verifies and reads webhooks. Goroutines may share it.
type WebhookReceiver struct{ handle *handle }

// NewWebhookReceiver takes one CryptoToken, or while they are changed several, the newest first.
func NewWebhookReceiver(cryptoTokens ...Secret) (*WebhookReceiver, error) {
	ring := keyRing(cryptoTokens)
	if ring == nil {
		ring = []byte(`{"cryptoTokens":[]}`)
	}
	var made uintptr
	text, size := at(ring)
	if _, err := answerOf(func(out *byte, capacity uintptr, needed *uintptr) int32 {
		return abi.receiverNew(text, size, &made, out, capacity, needed)
	}); err != nil {
		return nil, err
	}
	return &WebhookReceiver{newHandle(made, abi.receiverFree)}, nil
}

// Receive verifies the signature over the raw body, the value of X-Connect-Signature, and only then
// reads it. errors.Is(err, Untrusted) where the signature is missing or wrong.
func (receiver *WebhookReceiver) Receive(body []byte, signature, deliveryID string) (made Event, err error) {
	err = receiver.handle.use(func(handle uintptr) error {
		form, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
			text, textSize := at(body)
			sign, signSize := at([]byte(signature))
			id, idSize := at([]byte(deliveryID))
			return abi.receive(handle, text, textSize, sign, signSize, id, idSize, out, capacity, size)
		})
		if err != nil {
			return err
		}
		return json.Unmarshal(form, &made)
	})
	return made, err
}

// Close frees the receiver.
func (receiver *WebhookReceiver) Close() { receiver.handle.close() }

// CheckFreshness refuses an event that is older than the tolerance, or ahead of the clock.
func CheckFreshness(event Event, now time.Time, tolerance time.Duration) error {
	form, err := json.Marshal(event)
	if err != nil {
		return err
	}
	_, err = answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		text, textSize := at(form)
		return abi.checkFreshness(text, textSize, now.UnixMicro(), int64(tolerance/time.Second), out, capacity, size)
	})
	return err
}

// CompareCashIn says what a received status means, given the known one: advanced, duplicate, stale or
// conflicting.
func CompareCashIn(current, incoming CashInStatus) (string, error) {
	return compare("cash_in_status", string(current), string(incoming))
}

// CompareCashOut does the same for a cash-out.
func CompareCashOut(current, incoming CashOutStatus) (string, error) {
	return compare("cash_out_status", string(current), string(incoming))
}

func compare(kind, current, incoming string) (string, error) {
	change, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		name, nameSize := at([]byte(kind))
		left, leftSize := at([]byte(current))
		right, rightSize := at([]byte(incoming))
		return abi.compareStatus(name, nameSize, left, leftSize, right, rightSize, out, capacity, size)
	})
	return string(change), err
}

// PlanRebalance plans the rebalance that makes the transactional balance equal to an exposure.
func PlanRebalance(balance Balance, exposure Money) (plan RebalancePlan, err error) {
	form, err := json.Marshal(balance)
	if err != nil {
		return plan, err
	}
	answer, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		text, textSize := at(form)
		return abi.planRebalance(text, textSize, int64(exposure), out, capacity, size)
	})
	if err != nil {
		return plan, err
	}
	return plan, json.Unmarshal(answer, &plan)
}

// Reconcile says how to find out what became of an operation whose outcome is unknown. transactionID
// is the error's, or empty.
func Reconcile[R any](operation Operation[R], transactionID string, madeAt, now time.Time, keyRetention time.Duration) (way Reconciliation, err error) {
	answer, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		name, nameSize := at([]byte(operation.operation()))
		id, idSize := at([]byte(transactionID))
		return abi.reconcile(name, nameSize, id, idSize, madeAt.UnixMicro(), now.UnixMicro(), int64(keyRetention/time.Second), out, capacity, size)
	})
	if err != nil {
		return way, err
	}
	return way, json.Unmarshal(answer, &way)
}

// Redact is an operation as one line for a log: amounts, times, known enumerators and ids.
func Redact[R any](operation Operation[R]) (string, error) {
	form, err := json.Marshal(operation)
	if err != nil {
		return "", err
	}
	line, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		name, nameSize := at([]byte(operation.operation()))
		text, textSize := at(form)
		return abi.redact(name, nameSize, text, textSize, out, capacity, size)
	})
	return string(line), err
}

// CheckText is the regular spelling of a document, key, id or other checked text.
func CheckText(kind, text string) (string, error) {
	made, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		name, nameSize := at([]byte(kind))
		value, valueSize := at([]byte(text))
		return abi.checkText(name, nameSize, value, valueSize, out, capacity, size)
	})
	return string(made), err
}

// ReadBrCode reads the text of "copia e cola".
func ReadBrCode(text string) (code BrCode, err error) {
	form, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		value, valueSize := at([]byte(text))
		return abi.brCodeRead(value, valueSize, out, capacity, size)
	})
	if err != nil {
		return code, err
	}
	return code, json.Unmarshal(form, &code)
}

// MakeBrCode makes the text of a code.
func MakeBrCode[Parts StaticBrCode | DynamicBrCode](parts Parts) (string, error) {
	form, err := json.Marshal(parts)
	if err != nil {
		return "", err
	}
	kind := "static_br_code_form"
	if _, dynamic := any(parts).(DynamicBrCode); dynamic {
		kind = "dynamic_br_code_form"
	}
	text, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		name, nameSize := at([]byte(kind))
		value, valueSize := at(form)
		return abi.brCodeMake(name, nameSize, value, valueSize, out, capacity, size)
	})
	return string(text), err
}

// Interface is all that the shared library takes and gives, as JSON.
func Interface() (string, error) {
	text, err := answerOf(func(out *byte, capacity uintptr, size *uintptr) int32 {
		return abi.interfaceOf(out, capacity, size)
	})
	return string(text), err
}
