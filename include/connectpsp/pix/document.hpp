// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_DOCUMENT_HPP
#define CONNECTPSP_PIX_DOCUMENT_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/detail/tax_id.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The number that Brazil's revenue service knows a person by: nine digits and two check digits.
/// docs/protocol.md §5
class cpf {
public:
    /// An empty one, which no request is built with.
    constexpr cpf() = default;

    /// Eleven digits, or exactly `123.456.789-09`.
    /// Errors, the first that applies: wrong_length; invalid_character; repeated_digit, which
    /// comes before the check digits because eleven equal digits have the right ones;
    /// wrong_check_digits.
    static result<cpf> parse(std::string_view text) {
        auto const read = detail::tax_id<detail::cpf_rules>::parse(text);
        if (!read) return read.error();
        cpf made;
        made.text_ = read.value();
        return made;
    }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// The eleven digits, as they go over the wire. Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// `123.456.789-09`, for people; empty when this is.
    std::string formatted() const { return text_.formatted(); }

    friend constexpr auto operator<=>(cpf const&, cpf const&) = default;

private:
    detail::tax_id<detail::cpf_rules> text_{};
};

/// The number that Brazil's revenue service knows a company by: twelve of `0-9A-Z`, digits alone
/// until July 2026, and two check digits.  docs/protocol.md §5, IN RFB 2.229/2024
class cnpj {
public:
    /// An empty one, which no request is built with.
    constexpr cnpj() = default;

    /// Fourteen characters, or exactly `12.ABC.345/01DE-35`. Small letters are read
    /// as capitals.
    /// Errors, the first that applies: wrong_length, invalid_character, repeated_digit,
    /// wrong_check_digits.
    static result<cnpj> parse(std::string_view text) {
        auto const read = detail::tax_id<detail::cnpj_rules>::parse(text);
        if (!read) return read.error();
        cnpj made;
        made.text_ = read.value();
        return made;
    }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// The fourteen characters, as they go over the wire. Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// `12.ABC.345/01DE-35`, for people; empty when this is.
    std::string formatted() const { return text_.formatted(); }

    friend constexpr auto operator<=>(cnpj const&, cnpj const&) = default;

private:
    detail::tax_id<detail::cnpj_rules> text_{};
};

enum class document_kind : std::uint8_t { cpf, cnpj };

/// The document of a payer or payee: a person's CPF or a company's CNPJ.  docs/protocol.md §5
class document {
public:
    /// An empty one, which no request is built with.
    constexpr document() = default;

    constexpr document(cpf const& person) noexcept : cpf_(person) {}
    constexpr document(cnpj const& company) noexcept : cnpj_(company) {}

    /// A CPF where eleven characters are left without points, slashes and hyphens, a CNPJ where
    /// fourteen are.
    /// Errors: wrong_length where it is neither, and those of cpf::parse and cnpj::parse.
    static result<document> parse(std::string_view text) {
        auto const characters = std::count_if(
            text.begin(), text.end(), [](char c) { return c != '.' && c != '/' && c != '-'; });
        if (characters == 11) return either(cpf::parse(text));
        if (characters == 14) return either(cnpj::parse(text));
        return detail::wrong_size_error(errc::wrong_length, "CPF or CNPJ", "expected 11 or 14",
                                        static_cast<std::size_t>(characters),
                                        "characters without punctuation");
    }

    /// For an empty document: cpf.
    constexpr document_kind kind() const noexcept {
        return cnpj_.empty() ? document_kind::cpf : document_kind::cnpj;
    }

    /// Nothing when the document is empty or a CNPJ.
    constexpr std::optional<cpf> as_cpf() const noexcept {
        return cpf_.empty() ? std::optional<cpf>{} : cpf_;
    }

    /// Nothing when the document is empty or a CPF.
    constexpr std::optional<cnpj> as_cnpj() const noexcept {
        return cnpj_.empty() ? std::optional<cnpj>{} : cnpj_;
    }

    constexpr bool empty() const noexcept { return text().empty(); }

    /// Without punctuation, as it goes over the wire. Valid as long as this object is.
    constexpr std::string_view text() const& noexcept {
        return cnpj_.empty() ? cpf_.text() : cnpj_.text();
    }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// With punctuation, for people; empty when this is.
    std::string formatted() const { return cnpj_.empty() ? cpf_.formatted() : cnpj_.formatted(); }

    friend constexpr auto operator<=>(document const&, document const&) = default;

private:
    template <class Number>
    static result<document> either(result<Number> const& number) {
        if (!number) return number.error();
        return document{number.value()};
    }

    // At most one of them is not empty.
    cpf cpf_{};
    cnpj cnpj_{};
};

} // namespace connectpsp

#endif
