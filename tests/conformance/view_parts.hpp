// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_VIEW_PARTS_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_VIEW_PARTS_HPP

#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/timestamp.hpp>

#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// The parts of the views of several types.

namespace connectpsp::test {

/// Null, or the view of what an optional holds.
template <class T, class View>
boost::json::value view_or_null(std::optional<T> const& value, View view) {
    return value ? boost::json::value(view(*value)) : boost::json::value{};
}

inline boost::json::value view_of_text(std::string_view text) {
    return boost::json::value(boost::json::string_view{text.data(), text.size()});
}

inline boost::json::value text_or_null(std::optional<std::string> const& value) {
    return view_or_null(value, [](std::string const& text) { return view_of_text(text); });
}

inline boost::json::value microseconds_or_null(std::optional<timestamp> const& value) {
    return view_or_null(value, [](timestamp at) { return at.time_since_epoch().count(); });
}

/// The text of a regular value; of an irregular one `{"irregular": text}`.
template <class Value>
boost::json::value view_of_received(received<Value> const& value) {
    if (auto const regular = value.value()) return view_of_text(regular.value().text());
    return {{"irregular", view_of_text(value.text())}};
}

template <class Value>
boost::json::value received_or_null(std::optional<received<Value>> const& value) {
    return view_or_null(value, view_of_received<Value>);
}

/// An enumerator and its name, written again: a name of the library's own could be a wrong one.
template <class Enum>
struct named {
    Enum value;
    std::string_view name;
};

/// The name of a known value; of an unknown one `{"unknown": text}`.
template <class Enum, std::size_t Size>
boost::json::value view_of_enum(open_enum<Enum> const& value, named<Enum> const (&names)[Size]) {
    if (!value.known()) return {{"unknown", view_of_text(value.text())}};
    for (named<Enum> const& each : names)
        if (each.value == *value.known()) return view_of_text(each.name);
    return {{"unnamed", view_of_text(value.text())}};
}

template <class Enum, std::size_t Size>
boost::json::value enum_or_null(std::optional<open_enum<Enum>> const& value,
                                named<Enum> const (&names)[Size]) {
    return value ? view_of_enum(*value, names) : boost::json::value{};
}

} // namespace connectpsp::test

#endif
