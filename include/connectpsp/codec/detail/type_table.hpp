// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_DETAIL_TYPE_TABLE_HPP
#define CONNECTPSP_CODEC_DETAIL_TYPE_TABLE_HPP

#include <connectpsp/codec/detail/json_output.hpp>
#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// The description of a type for the compiled decoder and encoder: constant tables, and nothing of
// C++ types.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

enum class token_kind : unsigned char {
    string,
    number,
    boolean,
    null,
    object,
    array,
    repaired, ///< a string that is not what was sent: no value but prose is made of it
};

/// One JSON value as the parser reports it: a scalar, or the beginning of a container.
struct json_token {
    token_kind kind;
    bool truth = false;         ///< of a boolean
    std::string_view text = {}; ///< of a string, unescaped; of a number, as it stands
};

struct type_table;

/// Where the members or elements of a container that just began belong.
struct container_target {
    void* owner = nullptr;
    type_table const* table = nullptr;
};

/// The part of a text that a log may show.
enum class visibility : unsigned char {
    hidden,
    as_id,   ///< where it is shaped like an id and not like a document
    as_bank, ///< where it looks like a bank's name
    as_name, ///< of an enumerator that this library knows
};

/// The output, and whether it is for a log.
struct writer {
    json_output& out;
    bool redacted = false; ///< for a log: text is masked unless it is known to be harmless
    visibility shown = visibility::hidden; ///< the member being written

    CONNECTPSP_NOINLINE void put(std::string_view piece) const { out.put(piece); }
};

struct field {
    std::string_view key = {}; ///< of a described member, which stands as `,"key":` in memory
    errc (*read)(void* owner, json_token const&, container_target&) = nullptr;
    bool (*write)(void const* owner, writer const&) = nullptr; ///< false when nothing is to write
    std::uint64_t bit = 0; ///< one of a word, by which it is known as seen
    bool required = false;
    bool lenient = false; ///< counts as absent when it cannot be read
    visibility shown = visibility::hidden;
    bool prose = false;  ///< text for people, which may hold a character that was repaired
    bool remark = false; ///< prose that may appear twice, where it may be absent

    /// Returns `,"key":`.
    std::string_view written_key() const noexcept { return {key.data() - 2, key.size() + 4}; }
};

/// The end of an object that is decoded into members of its own, and not into the value itself.
/// The reader calls `discard` once for each such object, whether it was finished or not.
struct conversion {
    /// Makes the value of the members.
    /// @param wrong set to the member that an error is about
    errc (*finish)(void* members, field const*& wrong);
    void (*discard)(void* members) noexcept;
};

enum class shape : unsigned char { document, object, array };

struct type_table {
    field const* fields = nullptr;  ///< of an object; one without a key and a bit ends them
    field const* element = nullptr; ///< of anything else: the field of every value
    std::uint64_t required = 0;     ///< a bit a field
    detail::conversion const* conversion = nullptr;
    detail::shape shape;
    bool closed = false; ///< an object with a key that is none of its fields' is refused
};

/// One bit of a 64-bit word tells which members were seen.
inline constexpr std::size_t max_fields = 64;

/// No key of ours is longer: a key that is, is unknown.
inline constexpr std::size_t max_key_bytes = 40;

template <std::size_t N>
constexpr std::uint64_t required_of(std::array<field, N> const& fields) noexcept {
    std::uint64_t bits = 0;
    for (field const& each : fields)
        bits |= each.required ? each.bit : 0;
    return bits;
}

/// Text members that a log may show. Every other member is masked, so that a new member is hidden
/// until its author decides that a log may show it. docs/protocol.md §1
/// (LGPD)
constexpr visibility visibility_of(std::string_view key) noexcept {
    constexpr std::string_view ids[] = {
        "ispb",         "id",           "idempotencyKey", "endToEndId", "originalEndToEndId",
        "internalCode", "transactionId"};
    if (key == "bank") return visibility::as_bank;
    for (auto const& each : ids)
        if (each == key) return visibility::as_id;
    return visibility::hidden;
}

/// Whether a member's text is for people to read. Any other text is compared, stored or sent by
/// programs, so that it is never repaired. A member that is not named here is of the second kind.
constexpr bool is_prose(std::string_view key) noexcept {
    constexpr std::string_view keys[] = {"name",    "bank",  "description",
                                         "message", "title", "detail"};
    for (auto const& each : keys)
        if (each == key) return true;
    return false;
}

/// Whether a member's text is prose that says nothing about a person or a bank.
constexpr bool is_remark(std::string_view key) noexcept {
    return is_prose(key) && key != "name" && key != "bank";
}

CONNECTPSP_DECL void write_object(void const* object, type_table const& table, writer const& to);

} // namespace connectpsp::detail

#endif
