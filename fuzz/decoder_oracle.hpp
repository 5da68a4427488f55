// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_DECODER_ORACLE_HPP
#define CONNECTPSP_FUZZ_DECODER_ORACLE_HPP

#include "json_oracle.hpp"

#include <connectpsp/api/redact.hpp>
#include <connectpsp/codec/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz {

/// Whether a type says how much money there is, named by hand: of such a one an optional member is
/// refused when it cannot be read, of every other it counts as absent.
template <class T>
inline constexpr bool holds_money = false;
template <>
inline constexpr bool holds_money<connectpsp::money> = true;

/// The notes about one JSON value: the reason, and the pointer to what is wrong.
using refusal = std::pair<connectpsp::errc, std::string>;

/// Takes back what was noted, from `first` on, about the value at a pointer itself. The notes about
/// the members of an object stay.
/// @returns whether there was anything
inline bool take_back(std::vector<refusal>& noted, std::size_t first, std::string const& pointer) {
    auto const begin = noted.begin() + static_cast<std::ptrdiff_t>(first);
    auto const end = std::remove_if(begin, noted.end(),
                                    [&](refusal const& each) { return each.second == pointer; });
    bool const any = end != noted.end();
    noted.erase(end, noted.end());
    return any;
}

/// Takes a described type out of a JSON value by hand, and notes everything that a decoder may
/// refuse it for. The overload of `expect` for each described type is in its harness.
class extraction {
public:
    using errc = connectpsp::errc;

    template <class T>
    void required(json const& object, std::string const& at, std::string_view key, T& out) {
        std::string const pointer = at + "/" + std::string{key};
        json const* const found = find(object, pointer, key);
        if (found == nullptr || found->kind == json::type::null)
            note(errc::missing_member, pointer);
        else
            expect(*this, *found, pointer, out);
    }

    template <class T>
    void optional(json const& object, std::string const& at, std::string_view key,
                  std::optional<T>& out) {
        std::string const pointer = at + "/" + std::string{key};
        json const* const found = find(object, pointer, key, is_remark(pointer));
        if (found == nullptr || found->kind == json::type::null) return;
        std::size_t const before = refusals_.size();
        expect(*this, *found, pointer, out.emplace());
        if constexpr (!holds_money<T>)
            if (take_back(refusals_, before, pointer)) out.reset();
    }

    template <class T>
    void list(json const& object, std::string const& at, std::string_view key,
              std::vector<T>& out) {
        std::string const pointer = at + "/" + std::string{key};
        json const* const found = find(object, pointer, key);
        if (found == nullptr || found->kind == json::type::null) return;
        if (!is(*found, json::type::array, pointer)) return;
        for (std::size_t i = 0; i != found->values.size(); ++i) {
            std::string const element = pointer + "/" + std::to_string(i);
            if (i == connectpsp::limits::array_elements)
                return note(errc::too_many_elements, element);
            expect(*this, found->values[i], element, out.emplace_back());
        }
    }

    /// Whether a value is of the type that it has to be. A repaired string is of no type, except
    /// prose.
    bool is(json const& value, json::type kind, std::string const& pointer) {
        if (value.mended && !is_for_people(pointer)) {
            note(errc::json_syntax, pointer);
            return false;
        }
        if (value.kind != kind) note(errc::wrong_type, pointer);
        return value.kind == kind;
    }

    static bool is_for_people(std::string_view pointer) {
        for (std::string_view const each :
             {"/name", "/bank", "/description", "/message", "/title", "/detail"})
            if (pointer.ends_with(each)) return true;
        return false;
    }

    static bool is_remark(std::string_view pointer) {
        return is_for_people(pointer) && !pointer.ends_with("/name") && !pointer.ends_with("/bank");
    }

    void note(errc wrong, std::string const& pointer) { refusals_.emplace_back(wrong, pointer); }

    bool refused() const noexcept { return !refusals_.empty(); }

    bool noted(connectpsp::error const& wrong) const {
        return std::any_of(refusals_.begin(), refusals_.end(), [&](auto const& each) {
            return wrong == each.first && wrong.pointer() == each.second;
        });
    }

private:
    json const* find(json const& object, std::string const& pointer, std::string_view key,
                     bool first_counts = false) {
        json const* found = nullptr;
        for (std::size_t i = 0; i != object.keys.size(); ++i) {
            if (object.keys[i] != key) continue;
            if (found != nullptr) {
                if (first_counts) break;
                note(errc::duplicate_member, pointer);
                break;
            }
            found = &object.values[i];
        }
        return found;
    }

    std::vector<refusal> refusals_;
};

inline void expect(extraction& from, json const& value, std::string const& at, std::string& out) {
    if (from.is(value, json::type::string, at)) out = value.text;
}
inline void expect(extraction& from, json const& value, std::string const& at, bool& out) {
    if (from.is(value, json::type::boolean, at)) out = value.truth;
}
inline void expect(extraction& from, json const& value, std::string const& at, std::int64_t& out) {
    if (!from.is(value, json::type::number, at)) return;
    auto const number = expected_scaled(value.text, 0, connectpsp::errc::not_an_integer);
    if (number.wrong != connectpsp::errc{}) return from.note(number.wrong, at);
    out = number.value;
}
inline void expect(extraction& from, json const& value, std::string const& at,
                   connectpsp::money& out) {
    if (!from.is(value, json::type::number, at)) return;
    auto const number = expected_amount(value.text);
    if (number.wrong != connectpsp::errc{}) return from.note(number.wrong, at);
    out = connectpsp::money::from_centavos(number.value);
}
inline void expect(extraction& from, json const& value, std::string const& at,
                   connectpsp::secret& out) {
    if (from.is(value, json::type::string, at)) out = connectpsp::secret{value.text};
}
template <class Value>
void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::received<Value>& out) {
    if (from.is(value, json::type::string, at)) out = connectpsp::received<Value>{value.text};
}
template <class Enum>
void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::open_enum<Enum>& out) {
    if (!from.is(value, json::type::string, at)) return;
    out = connectpsp::open_enum<Enum>{value.text};
    require(out.text() == value.text, "an enumerator's text is kept, known or not");
}
// The harness `timestamp` checks the meaning of a time.
inline void expect(extraction& from, json const& value, std::string const& at,
                   connectpsp::timestamp& out) {
    if (!from.is(value, json::type::string, at)) return;
    auto const read = connectpsp::parse_timestamp(value.text);
    if (!read) return from.note(static_cast<connectpsp::errc>(read.error().code().value()), at);
    out = read.value();
}
inline void expect(extraction& from, json const& value, std::string const& at,
                   connectpsp::date& out) {
    if (!from.is(value, json::type::string, at)) return;
    auto const read = connectpsp::parse_date(value.text);
    if (!read) return from.note(connectpsp::errc::invalid_date, at);
    out = read.value();
}

/// Replaces a text that a log must not show by another one.
inline void replace_text(std::optional<std::string>& text) {
    if (text) text = "another text";
}

/// The same for an enumeration: a value that is not known is the server's text.
template <class Enum>
void replace_text(std::optional<connectpsp::open_enum<Enum>>& value) {
    if (value && !value->known()) value.emplace("another text");
}

/// The statements of a harness about its type, in addition to `expect`: the names that a pointer
/// may hold, equality, and how to replace each text that redact() has to mask.
template <class T>
struct subject;

inline bool holds_only(std::string_view pointer, std::span<std::string_view const> names) {
    while (!pointer.empty()) {
        if (pointer.front() != '/') return false;
        pointer.remove_prefix(1);
        std::string_view const part = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(part.size());
        bool const index = !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
        if (!index && std::find(names.begin(), names.end(), part) == names.end()) return false;
    }
    return true;
}

template <class T>
void check_value(T const& value) {
    json ignored;
    std::string const text = connectpsp::encode(value);
    require(json_scanner{text, connectpsp::limits::json_depth}.scan(ignored) == verdict::good,
            "what is encoded is JSON");
    if (text.size() <= connectpsp::limits::response_body_bytes) {
        auto const again = connectpsp::decode<T>(exact_copy{text}.view());
        require(again.has_value(), "what is encoded can be decoded");
        require(subject<T>::equal(again.value(), value), "decode(encode(x)) is x");
    }

    std::string const shown = connectpsp::redact(value);
    require(json_scanner{shown, connectpsp::limits::json_depth}.scan(ignored) == verdict::good,
            "what is redacted is JSON");
    T other = value;
    subject<T>::replace_texts(other);
    require(connectpsp::redact(other) == shown, "redact() does not depend on what it masks");
}

inline bool is_about_json(connectpsp::error const& wrong) {
    using connectpsp::errc;
    return wrong == errc::json_syntax || wrong == errc::json_incomplete ||
           wrong == errc::json_trailing_bytes || wrong == errc::json_too_deep ||
           wrong == errc::body_too_large;
}

/// Judges the decoder of what servers send, which reads a document again that is no JSON.
template <class T>
void check_second_reading(std::string_view text, connectpsp::result<T> const& first) {
    exact_copy const body{text};
    auto const got = connectpsp::decode_received<T>(body.view());
    auto const same_error = [&] {
        return got.error().code() == first.error().code() &&
               got.error().pointer() == first.error().pointer();
    };
    if (first)
        return require(got && subject<T>::equal(got.value(), first.value()),
                       "what is read at once is read so");
    if (!got) {
        require(!has_control(to_string(got.error())), "an error is one line");
        require(holds_only(got.error().pointer(), subject<T>::names),
                "a pointer holds known names");
    }
    json document;
    json_scanner scanner{text, connectpsp::limits::json_depth, true};
    if (!is_about_json(first.error()) || text.size() > connectpsp::limits::response_body_bytes)
        return require(!got && same_error(), "a value that is refused is refused again");
    if (scanner.scan(document) != verdict::good)
        return require(!got && (same_error() || !is_about_json(got.error()) ||
                                got.error() == connectpsp::errc::json_syntax),
                       "what cannot be mended has its first error");
    extraction expected;
    T wanted{};
    expect(expected, document, "", wanted);
    if (!got) return require(expected.noted(got.error()), "what is refused must be refused");
    require(!expected.refused(), "what must be refused is refused");
    require(subject<T>::equal(got.value(), wanted), "what is decoded is what is left when mended");
}

/// Judges the decoder of a described type on one document.
template <class T>
void check_decoder(std::string_view text) {
    using connectpsp::errc;
    namespace limits = connectpsp::limits;

    exact_copy const body{text};
    auto const got = connectpsp::decode<T>(body.view());
    check_second_reading(text, got);
    if (text.size() > limits::response_body_bytes)
        return require(!got && got.error() == errc::body_too_large, "the size is bounded");

    json document;
    json_scanner scanner{text, limits::json_depth};
    verdict const judged = scanner.scan(document);

    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    boost::system::error_code refused;
    auto const dom = boost::json::parse(text, refused, {}, options);
    require(judged != verdict::good || scanner.huge_exponent() || !refused.failed(),
            "the DOM parser takes what the scanner takes");
    require(judged == verdict::good || refused.failed(),
            "the DOM parser refuses what the scanner refuses");
    require(refused.failed() || same(document, dom), "the DOM parser reads what the scanner reads");

    extraction expected;
    T wanted{};
    if (judged == verdict::good) expect(expected, document, "", wanted);

    if (got) {
        require(judged == verdict::good, "what is no JSON is refused");
        require(!expected.refused(), "what must be refused is refused");
        require(subject<T>::equal(got.value(), wanted), "what is decoded is what stands there");
        return check_value(got.value());
    }

    connectpsp::error const& wrong = got.error();
    require(!has_control(to_string(wrong)), "an error is one line");
    require(holds_only(wrong.pointer(), subject<T>::names), "a pointer holds known names");
    if (judged == verdict::good)
        return require(expected.noted(wrong), "what is refused must be refused");

    // Members before the point where the document breaks may be refused first.
    constexpr std::pair<errc, verdict> meanings[] = {{errc::json_syntax, verdict::syntax},
                                                     {errc::json_incomplete, verdict::incomplete},
                                                     {errc::json_trailing_bytes, verdict::trailing},
                                                     {errc::json_too_deep, verdict::too_deep}};
    for (auto const& [code, meaning] : meanings)
        require(wrong != code || judged == meaning, "the complaint is the right one");
}

} // namespace fuzz

#endif
