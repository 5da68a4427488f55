// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_BINDING_FORM_IPP
#define CONNECTPSP_CODEC_IMPL_BINDING_FORM_IPP

#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/core/version.hpp>

#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL errc read_whole_number(std::int64_t& out, json_token const& read) noexcept {
    if (read.kind != token_kind::string && read.kind != token_kind::number) return errc::wrong_type;
    if (is_empty_text(read)) return errc::empty_value;
    std::string_view const digits = read.text.substr(read.text.starts_with('-') ? 1 : 0);
    bool const is_zero = digits == "0";
    if (digits.empty() || (digits.front() == '0' && !is_zero) ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
        return errc::not_an_integer;
    char const* const end = read.text.data() + read.text.size();
    auto const [at, wrong] = std::from_chars(read.text.data(), end, out);
    return wrong == std::errc{} && at == end ? no_error : errc::out_of_range;
}

CONNECTPSP_DECL bool write_whole_number(std::int64_t value, writer const& to) {
    constexpr std::size_t longest = sizeof "\"-9223372036854775808\"";
    char* at = to.out.room(longest);
    *at++ = '"';
    at = std::to_chars(at, at + longest - 2, value).ptr;
    *at++ = '"';
    to.out.end_at(at);
    return true;
}

CONNECTPSP_DECL errc skip_list(void*, json_token const& read, container_target&) noexcept {
    return read.kind == token_kind::array ? no_error : errc::wrong_type;
}

CONNECTPSP_DECL error refused_form(error const& why) {
    if (why == condition::invalid_argument) return error{why.code(), {.pointer = why.pointer()}};
    bool const missing = why == errc::missing_member;
    return error{make_error_code(missing ? errc::empty_value : errc::unreadable_argument),
                 {.pointer = why.pointer(), .underlying = why.code()}};
}

} // namespace connectpsp::detail

#endif
