// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "place.hpp"

#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

/// A text of the server or of a file, for a terminal: control characters as `\uXXXX`, so that it
/// moves no cursor and colours nothing.
std::string printable(std::string_view text);

/// Rows of two columns.
class sheet {
public:
    void add(std::string name, std::string_view value) {
        rows_.emplace_back(std::move(name), printable(value));
    }
    template <class T>
    void add(std::string name, std::optional<T> const& value) {
        if (value) add(std::move(name), text(*value));
    }
    template <class T>
        requires(!std::is_convertible_v<T const&, std::string_view>)
    void add(std::string name, T const& value) {
        add(std::move(name), std::string_view{text(value)});
    }
    void print(std::ostream& out) const;

private:
    static std::string text(std::string const& value) { return value; }
    static std::string text(psp::money value) { return "R$ " + to_string(value); }
    static std::string text(psp::timestamp value) { return psp::format_timestamp(value); }
    template <class T>
        requires requires(T const& value) { value.text(); }
    static std::string text(T const& value) {
        return std::string{value.text()};
    }
    std::vector<std::pair<std::string, std::string>> rows_{};
};

/// The whole value as JSON, or for people.
template <class T>
void print(common_options const& options, T const& value, sheet const& rows) {
    if (options.json)
        std::cout << psp::encode(value) << '\n';
    else
        rows.print(std::cout);
}

/// The line of a stop; with --json it is a document too.
void print(common_options const& options, stop const& why);

/// Asks a question on the terminal. Stops unless the answer is yes, or --yes was given.
void confirm(common_options const& options, std::string const& question);

} // namespace cli
