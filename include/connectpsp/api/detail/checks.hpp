// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_DETAIL_CHECKS_HPP
#define CONNECTPSP_API_DETAIL_CHECKS_HPP

#include <connectpsp/codec/detail/json_values.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

// The checks of operations: of a request before it is sent, and of a decoded response.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The result of a check, and the member that it is about.
struct field_error {
    errc wrong;
    char const* pointer;
};

/// The first finding that is an error.
inline result<void> first_error(std::initializer_list<field_error> field_errors) {
    for (field_error const& each : field_errors)
        if (each.wrong != no_error) return error{each.wrong, {.pointer = each.pointer}};
    return boost::outcome_v2::success();
}

/// Checks an amount that is to be moved.  Errors: amount_not_positive, amount_too_large.
inline errc check_amount(money amount) noexcept {
    if (amount <= money{}) return errc::amount_not_positive;
    return amount.centavos() > limits::amount_centavos ? errc::amount_too_large : no_error;
}

/// Checks a value that is required.  Errors: empty_value.
template <text_value Value>
errc require_nonempty(Value const& value) noexcept {
    return value.empty() ? errc::empty_value : no_error;
}

/// Checks a required member of a closed enumeration: none is assumed.
/// Errors: empty_value; out_of_range for a number that is not an enumerator.
template <named_enum Enum>
errc check_given(std::optional<Enum> const& value) noexcept {
    if (!value) return errc::empty_value;
    return static_cast<std::size_t>(*value) < std::size(enum_names<Enum>::names)
               ? no_error
               : errc::out_of_range;
}

/// Checks a text that is required.
/// Errors: empty_value, text_too_long, control_character, invalid_utf8.
inline errc check_text(std::string_view text) noexcept {
    return text.empty() ? errc::empty_value : refusal_of_text(text, limits::text_characters);
}

/// Checks a value that is optional.
template <class T, class Rule>
errc check_if_given(std::optional<T> const& value, Rule rule) noexcept {
    return value ? rule(*value) : no_error;
}

/// Checks a URL that the server is to call: `https://host[:port][/path][?query]`, or plain http to
/// loopback; no user info, no fragment.
/// Errors: text_too_long, invalid_url, url_user_info, url_character, insecure_url, url_fragment.
CONNECTPSP_DECL errc check_callback_url(std::string_view url) noexcept;

/// Checks a URL that the payer returns to: an absolute URI, which may be an app's own scheme.
/// Errors: empty_value, text_too_long, invalid_url, url_character.  RFC 3986 §4.3
CONNECTPSP_DECL errc check_redirect_url(std::string_view url) noexcept;

// Of an answer: whether it repeats what was asked. A member that the response leaves out is not
// compared. A member that it masks or spells in another way must still be the same value.

inline std::string_view text_of(std::optional<std::string> const& value) noexcept {
    return value ? std::string_view{*value} : std::string_view{};
}

template <class Value>
std::string_view text_of(std::optional<received<Value>> const& value) noexcept {
    return value ? std::string_view{value->text()} : std::string_view{};
}

/// Checks the id by which callers look a transaction up, and which they log.
/// Errors: empty_value, control_character, invalid_utf8.
inline errc check_received_id(std::string_view id) noexcept {
    if (id.empty()) return errc::empty_value;
    return refusal_of_text(id, id.size());
}

inline result<void> check_transaction_id(std::string_view id) {
    return first_error({{check_received_id(id), "/transactionId"}});
}

/// Checks a payment that was looked up.
/// Errors: empty_value, control_character, invalid_utf8, amount_not_positive.
inline result<void> check_payment(std::string_view id, money amount) {
    return first_error({{check_received_id(id), "/transactionId"},
                        {amount <= money{} ? errc::amount_not_positive : no_error, "/amount"}});
}

/// A text as a log may show it: its ends, when enough is hidden between them.
CONNECTPSP_DECL std::string masked(std::string_view text);

/// Two texts that differ, by their ends; where those do not, with the byte from which they do.
CONNECTPSP_DECL error mismatch_masked(errc code, char const* pointer, std::string_view asked,
                                      std::string_view answered);

/// Two texts that differ and of which nothing may be shown: a person's, a key's, an account's.
CONNECTPSP_DECL error mismatch_hidden(errc code, char const* pointer, std::string_view asked,
                                      std::string_view answered);

inline error differs(errc code, char const* pointer, std::string asked, std::string answered) {
    return error{
        code,
        {.pointer = pointer, .mismatch = value_mismatch{std::move(asked), std::move(answered)}}};
}

inline result<void> compare(errc code, char const* pointer, money asked,
                            std::optional<money> const& answered) {
    if (!answered || *answered == asked) return boost::outcome_v2::success();
    return differs(code, pointer, to_string(asked), to_string(*answered));
}

inline result<void> compare(errc code, char const* pointer, std::string_view asked,
                            std::optional<std::string> const& answered) {
    if (!answered || *answered == asked) return boost::outcome_v2::success();
    return mismatch_masked(code, pointer, asked, *answered);
}

enum class spelling : unsigned char {
    exact,     ///< letters in any case
    punctuated ///< punctuation and zeros in front say nothing, either
};

/// Returns whether a text says the asked one, or hides some of its characters behind stars: as many
/// characters, the same ones or stars, and enough of them shown. Three letters or digits are
/// enough, and half of a shorter text.
CONNECTPSP_DECL bool is_echo(std::string_view asked, std::string_view answered, spelling how);

/// Compares a value that may be masked. One that is irregular otherwise says nothing.
template <class Value>
result<void> compare(errc code, char const* pointer, Value const& asked,
                     std::optional<received<Value>> const& answered) {
    std::string_view const text = text_of(answered);
    bool const clear =
        text.find('*') != std::string_view::npos || (answered && answered->is_regular());
    if (!clear || is_echo(asked.text(), text, spelling::punctuated))
        return boost::outcome_v2::success();
    return mismatch_hidden(code, pointer, asked.text(), text);
}

/// Compares a number of a person or an account. It says nothing without a digit or a star.
template <class Value>
result<void> compare_number(errc code, char const* pointer, Value const& asked,
                            std::optional<received<Value>> const& answered) {
    std::string_view const text = text_of(answered);
    if (text.find_first_of("*0123456789") == std::string_view::npos ||
        is_echo(asked.text(), text, spelling::punctuated))
        return boost::outcome_v2::success();
    return mismatch_hidden(code, pointer, asked.text(), text);
}

/// The ids that an answer holds, empty where it leaves one out.
struct answered_ids {
    std::string_view transaction_id{};
    std::string_view internal_code{};
    std::string_view end_to_end_id{};
    std::string_view original_end_to_end_id{};
};

template <class Answer>
answered_ids ids_of(Answer const& answer) noexcept {
    return {answer.transaction_id, text_of(answer.internal_code), text_of(answer.end_to_end_id),
            text_of(answer.original_end_to_end_id)};
}

/// Returns why an answer is not about the id that was asked for: none of its ids is that one. An
/// answer that leaves the asked id out does not confirm it. Case counts in end-to-end ids alone.
/// Errors: mismatched_id, at the member that holds such an id.
CONNECTPSP_DECL result<void> compare_ids(std::string_view asked, answered_ids const& answered);

} // namespace connectpsp::detail

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/checks.ipp>
#endif

#endif
