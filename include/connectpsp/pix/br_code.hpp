// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_BR_CODE_HPP
#define CONNECTPSP_PIX_BR_CODE_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/ispb.hpp>
#include <connectpsp/pix/pix_key.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

namespace detail {

/// Returns why a text of any length does not end with its CRC: br_code_without_crc,
/// br_code_wrong_crc.
CONNECTPSP_DECL std::optional<errc> find_crc_fault(std::string_view text) noexcept;

} // namespace detail

namespace detail {
class br_code_reader;
}

/// The kind of a BR Code. The numbers are fixed.
enum class br_code_kind {
    none = 0,            ///< a default br_code's
    static_code = 1,     ///< a PIX key: the text holds all data
    dynamic_code = 2,    ///< a URL, where the charge is found
    recurrence_only = 3, ///< no payment, only the terms of recurring ones
};

/// Tag 01. The numbers are those of the wire.
enum class point_of_initiation {
    reusable = 11,
    single_use = 12,
};

/// The members of a static BR Code. The views are only read while the code is made.
struct static_br_code {
    pix_key key{};                              ///< as it is registered: pix_key::parse
    std::string_view name;                      ///< of the receiver, 1 to 25 bytes
    std::string_view city;                      ///< 1 to 15 bytes
    std::optional<money> amount = std::nullopt; ///< without one the payer decides
    std::string_view txid{};                    ///< at most 25 of `0-9A-Za-z`; empty for none
    std::string_view description{};             ///< shares 77 characters with the key, less 4
    std::string_view postal_code{};             ///< at most 10 bytes
    std::string_view merchant_category{"0000"}; ///< ISO 18245; `0000` says nothing
};

/// The members of a dynamic BR Code: the amount and the txid are found at its URL. The views are
/// only read while the code is made.
struct dynamic_br_code {
    std::string_view url;                       ///< without a scheme, at most 77 characters
    std::string_view name;                      ///< of the receiver, 1 to 25 bytes
    std::string_view city;                      ///< 1 to 15 bytes
    std::string_view postal_code{};             ///< at most 10 bytes
    std::string_view merchant_category{"0000"}; ///< ISO 18245; `0000` says nothing
    std::optional<point_of_initiation> initiation = point_of_initiation::single_use;
};

/// A PIX BR Code, the text behind "copia e cola" and QR code. It is what the code says about PIX:
/// fields of other payment systems are held to the format and then left out. The currency is
/// always BRL and the country Brazil.
///
/// Lengths and bounds count bytes, which is what EMV's characters are in every field of PIX. Some
/// generators count the characters of UTF-8 instead. A code that can only be read so is read and
/// says counts_characters(); where both readings are possible, bytes count. Any UTF-8 may stand
/// where people read. Only ASCII is read by every payer's application: see to_ascii_text().
///
/// docs/protocol.md §5; EMV MPM 1.1 §4; BACEN, Manual de Padrões para Iniciação do Pix, §2
class br_code {
public:
    /// No code at all: what parse() and make_…() never give.
    br_code() = default;

    /// Reads a BR Code. The CRC comes first, and nothing is believed before it is right; its digits
    /// may be of either case. An amount of zero is seen where the payer or the charge decides, and
    /// is read as none.
    ///
    /// Errors, each with the offset of the fault in bytes:
    /// - br_code_too_long: the limit, limits::br_code_characters;
    /// - br_code_without_crc: where the last eight characters begin;
    /// - br_code_wrong_crc: where the CRC's digits begin;
    /// - control_character, invalid_utf8: where the character begins;
    /// - br_code_incomplete (a field ends behind its template, or fewer than four characters are
    ///   left for it): where its tag begins;
    /// - br_code_syntax: where the two characters begin that are not digits;
    /// - br_code_duplicate_field (also a second PIX template, and a CRC before the end): where the
    ///   tag begins that is one too many;
    /// - br_code_missing_field: where the template ends that has to hold it; 0 for tag 00, which
    ///   has
    ///   to be first;
    /// - br_code_not_pix: where the text ends;
    /// - br_code_invalid_value: where the value begins; the PIX template's own value, when it holds
    ///   both a key and a URL.
    /// If the lengths fit bytes as badly as characters, the faults are those of counting
    /// bytes. If a text with well-formed fields has several faults, any of them may be reported.
    static result<br_code> parse(std::string_view text);

    /// Makes a static code.
    /// Errors, with a pointer to the member: empty_value (also for an empty key), text_too_long,
    /// control_character, invalid_utf8, invalid_character, wrong_length, amount_not_positive,
    /// amount_too_large.
    static result<br_code> make_static(static_br_code const& parts);

    /// Makes a dynamic code.
    /// Errors, with a pointer to the member: empty_value, text_too_long, control_character,
    /// invalid_utf8, invalid_character (also of a URL with a scheme), wrong_length.
    static result<br_code> make_dynamic(dynamic_br_code const& parts);

    /// Whether a text ends with its own CRC; nothing else is looked at, nothing is allocated.
    /// Gives null, br_code_too_long, br_code_without_crc or br_code_wrong_crc.
    static std::optional<errc> check_crc(std::string_view text) noexcept;

    /// The code as text; empty for a default br_code. A code that was made is written as it was
    /// made; of a foreign code the content is kept and the spelling is ours. A code whose lengths
    /// count characters is written with such lengths, so that the applications that read it still
    /// do.
    std::string text() const;

    br_code_kind kind() const noexcept { return kind_; }

    /// Whether the lengths of its fields count characters and not bytes: an irregular code, which
    /// some payers' applications do not read.
    bool counts_characters() const noexcept { return counts_characters_; }

    /// The PIX key of a static code, not held to the form of any kind of key; or empty.
    std::string const& key() const& noexcept { return key_; }
    detail::owned_text key() const&& { return detail::owned_text{key()}; }

    /// Where a dynamic code's charge is found, without a scheme (it is https); or empty.
    std::string const& url() const& noexcept { return url_; }
    detail::owned_text url() const&& { return detail::owned_text{url()}; }

    /// The message of a static code to the payer; or empty.
    std::string const& description() const& noexcept { return description_; }
    detail::owned_text description() const&& { return detail::owned_text{description()}; }

    /// The ISPB of the institution that pays out the cash, in a static code for a withdrawal (Pix
    /// Saque).
    std::optional<ispb> withdrawal_agent() const noexcept { return withdrawal_agent_; }

    /// Where the terms of recurring payments are found, in a composite code; or empty.
    std::string const& recurrence_url() const& noexcept { return recurrence_url_; }
    detail::owned_text recurrence_url() const&& { return detail::owned_text{recurrence_url()}; }

    /// The amount, where the text states one. In a dynamic code the charge's prevails.
    std::optional<money> amount() const noexcept { return amount_; }

    /// The transaction id, or empty. 1 to 25 of `0-9A-Za-z` in a static code; in others, where
    /// it means nothing, any text.
    std::string const& txid() const& noexcept { return txid_; }
    detail::owned_text txid() const&& { return detail::owned_text{txid()}; }

    /// The receiver's name and city, as the code states them. They are not verified.
    std::string const& merchant_name() const& noexcept { return merchant_name_; }
    detail::owned_text merchant_name() const&& { return detail::owned_text{merchant_name()}; }
    std::string const& merchant_city() const& noexcept { return merchant_city_; }
    detail::owned_text merchant_city() const&& { return detail::owned_text{merchant_city()}; }

    /// The receiver's postal code, or empty.
    std::string const& postal_code() const& noexcept { return postal_code_; }
    detail::owned_text postal_code() const&& { return detail::owned_text{postal_code()}; }

    /// Four digits.  ISO 18245
    std::string const& merchant_category() const& noexcept { return merchant_category_; }
    detail::owned_text merchant_category() const&& {
        return detail::owned_text{merchant_category()};
    }

    std::optional<point_of_initiation> initiation() const noexcept { return initiation_; }

    /// Compares what two codes say. counts_characters() does not take part: a field that is left
    /// out may be the only one whose length shows what was counted.
    friend bool operator==(br_code const& left, br_code const& right) noexcept;

private:
    friend class detail::br_code_reader;

    /// The checked members that both kinds have.
    static result<br_code> make_merchant(std::string_view name, std::string_view city,
                                         std::string_view postal_code,
                                         std::string_view merchant_category);

    br_code_kind kind_ = br_code_kind::none;
    bool counts_characters_ = false;
    std::optional<point_of_initiation> initiation_{};
    std::optional<money> amount_{};
    std::optional<ispb> withdrawal_agent_{};
    std::string key_{};
    std::string url_{};
    std::string description_{};
    std::string recurrence_url_{};
    std::string txid_{};
    std::string merchant_name_{};
    std::string merchant_city_{};
    std::string postal_code_{};
    std::string merchant_category_{};
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/pix/impl/br_code.ipp>
#include <connectpsp/pix/impl/br_code_make.ipp>
#endif

#endif
