// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_IMPL_BR_CODE_IPP
#define CONNECTPSP_PIX_IMPL_BR_CODE_IPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/detail/br_code_values.hpp>
#include <connectpsp/pix/detail/crc16.hpp>

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Reads one BR Code and remembers what is wrong with it.
class br_code_reader {
public:
    explicit br_code_reader(std::string_view text) noexcept : text_(text) {}

    error fault() const {
        auto const offset = static_cast<std::size_t>(fault_.at - text_.data());
        return error{fault_.code, {.offset = offset}};
    }

    /// False when there is a fault.
    bool read(br_code& out) {
        if (!check_crc()) return false;
        fault_ = find_bad_character(text_);
        if (fault_) return false;
        fields_ = text_.substr(0, text_.size() - br_code_crc_size);
        if (read_fields(out)) return true;
        // Bytes and characters are the same to ASCII.
        if (characters_in(text_) == text_.size()) return false;
        br_code_fault const by_bytes = fault_;
        unit_ = br_code_unit::characters;
        out = br_code{};
        out.counts_characters_ = true;
        // A written code must be readable again: our spelling may be a little longer.
        if (read_fields(out) && out.text().size() <= limits::br_code_characters) return true;
        fault_ = by_bytes;
        return false;
    }

private:
    bool read_fields(br_code& out) {
        fault_ = find_bad_field(fields_, br_code_root, unit_);
        return !fault_ && read_header(out) && read_recurrence(out) && read_pix(out) &&
               read_amount(out) && read_merchant(out) && read_txid(out);
    }

    std::string_view find(std::string_view fields, unsigned tag) const noexcept {
        return find_field(fields, tag, unit_);
    }

    /// How long a value is in what the lengths count.
    std::size_t length_of(std::string_view value) const noexcept {
        return unit_ == br_code_unit::bytes ? value.size() : characters_in(value);
    }

    bool refuse(errc code, char const* at) noexcept {
        fault_ = {code, at};
        return false;
    }

    bool refuse_value(std::string_view value) noexcept {
        return refuse(errc::br_code_invalid_value, value.data());
    }

    char const* end() const noexcept { return text_.data() + text_.size(); }

    bool check_crc() noexcept {
        auto const wrong = br_code::check_crc(text_);
        if (!wrong) return true;
        if (*wrong == errc::br_code_too_long)
            return refuse(*wrong, text_.data() + limits::br_code_characters);
        if (*wrong == errc::br_code_wrong_crc) return refuse(*wrong, end() - 4);
        return refuse(*wrong, end() - (std::min)(text_.size(), br_code_crc_size));
    }

    bool read_header(br_code& out) noexcept {
        // Only the first field can begin where the text does.
        std::string_view const version = find(fields_, 0);
        if (version.data() != text_.data() + 4)
            return refuse(errc::br_code_missing_field, text_.data());
        if (version != "01") return refuse_value(version);
        std::string_view const initiation = find(fields_, 1);
        if (!initiation.data()) return true;
        if (initiation != "11" && initiation != "12") return refuse_value(initiation);
        out.initiation_ =
            initiation == "12" ? point_of_initiation::single_use : point_of_initiation::reusable;
        return true;
    }

    /// Finds the one PIX template among the tags from `first` to `last`; false when there are two.
    bool find_pix(unsigned first, unsigned last, std::string_view& found) noexcept {
        for (std::string_view rest = fields_; !rest.empty();) {
            br_code_field field;
            take_field(rest, field, unit_);
            if (field.tag < first || field.tag > last || !is_br_code_pix(field.value, unit_))
                continue;
            if (found.data()) return refuse(errc::br_code_duplicate_field, field.begin());
            found = field.value;
        }
        return true;
    }

    bool read_url(std::string_view url, std::string& out) {
        if (url.empty() || !is_br_code_url(url)) return refuse_value(url);
        out = url;
        return true;
    }

    bool read_recurrence(br_code& out) {
        std::string_view pix;
        if (!find_pix(80, 99, pix)) return false;
        if (!pix.data()) return true;
        std::string_view const url = find(pix, 25);
        if (!url.data()) return refuse(errc::br_code_missing_field, pix.data() + pix.size());
        return read_url(url, out.recurrence_url_);
    }

    bool read_pix(br_code& out) {
        std::string_view pix;
        if (!find_pix(26, 51, pix)) return false;
        if (!pix.data()) return refuse(errc::br_code_not_pix, end());
        std::string_view const key = find(pix, 1);
        std::string_view const url = find(pix, 25);
        if (key.data() && url.data()) return refuse_value(pix);
        if (url.data()) {
            out.kind_ = br_code_kind::dynamic_code;
            return read_url(url, out.url_);
        }
        if (!key.data()) {
            // The terms of a recurrence alone still bring a PIX template, with nothing in it.
            if (out.recurrence_url_.empty())
                return refuse(errc::br_code_missing_field, pix.data() + pix.size());
            out.kind_ = br_code_kind::recurrence_only;
            return true;
        }
        if (key.empty() || !is_br_code_key(key)) return refuse_value(key);
        out.kind_ = br_code_kind::static_code;
        out.key_ = key;
        out.description_ = find(pix, 2);
        std::string_view const agent = find(pix, 3);
        if (!agent.data()) return true;
        auto const read = ispb::parse(agent);
        if (!read) return refuse_value(agent);
        out.withdrawal_agent_ = read.value();
        return true;
    }

    bool read_amount(br_code& out) noexcept {
        std::string_view const text = find(fields_, 54);
        if (!text.data()) return true;
        std::int64_t centavos = 0;
        if (!read_br_code_amount(text, centavos)) return refuse_value(text);
        if (centavos != 0) out.amount_ = money::from_centavos(centavos);
        return true;
    }

    /// Returns a required field of at most so many bytes.
    bool read_text(unsigned tag, std::size_t most, std::string& out) {
        std::string_view const value = find(fields_, tag);
        if (!value.data()) return refuse(errc::br_code_missing_field, end());
        if (value.empty() || length_of(value) > most) return refuse_value(value);
        out = value;
        return true;
    }

    bool read_fixed(unsigned tag, std::string_view expected) noexcept {
        std::string_view const value = find(fields_, tag);
        if (!value.data()) return refuse(errc::br_code_missing_field, end());
        return value == expected || refuse_value(value);
    }

    bool read_merchant(br_code& out) {
        if (!read_text(52, 4, out.merchant_category_)) return false;
        if (!is_br_code_category(out.merchant_category_)) return refuse_value(find(fields_, 52));
        if (!read_fixed(53, "986") || !read_fixed(58, "BR")) return false;
        if (!read_text(59, br_code_name_size, out.merchant_name_) ||
            !read_text(60, br_code_city_size, out.merchant_city_))
            return false;
        std::string_view const postal_code = find(fields_, 61);
        if (length_of(postal_code) > br_code_postal_code_size) return refuse_value(postal_code);
        out.postal_code_ = postal_code;
        return true;
    }

    bool read_txid(br_code& out) {
        std::string_view const txid = find(find(fields_, 62), 5);
        if (!txid.data() || txid == br_code_no_txid) return true;
        // Only a static code's txid ever reaches a payment, and so has to be one.
        if (txid.empty() || (out.kind_ == br_code_kind::static_code &&
                             (txid.size() > br_code_txid_size || !is_br_code_txid(txid))))
            return refuse_value(txid);
        out.txid_ = txid;
        return true;
    }

    std::string_view text_;
    std::string_view fields_{};
    br_code_unit unit_ = br_code_unit::bytes;
    br_code_fault fault_{};
};

CONNECTPSP_DECL std::optional<errc> find_crc_fault(std::string_view text) noexcept {
    // The CRC is found by its place and never by a search: `6304` may appear in any value, and in
    // the CRC itself.
    if (text.size() < br_code_crc_size) return errc::br_code_without_crc;
    std::string_view const crc = text.substr(text.size() - br_code_crc_size);
    unsigned stated = 0;
    for (char const c : crc.substr(4)) {
        int const digit = hex_value(c);
        if (digit < 0) return errc::br_code_without_crc;
        stated = stated << 4 | static_cast<unsigned>(digit);
    }
    if (crc.substr(0, 4) != "6304") return errc::br_code_without_crc;
    if (crc16(text.substr(0, text.size() - 4)) != stated) return errc::br_code_wrong_crc;
    return std::nullopt;
}

} // namespace detail

CONNECTPSP_DECL std::optional<errc> br_code::check_crc(std::string_view text) noexcept {
    if (text.size() > limits::br_code_characters) return errc::br_code_too_long;
    return detail::find_crc_fault(text);
}

CONNECTPSP_DECL result<br_code> br_code::parse(std::string_view text) {
    detail::br_code_reader reader{text};
    br_code read;
    if (!reader.read(read)) return reader.fault();
    return read;
}

CONNECTPSP_DECL bool operator==(br_code const& left, br_code const& right) noexcept {
    auto const content = [](br_code const& code) {
        return std::tie(code.kind_, code.initiation_, code.amount_, code.withdrawal_agent_,
                        code.key_, code.url_, code.description_, code.recurrence_url_, code.txid_,
                        code.merchant_name_, code.merchant_city_, code.postal_code_,
                        code.merchant_category_);
    };
    return content(left) == content(right);
}

} // namespace connectpsp

#endif
