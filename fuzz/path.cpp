// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Ids in the path of a request: what is taken, how it is encoded, and the URL that it ends up in.
// An input is a line with a base URL, and then the id.
#include "oracle.hpp"

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/http/percent_encoding.hpp>

#include <cstdint>
#include <string>

namespace fuzz_path {

namespace {

namespace psp = connectpsp;
using fuzz::require;

/// RFC 3986 §2.1, for one segment; false where it is none.
bool decode_segment(std::string_view segment, std::string& out) {
    auto const digit = [](char c) {
        return fuzz::is_digit(c)      ? c - '0'
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                      : -1;
    };
    for (std::size_t i = 0; i != segment.size(); ++i) {
        if (segment[i] != '%') {
            out += segment[i];
            continue;
        }
        if (segment.size() - i < 3 || digit(segment[i + 1]) < 0 || digit(segment[i + 2]) < 0)
            return false;
        out += static_cast<char>(digit(segment[i + 1]) * 16 + digit(segment[i + 2]));
        i += 2;
    }
    return true;
}

/// pchar without what is percent-encoded.  RFC 3986 §3.3
bool is_pchar(char c) {
    return fuzz::is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view{"-._~!$&'()*+,;=:@"}.find(c) != std::string_view::npos;
}

void check_segment(std::string_view segment, std::string_view text) {
    for (char const c : segment)
        require(c == '%' || is_pchar(c), "a segment holds nothing but pchar");
    std::string decoded;
    require(decode_segment(segment, decoded), "what is percent-encoded has two digits");
    require(decoded == text, "a segment decodes to the text");
}

/// The rules of an id, written again: visible ASCII that means nothing in a path.
psp::errc expected_refusal(std::string_view id) {
    if (id.empty()) return psp::errc::empty_value;
    if (id.size() > 128) return psp::errc::text_too_long;
    if (id == "." || id == "..") return psp::errc::invalid_character;
    for (char const c : id)
        if (static_cast<unsigned char>(c) < 0x21 || static_cast<unsigned char>(c) > 0x7e ||
            c == '/' || c == '\\' || c == '?' || c == '#' || c == '%')
            return psp::errc::invalid_character;
    return {};
}

psp::authorization auth_at(psp::environment where) {
    psp::credential_texts texts;
    texts.client_id = "1042";
    texts.client_secret = psp::secret{"7b0a6c52-1f0e-4d0b-a9a4-6f1c2be94d31"};
    texts.application_token = psp::secret{"c2d9a1b4-58e3-4f6b-9d27-0a1e3c5f7b91"};
    texts.crypto_token = psp::secret{"3f0c9a52-6a7d-4b1e-9c58-2d4be07a91f3"};
    auto const who = psp::credentials::make(std::move(texts)).value();
    return psp::authorization::make(std::move(where), who, psp::secret{"a.b.c"}).value();
}

template <class Op>
void check_url(Op const& op, psp::authorization const& auth, std::string const& base,
               std::string_view front, std::string_view back) {
    auto const built = psp::build(op, auth);
    require(built.has_value(), "an id that is taken is built with");
    psp::request const& made = built.value();
    std::string_view url = made.url;
    require(url.starts_with(base), "a URL begins with its base");
    url.remove_prefix(base.size());
    std::size_t const host = base.find("://") + 3;
    std::string const prefix = base.substr((std::min)(base.size(), base.find('/', host)));
    require(made.target() == prefix + std::string{url}, "the target is what follows the host");
    require(url.starts_with(front) && url.ends_with(back), "the path is the endpoint's");
    url.remove_prefix(front.size());
    require(url.size() > back.size(), "a segment is not empty");
    url.remove_suffix(back.size());
    require(url.find_first_of("/?#\\") == url.npos, "an id is exactly one segment");
    require(url != "." && url != "..", "a segment leads nowhere else");
    check_segment(url, op.id.text());
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(path) {
    fuzz::input in{data, size};
    auto const asked = psp::environment::parse(in.line());
    auto const where = asked ? asked.value() : psp::environment::production();
    fuzz::exact_copy const text{in.rest()};

    std::string encoded{"/"};
    psp::detail::append_percent_encoded(encoded, text.view());
    require(encoded.front() == '/', "what was there stays");
    check_segment(std::string_view{encoded}.substr(1), text.view());

    auto const id = psp::lookup_id::parse(text.view());
    psp::errc const wrong = expected_refusal(text.view());
    require(id.has_value() == (wrong == psp::errc{}), "what is no id is refused");
    if (!id) {
        require(id.error() == wrong, "an id is refused for the right reason");
        return 0;
    }
    require(id.value().text() == text.view(), "an id is its text");

    auto const auth = auth_at(where);
    check_url(psp::get_cash_in{.id = id.value()}, auth, where.base_url(), "/cash-in/", "");
    check_url(psp::get_cash_out{.id = id.value()}, auth, where.base_url(), "/cash-out/", "");
    psp::refund_cash_in const refund{
        .idempotency_key =
            psp::idempotency_key::parse("7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f").value(),
        .id = id.value(),
        .reason = psp::refund_reason::fraud};
    check_url(refund, auth, where.base_url(), "/cash-in/", "/refund");
    return 0;
}

} // namespace fuzz_path
