// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// BR Codes, against a second reader that makes a tree of them, and codes made of any parts.
//
// An input is read as it is, with a new CRC, as lines that become fields (TAG and value; a line
// that begins with a space goes into the template before it), and as the parts of a code to be
// made.
#include "oracle.hpp"

#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/detail/crc16.hpp>

#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fuzz_br_code {

namespace {

using connectpsp::br_code;
using connectpsp::br_code_kind;
using connectpsp::errc;
using fuzz::require;

/// The CRC by division of the bits, as in its definition.
unsigned remainder_of(std::string_view text) {
    unsigned remainder = 0xFFFF;
    for (char const c : text)
        for (unsigned mask = 0x80; mask != 0; mask >>= 1) {
            bool const in = (static_cast<unsigned char>(c) & mask) != 0;
            bool const out = (remainder & 0x8000) != 0;
            remainder = (remainder << 1) & 0xFFFF;
            if (in != out) remainder ^= 0x1021;
        }
    return remainder;
}

std::string sealed(std::string text) {
    text += "6304";
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04X", remainder_of(text));
    return text + digits;
}

bool consists_of(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == text.npos;
}

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
std::string const letters_and_digits = std::string{letters} + std::string{digits};

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

using fault = std::pair<errc, std::size_t>;

struct node {
    std::string tag;
    std::string value;
    std::size_t at = 0; ///< of the tag
    std::vector<node> fields{};

    node const* find(std::string_view wanted) const {
        for (node const& field : fields)
            if (field.tag == wanted) return &field;
        return nullptr;
    }
    std::string text(std::string_view wanted) const {
        node const* const field = find(wanted);
        return field ? field->value : "";
    }
    std::size_t end() const { return at + 4 + value.size(); }
    fault wrong() const { return {errc::br_code_invalid_value, at + 4}; }
    bool is_pix() const { return lower(text("00")) == "br.gov.bcb.pix"; }
};

/// Bytes of the first characters of a text, where lengths count characters.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
    std::size_t size = 0;
    for (; characters != 0 && size < text.size(); --characters)
        size += static_cast<std::size_t>(std::max(1, fuzz::utf8_size(text.substr(size))));
    return characters == 0 ? size : text.size() + 1;
}

std::size_t length_of(std::string_view text, bool characters) {
    if (!characters) return text.size();
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// Fills the tree; the first fault, if any.
std::optional<fault> grow(node& parent, std::size_t at, bool root, bool characters) {
    std::string const& text = parent.value;
    std::size_t const start = at;
    std::set<std::string> seen;
    if (root) seen.insert("63");
    while (at != start + text.size()) {
        std::string const rest = text.substr(at - start);
        if (rest.size() < 4) return fault{errc::br_code_incomplete, at};
        if (!consists_of(rest.substr(0, 2), digits)) return fault{errc::br_code_syntax, at};
        if (!consists_of(rest.substr(2, 2), digits)) return fault{errc::br_code_syntax, at + 2};
        auto size = static_cast<std::size_t>(std::stoi(rest.substr(2, 2)));
        if (characters) size = bytes_of(std::string_view{rest}.substr(4), size);
        if (rest.size() < 4 + size) return fault{errc::br_code_incomplete, at};
        node field{rest.substr(0, 2), rest.substr(4, size), at};
        if (!seen.insert(field.tag).second) return fault{errc::br_code_duplicate_field, at};
        bool const nested = root ? (field.tag >= "26" && field.tag <= "51") || field.tag == "62" ||
                                       field.tag == "64" || field.tag >= "80"
                                 : parent.tag == "62" && field.tag >= "50";
        if (nested)
            if (auto const inner = grow(field, at + 4, false, characters)) return inner;
        at = field.end();
        parent.fields.push_back(std::move(field));
    }
    return std::nullopt;
}

/// The first character that a code cannot have.
std::optional<fault> find_character(std::string_view text) {
    for (std::size_t at = 0; at != text.size();) {
        int const size = fuzz::utf8_size(text.substr(at));
        if (size <= 0) return fault{errc::invalid_utf8, at};
        std::string_view const character = text.substr(at, static_cast<std::size_t>(size));
        if (fuzz::has_control(character) || (character >= "\xC2\x80" && character < "\xC2\xA0"))
            return fault{errc::control_character, at};
        at += character.size();
    }
    return std::nullopt;
}

std::optional<fault> find_crc_fault(std::string_view text) {
    if (text.size() > 512) return fault{errc::br_code_too_long, 512};
    std::string_view const last = text.substr(text.size() < 8 ? 0 : text.size() - 8);
    fault const without{errc::br_code_without_crc, text.size() - last.size()};
    if (last.size() < 8 || !last.starts_with("6304")) return without;
    if (!consists_of(last.substr(4), "0123456789abcdefABCDEF")) return without;
    if (std::stoul(std::string{last.substr(4)}, nullptr, 16) !=
        remainder_of(text.substr(0, text.size() - 4)))
        return fault{errc::br_code_wrong_crc, text.size() - 4};
    return std::nullopt;
}

/// Centavos, or -1 for a text that is not an amount.
std::int64_t centavos_of(std::string_view text) {
    std::string whole{text.substr(0, text.find('.'))};
    std::string decimals{text.find('.') == text.npos ? "" : text.substr(text.find('.') + 1)};
    if (text.size() > 13 || whole.empty() || decimals.size() > 2) return -1;
    decimals.resize(2, '0');
    if (!consists_of(whole + decimals, digits)) return -1;
    std::int64_t const value = std::stoll(whole + decimals);
    return value <= 999'999'999'999 ? value : -1;
}

bool is_url(std::string const& text) {
    return !text.empty() && text.find("://") == text.npos &&
           consists_of(text, letters_and_digits + "-._~:/?#[]@!$&'()*+,;=%");
}

bool is_key(std::string const& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && static_cast<unsigned char>(c) < 0x7F;
    });
}

struct meaning {
    std::vector<fault> faults{}; ///< any of them may be the one that is reported
    node root{};
    node const* pix = nullptr;
    node const* recurrence = nullptr;
};

void find_templates(meaning& code) {
    for (node const& field : code.root.fields) {
        bool const account = field.tag >= "26" && field.tag <= "51";
        if ((!account && field.tag < "80") || !field.is_pix()) continue;
        node const*& place = account ? code.pix : code.recurrence;
        if (place) code.faults.emplace_back(errc::br_code_duplicate_field, field.at);
        if (!place) place = &field;
    }
}

meaning expected(std::string_view text, bool characters = false) {
    meaning code;
    if (auto const wrong = find_crc_fault(text)) return code.faults.push_back(*wrong), code;
    if (auto const wrong = find_character(text)) return code.faults.push_back(*wrong), code;
    code.root.value = text.substr(0, text.size() - 8);
    if (auto const wrong = grow(code.root, 0, true, characters))
        return code.faults.push_back(*wrong), code;

    auto const& fields = code.root.fields;
    auto const require_that = [&](bool holds, fault otherwise) {
        if (!holds) code.faults.push_back(otherwise);
    };
    auto const missing = [&](std::size_t at) { return fault{errc::br_code_missing_field, at}; };
    require_that(!fields.empty() && fields.front().tag == "00", missing(0));
    find_templates(code);
    require_that(code.pix, {errc::br_code_not_pix, text.size()});

    for (auto const& [tag, mandatory] : {std::pair{"00", false},
                                         {"01", false},
                                         {"52", true},
                                         {"53", true},
                                         {"54", false},
                                         {"58", true},
                                         {"59", true},
                                         {"60", true},
                                         {"61", false}}) {
        node const* const field = code.root.find(tag);
        if (!field) {
            require_that(!mandatory, missing(text.size()));
            continue;
        }
        std::string const& value = field->value;
        std::string_view const t = tag;
        bool const holds = t == "00"   ? value == "01"
                           : t == "01" ? value == "11" || value == "12"
                           : t == "52" ? value.size() == 4 && consists_of(value, digits)
                           : t == "53" ? value == "986"
                           : t == "54" ? centavos_of(value) >= 0
                           : t == "58" ? value == "BR"
                           : t == "59" ? !value.empty() && length_of(value, characters) <= 25
                           : t == "60" ? !value.empty() && length_of(value, characters) <= 15
                                       : length_of(value, characters) <= 10;
        require_that(holds, field->wrong());
    }

    if (code.recurrence) {
        node const* const url = code.recurrence->find("25");
        require_that(url, missing(code.recurrence->end()));
        require_that(!url || is_url(url->value), url ? url->wrong() : fault{});
    }
    bool is_static = false;
    if (code.pix) {
        node const *const key = code.pix->find("01"), *const url = code.pix->find("25");
        is_static = key && !url;
        require_that(!key || !url, code.pix->wrong());
        require_that(key || url || code.recurrence, missing(code.pix->end()));
        if (is_static) require_that(is_key(key->value), key->wrong());
        if (url && !key) require_that(is_url(url->value), url->wrong());
        node const* const agent = code.pix->find("03");
        if (is_static && agent)
            require_that(agent->value.size() == 8 &&
                             consists_of(agent->value, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                         agent->wrong());
    }
    if (node const* const additional = code.root.find("62"))
        if (node const* const txid = additional->find("05"); txid && txid->value != "***")
            require_that(!txid->value.empty() &&
                             (!is_static || (txid->value.size() <= 25 &&
                                             consists_of(txid->value, letters_and_digits))),
                         txid->wrong());
    return code;
}

void check_content(br_code const& got, meaning const& code) {
    node const& root = code.root;
    bool const has_key = code.pix->find("01"), has_url = code.pix->find("25");
    require(got.kind() == (has_key   ? br_code_kind::static_code
                           : has_url ? br_code_kind::dynamic_code
                                     : br_code_kind::recurrence_only),
            "the kind follows from the template");
    require(got.key() == code.pix->text("01") && got.url() == code.pix->text("25"), "key and URL");
    require(got.description() == (has_key ? code.pix->text("02") : ""), "the description");
    std::string const agent{got.withdrawal_agent() ? got.withdrawal_agent()->text() : ""};
    require(agent == (has_key ? code.pix->text("03") : ""), "the agent");
    require(got.recurrence_url() == (code.recurrence ? code.recurrence->text("25") : ""),
            "the recurrence");
    require(got.merchant_name() == root.text("59") && got.merchant_city() == root.text("60"),
            "name and city");
    require(got.postal_code() == root.text("61") && got.merchant_category() == root.text("52"),
            "postal code and category");
    std::int64_t const centavos = root.find("54") ? centavos_of(root.text("54")) : 0;
    require((got.amount() ? got.amount()->centavos() : 0) == centavos, "the amount is exact");
    require(!got.amount() || centavos > 0, "an amount is positive");
    node const* const additional = root.find("62");
    std::string const txid = additional ? additional->text("05") : "";
    require(got.txid() == (txid == "***" ? "" : txid), "the txid");
    std::string const initiation =
        got.initiation() ? std::to_string(static_cast<int>(*got.initiation())) : "";
    require(initiation == root.text("01"), "the initiation");
}

void check_written(br_code const& code) {
    std::string const text = code.text();
    require(expected(text, code.counts_characters()).faults.empty(), "what is written is one");
    auto const again = br_code::parse(fuzz::exact_copy{text}.view());
    require(again && again.value() == code, "what is written is read as it was");
    require(again.value().text() == text, "our spelling is written as it was read");
}

void check_read(std::string_view text) {
    fuzz::exact_copy const copy{text};
    require(connectpsp::detail::crc16(copy.view()) == remainder_of(text), "the CRC");
    auto const crc_fault = find_crc_fault(text);
    auto const crc = br_code::check_crc(copy.view());
    require(crc.has_value() == crc_fault.has_value(), "the CRC is right or wrong");
    require(!crc || *crc == crc_fault->first, "the CRC is wrong for the right reason");

    auto const got = br_code::parse(copy.view());
    meaning code = expected(text);
    if (got && got.value().counts_characters()) {
        require(!code.faults.empty(), "lengths count bytes where they can");
        code = expected(text, true);
    }
    require(got.has_value() == code.faults.empty(), "exactly BR Codes are read");
    if (!got) {
        require(got.error().offset().has_value(), "a fault has a place");
        for (fault const& known : code.faults)
            if (got.error() == known.first && *got.error().offset() == known.second) return;
        return require(false, "a code is refused for a right reason at the right place");
    }
    check_content(got.value(), code);
    check_written(got.value());
}

std::string field(std::string_view tag, std::string_view value) {
    std::string const size = std::to_string(value.size() % 100);
    return std::string{tag} + (size.size() == 1 ? "0" : "") + size + std::string{value};
}

std::string assembled(fuzz::input in) {
    std::string text, tag, value;
    auto const close = [&] {
        if (!tag.empty()) text += field(tag, value);
    };
    while (!in.rest().empty() && text.size() < 1024) {
        std::string_view line = in.line();
        if (line.starts_with(' ')) {
            line.remove_prefix(1);
            value += field(line.substr(0, 2), line.substr(std::min<std::size_t>(2, line.size())));
            continue;
        }
        close();
        tag = line.substr(0, 2);
        value = line.substr(std::min<std::size_t>(2, line.size()));
    }
    close();
    return text;
}

bool is_text(std::string_view text, std::size_t most) {
    return text.size() <= most && !find_character(text);
}

void check_made(fuzz::input in) {
    fuzz::exact_copy const key{in.line()}, name{in.line()}, city{in.line()}, txid{in.line()},
        description{in.line()}, postal_code{in.line()}, category{in.line()};
    auto const centavos = static_cast<std::int64_t>(in.word()) >> (in.byte() % 64);

    bool const merchant = !name.view().empty() && is_text(name.view(), 25) &&
                          !city.view().empty() && is_text(city.view(), 15) &&
                          is_text(postal_code.view(), 10) && category.view().size() == 4 &&
                          consists_of(category.view(), digits);
    std::string const address{key.view()};
    std::size_t const room = 99 - 18 - 4;
    bool const fits =
        address.size() <= room &&
        (description.view().empty() || address.size() + 4 + description.view().size() <= room);
    auto const email = connectpsp::pix_key::parse(connectpsp::pix_key_type::email, address);
    bool const is_static = merchant && fits && email && is_text(description.view(), 99) &&
                           txid.view().size() <= 25 &&
                           consists_of(txid.view(), letters_and_digits) && centavos >= 0 &&
                           centavos <= 999'999'999'999;
    connectpsp::static_br_code parts{.key = email ? email.value() : connectpsp::pix_key{},
                                     .name = name.view(),
                                     .city = city.view(),
                                     .txid = txid.view(),
                                     .description = description.view(),
                                     .postal_code = postal_code.view(),
                                     .merchant_category = category.view()};
    if (centavos != 0) parts.amount = connectpsp::money::from_centavos(centavos);
    auto const made = br_code::make_static(parts);
    require(made.has_value() == is_static, "exactly what can be written is made");
    if (made)
        check_written(made.value());
    else
        require(made.error().pointer().starts_with('/'), "a refused member is named");

    auto const dynamic = br_code::make_dynamic({.url = key.view(),
                                                .name = name.view(),
                                                .city = city.view(),
                                                .postal_code = postal_code.view(),
                                                .merchant_category = category.view()});
    require(dynamic.has_value() == (merchant && address.size() <= room && is_url(address)),
            "exactly what can be written is made");
    if (dynamic) check_written(dynamic.value());
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(br_code) {
    fuzz::input const in{data, size};
    std::string_view const text = in.rest();
    check_read(text);
    bool const had_crc = text.size() >= 8 && text.substr(text.size() - 8).starts_with("6304");
    check_read(sealed(std::string{had_crc ? text.substr(0, text.size() - 8) : text}));
    check_read(sealed(assembled(in)));
    check_made(in);
    return 0;
}

} // namespace fuzz_br_code
