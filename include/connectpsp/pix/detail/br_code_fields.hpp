// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_DETAIL_BR_CODE_FIELDS_HPP
#define CONNECTPSP_PIX_DETAIL_BR_CODE_FIELDS_HPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/version.hpp>

#include <bitset>
#include <string>
#include <string_view>

// The format beneath a BR Code: characters, and fields of tag, length and value.  EMV MPM §3

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// A fault of a BR Code, and its byte.
struct br_code_fault {
    errc code = no_error;
    char const* at = nullptr;

    constexpr explicit operator bool() const noexcept { return code != no_error; }
};

/// The first character that a BR Code cannot have: no UTF-8, or a control character, which could
/// forge a line of a log.
constexpr br_code_fault find_bad_character(std::string_view text) noexcept {
    while (!text.empty()) {
        utf8_character const next = front_character(text);
        if (next.size == 0) return {errc::invalid_utf8, text.data()};
        if (is_control(next.value)) return {errc::control_character, text.data()};
        text.remove_prefix(next.size);
    }
    return {};
}

/// The unit that the lengths of a code's fields count.
enum class br_code_unit : unsigned char { bytes, characters };

/// The size in bytes of the first `count` units; more than the text has where it is too short.
/// @pre the text is UTF-8
constexpr std::size_t size_of_units(std::string_view text, std::size_t count,
                                    br_code_unit unit) noexcept {
    if (unit == br_code_unit::bytes) return count;
    std::size_t size = 0;
    for (; count != 0; --count) {
        std::size_t const next = front_character(text.substr(size)).size;
        if (next == 0) return text.size() + 1;
        size += next;
    }
    return size;
}

/// @pre the text is UTF-8
constexpr std::size_t characters_in(std::string_view text) noexcept {
    std::size_t count = 0;
    for (char const c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
    return count;
}

struct br_code_field {
    unsigned tag = 0;
    std::string_view value{};

    /// Where the field begins.
    char const* begin() const noexcept { return value.data() - 4; }
};

/// Takes the field off the front of `rest`, which stays as it was when there is none.
constexpr br_code_fault take_field(std::string_view& rest, br_code_field& out,
                                   br_code_unit unit) noexcept {
    if (rest.size() < 4) return {errc::br_code_incomplete, rest.data()};
    unsigned const tag = two_digits(rest.data());
    unsigned const length = two_digits(rest.data() + 2);
    if (tag > 99) return {errc::br_code_syntax, rest.data()};
    if (length > 99) return {errc::br_code_syntax, rest.data() + 2};
    std::size_t const size = size_of_units(rest.substr(4), length, unit);
    if (size > rest.size() - 4) return {errc::br_code_incomplete, rest.data()};
    out = {tag, rest.substr(4, size)};
    rest.remove_prefix(4 + size);
    return {};
}

/// The parent of the fields outside a template.
inline constexpr unsigned br_code_root = 100;

/// Whether a field's value consists of fields.  EMV MPM §4.7 and §4.8
constexpr bool is_template(unsigned tag, unsigned parent) noexcept {
    if (parent == br_code_root)
        return (tag >= 26 && tag <= 51) || tag == 62 || tag == 64 || tag >= 80;
    return parent == 62 && tag >= 50;
}

/// The first place where a text stops being a sequence of fields with different tags, templates
/// included.
inline br_code_fault find_bad_field(std::string_view fields, unsigned parent,
                                    br_code_unit unit) noexcept {
    std::bitset<100> seen;
    // A second CRC cannot stand before the one that ends the text.
    if (parent == br_code_root) seen.set(63);
    while (!fields.empty()) {
        br_code_field field;
        if (auto const fault = take_field(fields, field, unit)) return fault;
        if (seen.test(field.tag)) return {errc::br_code_duplicate_field, field.begin()};
        seen.set(field.tag);
        if (!is_template(field.tag, parent)) continue;
        if (auto const fault = find_bad_field(field.value, field.tag, unit)) return fault;
    }
    return {};
}

/// The value of a tag, a view without an address when it is not there. @pre the fields are
/// well-formed
inline std::string_view find_field(std::string_view fields, unsigned tag,
                                   br_code_unit unit) noexcept {
    while (!fields.empty()) {
        br_code_field field;
        if (take_field(fields, field, unit)) break;
        if (field.tag == tag) return field.value;
    }
    return {};
}

/// Appends a field of a stated length.  @pre at most 99
inline void append_field(std::string& out, unsigned tag, std::string_view value,
                         std::size_t length) {
    char head[4];
    put_digits(put_digits(head, tag, 2), static_cast<unsigned>(length), 2);
    out.append(head, sizeof head).append(value);
}

} // namespace connectpsp::detail

#endif
