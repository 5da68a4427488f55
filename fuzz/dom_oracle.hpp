// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_DOM_ORACLE_HPP
#define CONNECTPSP_FUZZ_DOM_ORACLE_HPP

#include "decoder_oracle.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz {

/// Takes a described type out of what boost::json::parse gives, as a user would by hand. A DOM
/// knows less than the text, so that it may differ from the decoder, and is not asked, about
///  - members that appear twice: the DOM keeps the last, the decoder refuses them;
///  - amounts that are a double there: their decimals are compared as far as a double has them.
///    Beyond a thousand million reais, or within a hundredth of a centavo of a whole one, a double
///    does not say what the amount is, or whether it is whole; both are settled from the text by
///    the harness of each type.
class dom_extraction {
public:
    using errc = connectpsp::errc;

    template <class T>
    void required(boost::json::value const& object, std::string const& at, std::string_view key,
                  T& out) {
        std::string const pointer = at + "/" + std::string{key};
        auto const* const found = object.get_object().if_contains(key);
        if (found == nullptr || found->is_null())
            note(errc::missing_member, pointer);
        else
            expect(*this, *found, pointer, out);
    }

    template <class T>
    void optional(boost::json::value const& object, std::string const& at, std::string_view key,
                  std::optional<T>& out) {
        std::string const pointer = at + "/" + std::string{key};
        auto const* const found = object.get_object().if_contains(key);
        if (found == nullptr || found->is_null()) return;
        std::size_t const before = refusals_.size();
        expect(*this, *found, pointer, out.emplace());
        if constexpr (!holds_money<T>)
            if (take_back(refusals_, before, pointer)) out.reset();
    }

    bool is(boost::json::value const& value, json::type kind, std::string const& pointer) {
        bool const right = kind == json::type::object   ? value.is_object()
                           : kind == json::type::array  ? value.is_array()
                           : kind == json::type::string ? value.is_string()
                           : kind == json::type::number ? value.is_number()
                                                        : value.is_bool();
        if (!right) note(errc::wrong_type, pointer);
        return right;
    }

    void note(errc wrong, std::string const& pointer) { refusals_.emplace_back(wrong, pointer); }

    /// The facts that the DOM cannot tell.
    void note_possible(errc wrong, std::string const& pointer) {
        possible_.emplace_back(wrong, pointer);
    }
    void not_exact() noexcept { exact_ = false; }

    bool refused() const noexcept { return !refusals_.empty(); }

    /// Whether every value is known for sure.
    bool exact() const noexcept { return exact_; }

    bool noted(connectpsp::error const& wrong) const {
        auto const is_this = [&](auto const& each) {
            return wrong == each.first && wrong.pointer() == each.second;
        };
        return std::any_of(refusals_.begin(), refusals_.end(), is_this) ||
               std::any_of(possible_.begin(), possible_.end(), is_this);
    }

private:
    std::vector<refusal> refusals_;
    std::vector<refusal> possible_;
    bool exact_ = true;
};

inline std::string_view text_of(boost::json::value const& value) {
    return {value.get_string().data(), value.get_string().size()};
}

inline void expect(dom_extraction& from, boost::json::value const& value, std::string const& at,
                   std::string& out) {
    if (from.is(value, json::type::string, at)) out = text_of(value);
}
inline void expect(dom_extraction& from, boost::json::value const& value, std::string const& at,
                   bool& out) {
    if (from.is(value, json::type::boolean, at)) out = value.get_bool();
}
inline void expect(dom_extraction& from, boost::json::value const& value, std::string const& at,
                   connectpsp::money& out) {
    using connectpsp::errc;
    if (!from.is(value, json::type::number, at)) return;
    if (value.is_uint64()) return from.note(errc::out_of_range, at); // beyond int64 reais
    if (value.is_int64()) {
        std::int64_t centavos = 0;
        if (__builtin_mul_overflow(value.get_int64(), std::int64_t{100}, &centavos))
            return from.note(errc::out_of_range, at);
        out = connectpsp::money::from_centavos(centavos);
        return;
    }
    double const centavos = value.get_double() * 100;
    if (!(std::fabs(centavos) < 1e11)) {
        from.not_exact();
        from.note_possible(errc::not_whole_centavos, at);
        if (std::fabs(centavos) > 9.2e18) from.note_possible(errc::out_of_range, at);
        if (std::fabs(centavos) > 9.3e18) from.note(errc::out_of_range, at);
        return;
    }
    double const whole = std::nearbyint(centavos);
    if (std::fabs(centavos - whole) > 0.01) return from.note(errc::not_whole_centavos, at);
    from.note_possible(errc::not_whole_centavos, at);
    out = connectpsp::money::from_centavos(static_cast<std::int64_t>(whole));
}
template <class Value>
void expect(dom_extraction& from, boost::json::value const& value, std::string const& at,
            connectpsp::received<Value>& out) {
    if (from.is(value, json::type::string, at)) out = connectpsp::received<Value>{text_of(value)};
}
template <class Enum>
void expect(dom_extraction& from, boost::json::value const& value, std::string const& at,
            connectpsp::open_enum<Enum>& out) {
    if (!from.is(value, json::type::string, at)) return;
    out = connectpsp::open_enum<Enum>{text_of(value)};
    require(out.text() == text_of(value), "an enumerator's text is kept, known or not");
}
// The harness `timestamp` checks the meaning of a time.
inline void expect(dom_extraction& from, boost::json::value const& value, std::string const& at,
                   connectpsp::timestamp& out) {
    if (!from.is(value, json::type::string, at)) return;
    auto const read = connectpsp::parse_timestamp(text_of(value));
    if (!read) return from.note(static_cast<connectpsp::errc>(read.error().code().value()), at);
    out = read.value();
}

/// Returns whether a member appears twice in any object.
inline bool has_duplicates(json const& value) {
    for (std::size_t i = 0; i != value.keys.size(); ++i)
        for (std::size_t j = 0; j != i; ++j)
            if (value.keys[i] == value.keys[j]) return true;
    return std::any_of(value.values.begin(), value.values.end(), has_duplicates);
}

} // namespace fuzz

#endif
