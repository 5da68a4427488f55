// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_JSON_HPP
#define CONNECTPSP_CODEC_JSON_HPP

#include <connectpsp/codec/describe.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

namespace detail {

/// Reads one document into what `document` says; the error when that fails.
CONNECTPSP_DECL std::optional<error> read_document(std::string_view text,
                                                   container_target document);

/// The treatment of a document that is not RFC 8259 JSON.
enum class strictness : bool {
    exact,   ///< it is rejected
    repairs, ///< it is read again, and the inside of its strings is repaired
};

/// Does what read_document does, more slowly, with exponents of any size, and without a copy of a
/// text that has escapes.
CONNECTPSP_DECL std::optional<error> read_carefully(std::string_view text,
                                                    container_target document, strictness how);

/// Reads a document again that could not be read, where that may help.
/// @param wrong why it could not be read
/// @returns why it still cannot be read
CONNECTPSP_DECL std::optional<error> read_again(std::string_view text, container_target document,
                                                void (*start_over)(void*), strictness how,
                                                error wrong);

template <class T>
void start_over(void* value) {
    *static_cast<T*>(value) = T{};
}

template <class T>
using is_secret_text = std::is_same<T, secret>;

/// Whether a T is decoded without a copy of its texts on the stack.
template <class T>
inline constexpr bool holds_secret = any_value<is_secret_text, T>;

/// Reads one document for the first time.
template <class T>
std::optional<error> read_first(std::string_view text, container_target document) {
    if constexpr (holds_secret<T>) {
        // The fast parser unescapes a text in a buffer on the stack, which it does not wipe.
        if (text.find('\\') != std::string_view::npos)
            return read_carefully(text, document, strictness::exact);
    }
    return read_document(text, document);
}

/// Reads a document into an object that it was read into before, without success.
template <class T>
CONNECTPSP_NOINLINE std::optional<error> read_again_into(T& value, std::string_view text,
                                                         strictness how, error wrong) {
    return read_again(text, {&value, &document_of<T>::value}, start_over<T>, how, std::move(wrong));
}

template <class T>
CONNECTPSP_NOINLINE result<T> decode_again(std::string_view text, strictness how, error wrong) {
    T value{};
    if (auto still = read_again_into(value, text, how, std::move(wrong))) return std::move(*still);
    return value;
}

} // namespace detail

/// Reads a JSON document (RFC 8259, UTF-8, no byte order mark) into a described type. Unknown
/// members are skipped; optional members that cannot be read count as absent, except those that
/// state an amount and those of operations (see describe.hpp). Optional remarks (`title`, `detail`,
/// `message`, `description`) may appear twice, and the first counts. Nothing is copied but what the result
/// holds.
/// Errors, with a pointer to the member: json_syntax, json_incomplete, json_trailing_bytes,
/// json_too_deep, body_too_large, too_many_elements, wrong_type, missing_member, duplicate_member,
/// and those of the values: not_whole_centavos, not_an_integer, out_of_range, invalid_timestamp,
/// invalid_date.
template <class T>
result<T> decode(std::string_view text) {
    static_assert(detail::reads_whole<T>, "connectpsp: a member of this type can only be written");
    T value{};
    if (auto wrong = detail::read_first<T>(text, {&value, &detail::document_of<T>::value}))
        return detail::decode_again<T>(text, detail::strictness::exact, std::move(*wrong));
    return value;
}

/// Reads a document that a server sent. Does what decode does. When the document is not JSON, reads
/// it a second time and repairs it: skips a byte order mark at the start; replaces each byte that
/// is not UTF-8, and each escape of half a surrogate pair, by U+FFFD; takes a raw control character
/// inside a string as its escape. The second time is not quick. A text that was repaired counts as
/// one that cannot be read, except in the members that are prose: `name`, `bank`, `description`,
/// `message`, `title`, `detail`. A key that was repaired is unknown.
/// Errors: those of decode. json_syntax with a pointer to a required member also says that its text
/// had to be repaired. A document that cannot be repaired has the error that decode gives, or that
/// of a value before the place that cannot be repaired.
/// RFC 8259 §8.1, §8.2
template <class T>
result<T> decode_received(std::string_view text) {
    static_assert(detail::reads_whole<T>, "connectpsp: a member of this type can only be written");
    T value{};
    if (auto wrong = detail::read_first<T>(text, {&value, &detail::document_of<T>::value}))
        return detail::decode_again<T>(text, detail::strictness::repairs, std::move(*wrong));
    return value;
}

/// Writes a described value as JSON, in the order of its description. Amounts have exactly two
/// decimals; what a std::optional does not hold is left out.
template <class T>
std::string encode(T const& value) {
    detail::json_output out;
    detail::write_value(value, detail::writer{out});
    return std::move(out).take();
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/codec/impl/json_careful.ipp>
#include <connectpsp/codec/impl/json_reader.ipp>
#endif

#endif
