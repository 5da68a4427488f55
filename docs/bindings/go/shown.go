// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

package connectpsp

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// shown writes a value for a log: amounts, numbers, times and known enumerators. A text is hidden,
// because it may be a name, a document or a key.
func shown(value any) string {
	at := reflect.ValueOf(value)
	parts := make([]string, 0, at.NumField())
	for i := 0; i < at.NumField(); i++ {
		if text := shownMember(at.Field(i)); text != "" {
			parts = append(parts, at.Type().Field(i).Name+": "+text)
		}
	}
	return at.Type().Name() + "{" + strings.Join(parts, ", ") + "}"
}

func shownMember(member reflect.Value) string {
	switch member.Kind() {
	case reflect.Pointer:
		if member.IsNil() {
			return ""
		}
		return shownMember(member.Elem())
	case reflect.Slice:
		parts := make([]string, member.Len())
		for i := range parts {
			parts[i] = shownMember(member.Index(i))
		}
		if len(parts) == 0 {
			return ""
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.String:
		if known, is := member.Interface().(interface{ known() bool }); is && known.known() {
			return member.String()
		}
		if day, is := member.Interface().(Date); is {
			return string(day)
		}
		return "***"
	}
	if when, is := member.Interface().(time.Time); is {
		return when.Format(time.RFC3339Nano)
	}
	return fmt.Sprint(member.Interface())
}
