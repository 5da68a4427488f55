#ifndef CONNECTPSP_CODEC_JSON_HPP
#define CONNECTPSP_CODEC_JSON_HPP

#include <connectpsp/codec/describe.hpp>
#include <connectpsp/core/result.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace connectpsp {

namespace detail {

/// Reads one document into what `document` says; the error when that fails.
CONNECTPSP_DECL std::optional<error> read_document(std::string_view text, children document);

} // namespace detail

/// Reads a JSON document (RFC 8259, UTF-8, no byte order mark) into a described type. Unknown
/// members are skipped; optional ones that cannot be read count as absent, but for what says how
/// much money there is and for operations (see describe.hpp). Nothing is copied but what the result
/// holds.
/// Errors, with a pointer to the member: json_syntax, json_incomplete, json_trailing_bytes,
/// json_too_deep, body_too_large, too_many_elements, wrong_type, missing_member, duplicate_member,
/// and those of the values: not_whole_centavos, not_an_integer, out_of_range, invalid_timestamp,
/// invalid_date.
template <class T>
result<T> decode(std::string_view text) {
    static_assert(detail::reads_whole<T>(),
                  "connectpsp: a member of this type can only be written");
    T value{};
    if (auto wrong = detail::read_document(text, {&value, &detail::document_of<T>::value}))
        return std::move(*wrong);
    return value;
}

/// Writes a described value as JSON, in the order of its description. Amounts have exactly two
/// decimals; what a std::optional does not hold is left out.
template <class T>
std::string encode(T const& value) {
    std::string text;
    text.reserve(512); // every usual body fits: one allocation, no copy of a secret left behind
    detail::write_value(value, detail::writer{text});
    return text;
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/codec/json_reader.ipp>
#endif

#endif
