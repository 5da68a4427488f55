// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Money is an amount in Brazilian reais, as a whole number of centavos: Money(15050) is R$ 150,50.
type Money int64

// ErrNotAnAmount is what ParseMoney returns for a text that is no amount of reais and centavos.
var ErrNotAnAmount = errors.New("connectpsp: not an amount with at most two decimals")

// ParseMoney reads an amount in reais, such as "150.50". There is no way from a float.
func ParseMoney(reais string) (Money, error) {
	digits := strings.TrimPrefix(reais, "-")
	whole, part, hasPart := strings.Cut(digits, ".")
	if whole == "" || (hasPart && part == "") || len(part) > 2 {
		return 0, ErrNotAnAmount
	}
	for _, c := range whole + part {
		if c < '0' || c > '9' {
			return 0, ErrNotAnAmount
		}
	}
	sign := ""
	if digits != reais {
		sign = "-"
	}
	centavos, err := strconv.ParseInt(sign+whole+part+strings.Repeat("0", 2-len(part)), 10, 64)
	if err != nil {
		return 0, ErrNotAnAmount
	}
	return Money(centavos), nil
}

// String is the amount in reais with two decimals, such as "150.50".
func (amount Money) String() string {
	if amount < 0 {
		if amount == math.MinInt64 {
			return "-92233720368547758.08"
		}
		return "-" + (-amount).String()
	}
	return fmt.Sprintf("%d.%02d", int64(amount)/100, int64(amount)%100)
}

// Add is the sum of two amounts. It panics where the sum does not fit: money is never wrong in silence.
func (amount Money) Add(other Money) Money {
	sum := amount + other
	if (other > 0 && sum < amount) || (other < 0 && sum > amount) {
		panic("connectpsp: a sum of amounts beyond 64 bits")
	}
	return sum
}

// Date is a day, such as "2026-03-10".
type Date string

// Secret is a text that no format verb shows.
type Secret string

// String hides the secret.
func (Secret) String() string { return "***" }

// GoString hides the secret.
func (Secret) GoString() string { return "***" }

// Format hides the secret from every verb.
func (Secret) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte("***")) }

// Ptr is a pointer to a value, for optional members.
func Ptr[T any](value T) *T { return &value }
