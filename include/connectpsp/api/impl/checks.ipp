// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_CHECKS_IPP
#define CONNECTPSP_API_IMPL_CHECKS_IPP

#include <connectpsp/api/detail/checks.hpp>
#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/url_parts.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Visible ASCII that needs no escaping in a URI.
inline bool is_uri_text(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7f' &&
               std::string_view{"\"<>\\^`{|}"}.find(c) == std::string_view::npos;
    });
}

CONNECTPSP_DECL errc check_redirect_url(std::string_view url) noexcept {
    if (url.empty()) return errc::empty_value;
    if (url.size() > limits::url_bytes) return errc::text_too_long;
    std::size_t const colon = url.find(':');
    std::string_view const scheme = url.substr(0, colon);
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    bool const absolute =
        colon != std::string_view::npos && !scheme.empty() && is_letter(scheme.front()) &&
        std::all_of(scheme.begin(), scheme.end(), [&](char c) {
            return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
        });
    if (!absolute || colon + 1 == url.size()) return errc::invalid_url;
    return is_uri_text(url) ? no_error : errc::url_character;
}

CONNECTPSP_DECL errc check_callback_url(std::string_view url) noexcept {
    if (url.size() > limits::url_bytes) return errc::text_too_long;
    std::string_view rest = url;
    bool secure = false;
    if (!take_web_scheme(rest, secure)) return errc::invalid_url;
    std::string_view const authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != authority.npos) return errc::url_user_info;
    if (!is_uri_text(rest)) return errc::url_character;
    std::string_view host;
    int port = 0;
    if (!take_host(rest, host) || (take(rest, ':') && !take_port(rest, port)))
        return errc::invalid_url;
    if (!rest.empty() && std::string_view{"/?#"}.find(rest.front()) == std::string_view::npos)
        return errc::invalid_url;
    if (rest.find('#') != std::string_view::npos) return errc::url_fragment;
    return secure || is_loopback(host) ? no_error : errc::insecure_url;
}

CONNECTPSP_DECL std::string masked(std::string_view text) {
    constexpr std::size_t shown = 2;
    bool const shows_ends =
        text.size() >= 5 * shown &&
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!shows_ends) return "***";
    std::string out{text.substr(0, shown)};
    return out.append("***").append(text.substr(text.size() - shown));
}

CONNECTPSP_DECL error mismatch_masked(errc code, char const* pointer, std::string_view asked,
                                      std::string_view answered) {
    if (masked(asked) == masked(answered)) return mismatch_hidden(code, pointer, asked, answered);
    return differs(code, pointer, masked(asked), masked(answered));
}

CONNECTPSP_DECL error mismatch_hidden(errc code, char const* pointer, std::string_view asked,
                                      std::string_view answered) {
    auto const at = std::mismatch(asked.begin(), asked.end(), answered.begin(), answered.end());
    return differs(code, pointer, "***",
                   "***, which differs from byte " + std::to_string(at.first - asked.begin()) +
                       " on");
}

/// The text in small letters and, where punctuation says nothing, without it.
inline std::string spelled_plainly(std::string_view text, spelling how) {
    std::string plain;
    for (char const c : text) {
        char const lower = to_lower(c);
        bool const counts = is_digit(c) || (lower >= 'a' && lower <= 'z') || c == '*';
        if (counts || how == spelling::exact) plain += lower;
    }
    return plain;
}

/// Returns whether stars stand where a text has characters, and no other character differs.
inline bool is_masked(std::string_view text, std::string_view mask) noexcept {
    if (text.size() != mask.size()) return false;
    std::size_t shown = 0, all = 0;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (mask[i] != '*' && mask[i] != text[i]) return false;
        bool const counts = is_digit(text[i]) || (text[i] >= 'a' && text[i] <= 'z');
        all += counts ? 1U : 0U;
        shown += counts && mask[i] != '*' ? 1U : 0U;
    }
    return shown >= (std::min<std::size_t>)(3, (all + 1) / 2);
}

CONNECTPSP_DECL bool is_echo(std::string_view asked, std::string_view answered, spelling how) {
    if (asked == answered) return true;
    std::string const text = spelled_plainly(asked, how);
    std::string const other = spelled_plainly(answered, how);
    auto const significant = [](std::string_view number) {
        return number.substr((std::min)(number.find_first_not_of('0'), number.size()));
    };
    return is_masked(text, other) ||
           (how == spelling::punctuated && significant(text) == significant(other));
}

/// Whether a text is shaped like an end-to-end id, be it a regular one or not: no other id is `E`
/// or `D` and so many letters and digits. docs/protocol.md §5
inline bool is_like_end_to_end_id(std::string_view text) noexcept {
    return text.size() >= 32 && (text.front() == 'E' || text.front() == 'D') &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
           });
}

CONNECTPSP_DECL result<void> compare_ids(std::string_view asked, answered_ids const& answered) {
    auto const other = [asked](std::string_view found, char const* pointer) {
        if (found.empty())
            return differs(errc::mismatched_id, pointer, masked(asked), "no id of that kind");
        return mismatch_masked(errc::mismatched_id, pointer, asked, found);
    };
    if (is_like_end_to_end_id(asked)) {
        if (asked == answered.end_to_end_id || asked == answered.original_end_to_end_id ||
            asked == answered.transaction_id || asked == answered.internal_code)
            return boost::outcome_v2::success();
        // The id of a refund says nothing about the id of the payment, and the reverse is true as
        // well.
        if (answered.original_end_to_end_id.starts_with(asked.front()))
            return other(answered.original_end_to_end_id, "/originalEndToEndId");
        bool const same_kind = answered.end_to_end_id.starts_with(asked.front());
        return other(same_kind ? answered.end_to_end_id : "", "/endToEndId");
    }
    if (equal_ignoring_case(asked, answered.transaction_id) ||
        equal_ignoring_case(asked, answered.internal_code) || asked == answered.end_to_end_id ||
        asked == answered.original_end_to_end_id)
        return boost::outcome_v2::success();
    // Two UUIDs are of the same kind. Any other text is an internal code.
    if (is_guid(asked) || !is_guid(answered.transaction_id))
        return other(answered.transaction_id, "/transactionId");
    return other(answered.internal_code, "/internalCode");
}

} // namespace connectpsp::detail

#endif
