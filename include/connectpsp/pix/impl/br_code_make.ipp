// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_IMPL_BR_CODE_MAKE_IPP
#define CONNECTPSP_PIX_IMPL_BR_CODE_MAKE_IPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/detail/br_code_values.hpp>
#include <connectpsp/pix/detail/crc16.hpp>

#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// The bytes of a PIX template that remain after its GUI and the tag and length of one more field.
inline constexpr std::size_t br_code_key_size = 99 - (4 + br_code_gui.size()) - 4;

/// Why a member cannot be the value of a field, or no_error.
constexpr errc find_bad_br_code_text(std::string_view text, std::size_t most) noexcept {
    return text.size() > most ? errc::text_too_long : find_bad_character(text).code;
}

constexpr errc find_bad_br_code_name(std::string_view text, std::size_t most) noexcept {
    return text.empty() ? errc::empty_value : find_bad_br_code_text(text, most);
}

inline std::string write_br_code_hex(std::uint16_t value) {
    return {capital_hex_digits[value >> 12], capital_hex_digits[(value >> 8) & 15],
            capital_hex_digits[(value >> 4) & 15], capital_hex_digits[value & 15]};
}

} // namespace detail

CONNECTPSP_DECL result<br_code> br_code::make_merchant(std::string_view name, std::string_view city,
                                                       std::string_view postal_code,
                                                       std::string_view merchant_category) {
    auto const refuse = [](errc code, char const* pointer) {
        return error{code, {.pointer = pointer}};
    };
    if (errc const wrong = detail::find_bad_br_code_name(name, detail::br_code_name_size);
        wrong != detail::no_error)
        return refuse(wrong, "/name");
    if (errc const wrong = detail::find_bad_br_code_name(city, detail::br_code_city_size);
        wrong != detail::no_error)
        return refuse(wrong, "/city");
    if (errc const wrong =
            detail::find_bad_br_code_text(postal_code, detail::br_code_postal_code_size);
        wrong != detail::no_error)
        return refuse(wrong, "/postalCode");
    if (merchant_category.size() != 4) return refuse(errc::wrong_length, "/merchantCategory");
    if (!detail::is_br_code_category(merchant_category))
        return refuse(errc::invalid_character, "/merchantCategory");
    br_code made;
    made.merchant_name_ = name;
    made.merchant_city_ = city;
    made.postal_code_ = postal_code;
    made.merchant_category_ = merchant_category;
    return made;
}

CONNECTPSP_DECL result<br_code> br_code::make_static(static_br_code const& parts) {
    auto const refuse = [](errc code, char const* pointer) {
        return error{code, {.pointer = pointer}};
    };
    static_assert(limits::email_key_characters <= detail::br_code_key_size);
    if (parts.key.empty()) return refuse(errc::empty_value, "/key");
    // The description has what the key leaves, less its own tag and length.
    std::size_t const left = detail::br_code_key_size - parts.key.text().size();
    if (errc const wrong =
            detail::find_bad_br_code_text(parts.description, left < 4 ? 0 : left - 4);
        wrong != detail::no_error)
        return refuse(wrong, "/description");
    if (parts.amount && parts.amount->centavos() <= 0)
        return refuse(errc::amount_not_positive, "/amount");
    if (parts.amount && parts.amount->centavos() > limits::amount_centavos)
        return refuse(errc::amount_too_large, "/amount");
    if (errc const wrong = detail::find_bad_br_code_text(parts.txid, detail::br_code_txid_size);
        wrong != detail::no_error)
        return refuse(wrong, "/txid");
    if (!detail::is_br_code_txid(parts.txid)) return refuse(errc::invalid_character, "/txid");
    result<br_code> made =
        make_merchant(parts.name, parts.city, parts.postal_code, parts.merchant_category);
    if (!made) return made;
    made.value().kind_ = br_code_kind::static_code;
    made.value().key_ = parts.key.text();
    made.value().description_ = parts.description;
    made.value().amount_ = parts.amount;
    made.value().txid_ = parts.txid;
    return made;
}

CONNECTPSP_DECL result<br_code> br_code::make_dynamic(dynamic_br_code const& parts) {
    auto const refuse = [](errc code) { return error{code, {.pointer = "/url"}}; };
    if (errc const wrong = detail::find_bad_br_code_name(parts.url, detail::br_code_key_size);
        wrong != detail::no_error)
        return refuse(wrong);
    if (!detail::is_br_code_url(parts.url)) return refuse(errc::invalid_character);
    result<br_code> made =
        make_merchant(parts.name, parts.city, parts.postal_code, parts.merchant_category);
    if (!made) return made;
    made.value().kind_ = br_code_kind::dynamic_code;
    made.value().url_ = parts.url;
    made.value().initiation_ = parts.initiation;
    return made;
}

CONNECTPSP_DECL std::string br_code::text() const {
    std::string out;
    if (kind_ == br_code_kind::none) return out;
    auto const put = [this](std::string& to, unsigned tag, std::string_view value) {
        detail::append_field(to, tag, value,
                             counts_characters_ ? detail::characters_in(value) : value.size());
    };
    // Every field at its widest is within the bound, so no code can be too long.
    static_assert(6 + 6 + 103 + 8 + 7 + 17 + 6 + 29 + 19 + 14 + 103 + 103 + 8 <=
                  limits::br_code_characters);
    out.reserve(limits::br_code_characters);
    put(out, 0, "01");
    if (initiation_) put(out, 1, *initiation_ == point_of_initiation::reusable ? "11" : "12");

    std::string pix;
    put(pix, 0, detail::br_code_gui);
    std::string inner = pix;
    if (!key_.empty()) put(inner, 1, key_);
    if (!description_.empty()) put(inner, 2, description_);
    if (withdrawal_agent_) put(inner, 3, withdrawal_agent_->text());
    if (!url_.empty()) put(inner, 25, url_);
    put(out, 26, inner);

    put(out, 52, merchant_category_);
    put(out, 53, "986");
    if (amount_) put(out, 54, to_string(*amount_));
    put(out, 58, "BR");
    put(out, 59, merchant_name_);
    put(out, 60, merchant_city_);
    if (!postal_code_.empty()) put(out, 61, postal_code_);

    // BACEN requires tag 62 in every code, with `***` where the txid is absent.
    inner.clear();
    put(inner, 5, txid_.empty() ? detail::br_code_no_txid : std::string_view{txid_});
    put(out, 62, inner);
    if (!recurrence_url_.empty()) {
        put(pix, 25, recurrence_url_);
        put(out, 80, pix);
    }
    out += "6304";
    out += detail::write_br_code_hex(detail::crc16(out));
    return out;
}

} // namespace connectpsp

#endif
