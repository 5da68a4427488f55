// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_PIX_KEY_HPP
#define CONNECTPSP_PIX_PIX_KEY_HPP

#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/static_string.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/detail/email_key.hpp>
#include <connectpsp/pix/document.hpp>

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

enum class pix_key_type : std::uint8_t { cpf, cnpj, email, phone, evp };

template <>
struct enum_names<pix_key_type> {
    static constexpr std::string_view names[] = {"CPF", "CNPJ", "EMAIL", "PHONE", "EVP"};
};

/// The key that addresses an account: a text and its type. The type is never guessed from the text,
/// because eleven digits may be a CPF or a phone number.  docs/protocol.md §5, BACEN DICT
class pix_key {
public:
    /// An empty one, which no request is built with.
    constexpr pix_key() = default;

    // Explicit, because not every document is registered as a key.
    constexpr explicit pix_key(cpf const& number) noexcept
        : pix_key(pix_key_type::cpf, number.text()) {}
    constexpr explicit pix_key(cnpj const& number) noexcept
        : pix_key(pix_key_type::cnpj, number.text()) {}

    /// Reads the one form in which such a key is registered; nothing is lowered or stripped, and a
    /// CNPJ's small letters are read as capitals.
    /// Errors: those of the document for a CPF or CNPJ, which has no punctuation here; for an
    /// e-mail address text_too_long beyond limits::email_key_characters, else invalid_email_key;
    /// invalid_phone_key unless it is `+55`, an area code that does not begin with zero, and
    /// eight or nine digits; invalid_evp_key unless it is a UUID in lower case, of any version;
    /// out_of_range for a number that is not a type.
    static result<pix_key> parse(pix_key_type type, std::string_view text) {
        switch (type) {
        case pix_key_type::cpf:
            if (text.size() != 11) return detail::tax_id<detail::cpf_rules>::length_error(text);
            return of(cpf::parse(text));
        case pix_key_type::cnpj:
            if (text.size() != 14) return detail::tax_id<detail::cnpj_rules>::length_error(text);
            return of(cnpj::parse(text));
        case pix_key_type::email:
            if (text.size() > limits::email_key_characters || !detail::is_email_key(text))
                return refusal_of_email(text);
            return pix_key{type, text};
        case pix_key_type::phone:
            if (!is_phone(text)) return refusal_of_phone(text);
            return pix_key{type, text};
        case pix_key_type::evp:
            if (!detail::is_guid(text) || std::any_of(text.begin(), text.end(), is_capital))
                return refusal_of_evp(text);
            return pix_key{type, text};
        }
        return detail::value_error(errc::out_of_range, "type of a PIX key");
    }

    /// For an empty key: cpf.
    constexpr pix_key_type type() const noexcept { return type_; }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend constexpr auto operator<=>(pix_key const&, pix_key const&) = default;

private:
    constexpr pix_key(pix_key_type type, std::string_view text) noexcept
        : type_(text.empty() ? pix_key_type::cpf : type) // so that all empty keys are equal
        , text_(text) {}

    template <class Number>
    static result<pix_key> of(result<Number> const& number) {
        if (!number) return number.error();
        return pix_key{number.value()};
    }

    static constexpr bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

    static error refusal_of_email(std::string_view text) {
        constexpr std::string_view name = "e-mail key";
        if (text.size() > limits::email_key_characters)
            return detail::wrong_size_error(errc::text_too_long, name,
                                            "expected at most 77 characters", text.size());
        if (std::any_of(text.begin(), text.end(), is_capital))
            return detail::value_error(errc::invalid_email_key, name, "it has capital letters");
        if (text.find('@') == text.npos)
            return detail::value_error(errc::invalid_email_key, name, "it has no @");
        return detail::value_error(errc::invalid_email_key, name);
    }

    static error refusal_of_phone(std::string_view text) {
        constexpr std::string_view name = "phone key";
        if (!text.starts_with("+55"))
            return detail::value_error(errc::invalid_phone_key, name, "it does not begin with +55");
        auto const wrong = std::find_if_not(text.begin() + 3, text.end(), detail::is_digit);
        if (wrong != text.end())
            return detail::value_error(errc::invalid_phone_key, name, "invalid character",
                                       static_cast<std::size_t>(wrong - text.begin()));
        if (text.size() > 3 && text[3] == '0')
            return detail::value_error(errc::invalid_phone_key, name,
                                       "the area code begins with zero", 3);
        return detail::wrong_size_error(errc::invalid_phone_key, name,
                                        "expected 10 or 11 digits after +55", text.size() - 3);
    }

    static error refusal_of_evp(std::string_view text) {
        constexpr std::string_view name = "EVP key";
        if (detail::is_guid(text))
            return detail::value_error(errc::invalid_evp_key, name, "it has capital letters");
        if (text.size() != 36)
            return detail::wrong_size_error(errc::invalid_evp_key, name, "expected 36 characters",
                                            text.size());
        return detail::value_error(errc::invalid_evp_key, name);
    }

    // DICT takes any country's numbers, PIX in Brazil those of +55 alone.  ITU-T E.164
    static constexpr bool is_phone(std::string_view text) noexcept {
        return (text.size() == 13 || text.size() == 14) && text.starts_with("+55") &&
               text[3] != '0' && std::all_of(text.begin() + 3, text.end(), detail::is_digit);
    }

    pix_key_type type_ = pix_key_type::cpf;
    detail::static_string<limits::email_key_characters> text_{};
};

} // namespace connectpsp

#endif
