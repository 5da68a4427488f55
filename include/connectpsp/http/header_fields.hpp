// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_HTTP_HEADER_FIELDS_HPP
#define CONNECTPSP_HTTP_HEADER_FIELDS_HPP

#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// One header field. Views into the header_fields it comes from.
struct header_field {
    std::string_view name;
    std::string_view value;
};

namespace detail {

struct clean_fields;

/// Whether a text is a token, as the name of a header field has to be.  RFC 9110 §5.6.2
constexpr bool is_field_name(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    });
}

/// Whether a text holds no control character, except tabs.  RFC 9110 §5.5
constexpr bool is_field_value(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

} // namespace detail

/// Header fields in one block of memory, in the form HTTP/1.1 sends them: `Name: value` CR LF.
/// Iterates over header_field. Wiped at the end, because one of them is a token.
class header_fields {
public:
    header_fields() = default;

    /// Copies a block that holds fields already, with room for `more` bytes. The block is not
    /// checked: never make one of text from outside.
    explicit header_fields(std::string_view block, std::size_t more = 0) {
        text_.reserve(block.size() + more);
        text_.append(block);
    }

    header_fields(header_fields const&) = default;
    header_fields(header_fields&& other) noexcept : text_(std::exchange(other.text_, {})) {}
    header_fields& operator=(header_fields other) noexcept {
        text_.swap(other.text_);
        return *this;
    }
    void swap(header_fields& other) noexcept { text_.swap(other.text_); }
    ~header_fields() { detail::wipe(text_.data(), text_.size()); }

    /// Adds a field, or nothing when the field could become another one on the wire.
    /// Errors: invalid_character for a name that is not a token; control_character for a value with
    /// CR, LF, NUL or another control character, except tabs.  RFC 9110 §5.5, §5.6.2
    result<void> append(std::string_view name, std::string_view value) {
        if (!detail::is_field_name(name)) return error{errc::invalid_character};
        if (!detail::is_field_value(value)) return error{errc::control_character};
        append_unchecked(name, value);
        return boost::outcome_v2::success();
    }

    /// The first value of a field, or an empty view. Names are compared without regard to case.
    detail::owned_secret_text find(std::string_view name) const&& {
        return detail::owned_secret_text{find(name)};
    }
    std::string_view find(std::string_view name) const& noexcept {
        for (header_field const field : *this)
            if (detail::equal_ignoring_case(field.name, name)) return field.value;
        return {};
    }

    /// All of them as HTTP/1.1 sends them.
    std::string_view text() const& noexcept { return text_; }
    detail::owned_secret_text text() const&& { return detail::owned_secret_text{text()}; }

    /// A line at a time. A line without a colon is a name without a value; the last line needs no
    /// line break.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = header_field;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = header_field;

        iterator() = default;
        explicit iterator(std::string_view rest) noexcept : rest_(rest) {}

        header_field operator*() const noexcept {
            std::string_view line = rest_.substr(0, rest_.find('\n'));
            if (line.ends_with('\r')) line.remove_suffix(1);
            std::size_t const colon = (std::min)(line.find(':'), line.size());
            std::string_view value = line.substr((std::min)(colon + 1, line.size()));
            if (value.starts_with(' ')) value.remove_prefix(1);
            return {line.substr(0, colon), value};
        }
        iterator& operator++() noexcept {
            std::size_t const line_feed = rest_.find('\n');
            rest_.remove_prefix(line_feed == rest_.npos ? rest_.size() : line_feed + 1);
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator const before = *this;
            ++*this;
            return before;
        }
        bool operator==(iterator const& other) const noexcept {
            return rest_.size() == other.rest_.size();
        }

    private:
        std::string_view rest_{};
    };

    iterator begin() const noexcept { return iterator{text_}; }
    iterator end() const noexcept { return iterator{}; }

private:
    friend detail::clean_fields;

    static constexpr std::string_view line_end = "\r\n";

    void append_unchecked(std::string_view name, std::string_view value) {
        for (std::string_view const piece : {name, std::string_view{": "}, value, line_end})
            detail::append_secret(text_, piece);
    }

    std::string text_{};
};

namespace detail {

/// Adds fields whose names and values were checked when they were made, without a second look.
struct clean_fields {
    static void append(header_fields& to, std::string_view name, std::string_view value) {
        to.append_unchecked(name, value);
    }
};

} // namespace detail

} // namespace connectpsp

#endif
