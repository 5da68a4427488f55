// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_DETAIL_TAX_ID_HPP
#define CONNECTPSP_PIX_DETAIL_TAX_ID_HPP

#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/detail/static_string.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

// The differences between the two kinds of tax id: where the punctuation stands, which characters
// there are before the check digits, and the weight after which the weights begin again with two.
struct cpf_rules {
    static constexpr std::string_view name = "CPF";
    static constexpr std::string_view expected = "expected 11 digits";
    static constexpr std::string_view format = "___.___.___-__";
    static constexpr std::size_t size = 11;
    static constexpr unsigned last_weight = 11;
    static constexpr bool holds(char c) noexcept { return is_digit(c); }
    static constexpr char kept(char c) noexcept { return c; }
};

struct cnpj_rules {
    static constexpr std::string_view name = "CNPJ";
    static constexpr std::string_view expected = "expected 14 letters and digits";
    static constexpr std::string_view format = "__.___.___/____-__";
    static constexpr std::size_t size = 14;
    static constexpr unsigned last_weight = 9;
    static constexpr bool holds(char c) noexcept { return is_digit_or_capital(kept(c)); }
    /// A small letter is read as the capital one.
    static constexpr char kept(char c) noexcept {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
};

/// The check digit behind `text`: weights count up from two at its end, a character is worth its
/// ASCII code less 48.  IN RFB 2.229/2024, docs/protocol.md §5
constexpr char check_digit(std::string_view text, unsigned last_weight) noexcept {
    unsigned sum = 0;
    unsigned weight = 2;
    for (std::size_t i = text.size(); i-- != 0;) {
        sum += static_cast<unsigned>(text[i] - '0') * weight;
        weight = weight == last_weight ? 2 : weight + 1;
    }
    unsigned const remainder = sum % 11;
    return remainder < 2 ? '0' : static_cast<char>('0' + (11 - remainder));
}

/// A CPF or a CNPJ without its punctuation, or nothing.
template <class Rules>
class tax_id {
public:
    constexpr bool empty() const noexcept { return text_.empty(); }
    constexpr std::string_view text() const noexcept { return text_.text(); }

    /// Reads the text with all of its punctuation or none.
    /// Errors, in this order: wrong_length, invalid_character, repeated_digit, wrong_check_digits.
    /// @param at becomes the offset of an invalid character
    constexpr errc read(std::string_view text, std::size_t& at) noexcept {
        bool const formatted = text.size() == Rules::format.size();
        if (!formatted && text.size() != Rules::size) return errc::wrong_length;
        char bytes[Rules::size]{};
        std::size_t count = 0;
        for (std::size_t i = 0; i != text.size(); ++i) {
            at = i;
            if (formatted && Rules::format[i] != '_') {
                if (text[i] != Rules::format[i]) return errc::invalid_character;
                continue;
            }
            bool const checks = count >= Rules::size - 2;
            if (checks ? !is_digit(text[i]) : !Rules::holds(text[i]))
                return errc::invalid_character;
            bytes[count++] = Rules::kept(text[i]);
        }
        std::string_view const plain{bytes, Rules::size};
        if (plain.find_first_not_of(plain.front()) == plain.npos) return errc::repeated_digit;
        for (std::size_t i = Rules::size - 2; i != Rules::size; ++i)
            if (plain[i] != check_digit(plain.substr(0, i), Rules::last_weight))
                return errc::wrong_check_digits;
        text_ = static_string<Rules::size>{plain};
        return no_error;
    }

    /// The same, as a factory gives it.
    static result<tax_id> parse(std::string_view text) {
        tax_id made;
        std::size_t at = 0;
        errc const wrong = made.read(text, at);
        if (wrong == no_error) return made;
        if (wrong == errc::wrong_length) return length_error(text);
        if (wrong == errc::invalid_character) return value_error(wrong, Rules::name, {}, at);
        return value_error(wrong, Rules::name);
    }

    static error length_error(std::string_view text) {
        bool const plain = std::all_of(text.begin(), text.end(), Rules::holds);
        return wrong_size_error(errc::wrong_length, Rules::name, Rules::expected, text.size(),
                                plain ? "" : "characters");
    }

    std::string formatted() const {
        if (empty()) return {};
        std::string made{Rules::format};
        auto from = text().begin();
        for (char& c : made)
            if (c == '_') c = *from++;
        return made;
    }

    friend constexpr auto operator<=>(tax_id const&, tax_id const&) = default;

private:
    static_string<Rules::size> text_{};
};

} // namespace connectpsp::detail

#endif
