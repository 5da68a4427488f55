// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_PEERS_SIMDJSON_FIELDS_HPP
#define CONNECTPSP_BENCHMARKS_PEERS_SIMDJSON_FIELDS_HPP

#include "values.hpp"

#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/money.hpp>

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bench::peers {

/// simdjson On-Demand with the library's rules: exact money, members in any order, known ones at
/// most once, required ones there, others skipped, null as good as absent, so too what is optional,
/// says nothing of money and cannot be read, nothing behind the document. The input is the caller's
/// padded buffer; the parser and its memory are kept. `Reader` derives from this and has `static
/// bool read(T&, object)` for every object.
template <class Reader>
class simdjson_fields {
protected:
    using array = simdjson::ondemand::array;
    using field = simdjson::ondemand::field;
    using object = simdjson::ondemand::object;
    using value = simdjson::ondemand::value;

    static constexpr std::size_t unknown = 63;

    /// The place of a member's key among the known ones. One spelled with escapes counts too.
    template <class... Key>
    static std::size_t place_of(field& member, Key... known) {
        auto const raw = member.key();
        std::size_t place = 0;
        if ((... || (raw.unsafe_is_equal(known.size(), known) || (++place, false)))) return place;
        for (char const* at = raw.raw(); *at != '"'; ++at) {
            if (*at != '\\') continue;
            std::string_view key;
            place = 0;
            if (!member.unescaped_key().get(key) && (... || (key == known || (++place, false))))
                return place;
            break;
        }
        return unknown;
    }

    /// Calls `read_member(place, value)` for each known member of an object, unless it comes twice
    /// or a required one, a bit each, does not come.
    template <class ReadMember, class... Key>
    static bool members(object from, std::uint64_t required, ReadMember read_member, Key... known) {
        std::uint64_t seen = 0;
        for (auto each : from) {
            field member;
            if (std::move(each).get(member)) return false;
            std::size_t const place = place_of(member, known...);
            if (place == unknown) continue;
            std::uint64_t const bit = std::uint64_t{1} << place;
            if ((seen & bit) != 0 || !read_member(place, member.value())) return false;
            seen |= bit;
        }
        return (required & ~seen) == 0;
    }

    /// The value of an optional member.
    enum class about { money, anything_else };

    /// Whether a failed read of an optional member means that it is absent.
    template <about What = about::anything_else>
    static bool is_absent(simdjson::error_code why, value& from) {
        return why == simdjson::INCORRECT_TYPE && (What == about::anything_else || from.is_null());
    }

    template <about What = about::anything_else, class Text>
    static bool read_text(std::optional<Text>& out, value& from) {
        std::string_view text;
        if (auto const why = from.get_string().get(text)) return is_absent<What>(why, from);
        out.emplace(text);
        return true;
    }

    template <about What = about::anything_else, class T>
    static bool read_object(std::optional<T>& out, value& from) {
        object inside;
        if (auto const why = from.get_object().get(inside)) return is_absent<What>(why, from);
        return Reader::read(out.emplace(), inside);
    }

    template <class T>
    static bool read_parsed(std::optional<T>& out, value& from,
                            std::optional<T> (*parse)(std::string_view)) {
        std::string_view text;
        if (auto const why = from.get_string().get(text)) return is_absent(why, from);
        out = parse(text);
        return true;
    }

    static bool read_amount(connectpsp::money& out, value& from) {
        std::optional const amount = read_money(from.raw_json_token());
        if (amount) out = *amount;
        return amount.has_value();
    }

    static bool read_amount(std::optional<connectpsp::money>& out, value& from) {
        out = read_money(from.raw_json_token());
        return out || from.is_null();
    }

    /// Required text.
    template <class Text>
    static bool read_required(Text& out, value& from) {
        std::string_view text;
        if (from.get_string().get(text)) return false;
        out = Text{text};
        return true;
    }

    /// A whole document.
    template <class T>
    std::optional<T> read_document(simdjson::padded_string_view text) {
        T made{};
        simdjson::ondemand::document document;
        object root;
        if (text.size() > connectpsp::limits::response_body_bytes ||
            parser_.iterate(text).get(document) || document.get_object().get(root) ||
            !Reader::read(made, root) ||
            document.current_location().error() != simdjson::OUT_OF_BOUNDS)
            return std::nullopt;
        return made;
    }

private:
    simdjson::ondemand::parser parser_;
};

/// A text with the room behind it that simdjson needs. Made once: no decoder is charged for it.
struct padded {
    explicit padded(std::string_view text) : bytes(text), size(text.size()) {
        bytes.resize(size + simdjson::SIMDJSON_PADDING);
    }

    std::string_view text() const { return {bytes.data(), size}; }
    simdjson::padded_string_view with_padding() const {
        return simdjson::padded_string_view{bytes.data(), size, bytes.size()};
    }

    std::string bytes;
    std::size_t size;
};

} // namespace bench::peers

#endif
