// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Webhooks: the signature header and the envelope. An input is lines: the CryptoTokens, with a
// space between two; how the signature is made; X-Event-Id; and then the body. A signature's line
// is `=` and the header's value, or which token signs (`0`, `1`, ...) followed by edits:
// `u` upper case, `m` mixed case, `c` cut by one, `l` longer by one, `w` one digit wrong,
// `b` the body changed afterwards, `+` a byte behind the body, `-` the body's last byte away.

#include "dom_oracle.hpp"
#include "hmac_oracle.hpp"
#include "payments_oracle.hpp"

#include <connectpsp/api/webhook.hpp>
#include <connectpsp/core/detail/guid.hpp>

#include <cryptopp/sha.h>

#include <array>
#include <cstdint>
#include <regex>
#include <string>
#include <variant>
#include <vector>

namespace fuzz {

/// When an event happened, in UTC unless it says otherwise.
struct event_moment {
    connectpsp::timestamp value{};
};

inline std::string_view text_of(json const& value) { return value.text; }

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at, event_moment& out) {
    if (!from.is(value, json::type::string, at)) return;
    // A date, a `T` or a space, a time, a fraction; `Z`, nothing, or an offset with or without
    // colon and minutes.
    static std::regex const pattern{
        "([0-9-]{10})[Tt ]([0-9:]{8}([.][0-9]+)?)(Z|z|([+-][0-9]{2})(:?([0-9]{2}))?)?"};
    std::string const text{text_of(value)};
    std::smatch parts;
    connectpsp::result<connectpsp::timestamp> read{connectpsp::error{connectpsp::errc::wrong_type}};
    if (std::regex_match(text, parts, pattern)) {
        std::string regular = parts[1].str() + 'T' + parts[2].str();
        if (parts[5].matched)
            regular += parts[5].str() + ':' + (parts[7].matched ? parts[7].str() : "00");
        else
            regular += 'Z';
        read = connectpsp::parse_timestamp(regular);
    }
    if (!read) return from.note(connectpsp::errc::invalid_timestamp, at);
    out.value = read.value();
}

/// The members of every event.
struct envelope_front {
    connectpsp::open_enum<connectpsp::event_type> type{};
    std::optional<event_moment> time{};
};

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at, envelope_front& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "eventType", out.type);
    from.optional(value, at, "eventAt", out.time);
}

} // namespace fuzz

namespace fuzz_webhook {

namespace {

namespace psp = connectpsp;
using fuzz::hmac_hex;
using fuzz::require;
using psp::errc;

std::string sha256_hex(std::string_view text) {
    std::array<CryptoPP::byte, 32> digest{};
    CryptoPP::SHA256{}.CalculateDigest(
        digest.data(), reinterpret_cast<CryptoPP::byte const*>(text.data()), text.size());
    std::string hex;
    for (CryptoPP::byte const each : digest) {
        hex += "0123456789abcdef"[each >> 4];
        hex += "0123456789abcdef"[each & 15];
    }
    return hex;
}

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    while (!line.empty() && words.size() != 4) {
        std::size_t const size = std::min(line.find(' '), line.size());
        words.emplace_back(line.substr(0, size));
        line.remove_prefix(std::min(size + 1, line.size()));
    }
    return words;
}

/// The header's value that the second line asks for; what it edits of the body is edited.
std::string make_signature(std::string_view line, std::vector<std::string> const& tokens,
                           std::string& body) {
    if (line.empty()) return {};
    if (line.front() == '=') return std::string{line.substr(1)};
    auto const which = static_cast<unsigned char>(line.front() - '0');
    std::string made = hmac_hex(tokens.empty() ? "none" : tokens[which % tokens.size()], body);
    auto const upper = [](char& c) {
        if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    };
    for (char const edit : line.substr(1)) {
        std::size_t const middle = made.size() / 2;
        if (edit == 'u')
            std::for_each(made.begin(), made.end(), upper);
        else if (edit == 'm')
            std::for_each(made.begin(), made.begin() + static_cast<std::ptrdiff_t>(middle), upper);
        else if (edit == 'c' && !made.empty())
            made.pop_back();
        else if (edit == 'l')
            made += '0';
        else if (edit == 'w' && !made.empty())
            made[middle] = made[middle] == '0' ? '1' : '0';
        else if (edit == 'b' && !body.empty())
            body[body.size() / 2] = static_cast<char>(body[body.size() / 2] ^ 1);
        else if (edit == '+')
            body += ' ';
        else if (edit == '-' && !body.empty())
            body.pop_back();
    }
    return made;
}

/// The expected result of verify(); zero where the signature is the body's.
errc expected_verdict(std::vector<std::string> const& tokens, std::string_view body,
                      std::string signature) {
    if (body.size() > psp::limits::webhook_body_bytes) return errc::body_too_large;
    if (signature.empty()) return errc::missing_signature;
    for (char& c : signature) {
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        if (!fuzz::is_digit(c) && !(c >= 'a' && c <= 'f')) return errc::malformed_signature;
    }
    if (signature.size() != 64) return errc::malformed_signature;
    for (auto const& each : tokens)
        if (hmac_hex(each, body) == signature) return {};
    return errc::wrong_signature;
}

/// The texts of a key, decoded again: percent-encoding, and colons between.
std::vector<std::string> parts_of(std::string_view key) {
    std::vector<std::string> parts{""};
    for (std::size_t i = 0; i != key.size(); ++i) {
        if (key[i] == ':') {
            parts.emplace_back();
        } else if (key[i] != '%') {
            parts.back() += key[i];
        } else {
            require(key.size() - i > 2, "what is encoded has two digits");
            parts.back() += static_cast<char>(
                std::strtoul(std::string{key.substr(i + 1, 2)}.c_str(), nullptr, 16));
            i += 2;
        }
    }
    return parts;
}

/// A transaction id as a key has it: a UUID in small letters, any other text as it came.
std::string id_in_key(std::string id) {
    if (!connectpsp::detail::is_guid(id)) return id;
    for (char& c : id)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return id;
}

void check_dedupe_key(psp::event const& value) {
    std::string const key = value.dedupe_key();
    require(std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; }),
            "a key is visible ASCII without spaces");
    // A key whose parts can be told apart differs for every other event.
    std::vector<std::string> wanted{std::string{value.type.text()}};
    if (!value.type.known())
        wanted.push_back(value.body_digest);
    else if (auto const* in = std::get_if<psp::cash_in>(&value.data))
        wanted.push_back(id_in_key(in->transaction_id));
    else if (auto const* out = std::get_if<psp::cash_out>(&value.data))
        wanted.push_back(id_in_key(out->transaction_id));
    require(parts_of(key) == wanted, "a key is type and transaction id");
}

void check_redacted(psp::event const& value) {
    std::string const shown = psp::redact(value);
    fuzz::json ignored;
    require(fuzz::json_scanner{shown, psp::limits::json_depth}.scan(ignored) == fuzz::verdict::good,
            "what is redacted is JSON");
    psp::event other = value;
    fuzz::replace_text(other.type);
    other.delivery_id = "another text";
    if (auto* in = std::get_if<psp::cash_in>(&other.data)) fuzz::replace_texts(*in);
    if (auto* out = std::get_if<psp::cash_out>(&other.data)) fuzz::replace_texts(*out);
    require(psp::redact(other) == shown, "redact() does not depend on what it masks");
}

void check_freshness_of(psp::event const& value) {
    using namespace std::chrono_literals;
    if (!value.time) {
        auto const stale = psp::check_freshness(value, psp::timestamp{}, 1h);
        return require(!stale && stale.error() == errc::stale_event,
                       "without a time none is fresh");
    }
    psp::timestamp const time = *value.time;
    require(psp::check_freshness(value, time, 0s).has_value(), "an event of now is fresh");
    auto const late = psp::check_freshness(value, time + 5min + 1us, 5min);
    require(!late && late.error() == errc::stale_event, "an old event is stale");
    auto const early = psp::check_freshness(value, time - 5min - 1us, 5min);
    require(!early && early.error() == errc::event_from_future, "an event to come is none");
    require(psp::check_freshness(value, time + 5min, 5min).has_value(),
            "an event at the bound is fresh");
}

/// The contents of a document, read by hand; `Extraction` and `Value` are ours or the DOM's.
template <class Extraction, class Value>
struct reading {
    Extraction refusals{};
    psp::event wanted{};
    errc wrong_id{};             ///< what is wrong with the transaction id
    bool without_amount = false; ///< above zero
    bool unsure_amount = false;  ///< read as a double, which may be another

    explicit reading(Value const& document) {
        fuzz::envelope_front front;
        expect(refusals, document, "", front);
        if (refusals.refused()) return;
        wanted.type = front.type;
        if (front.time) wanted.time = front.time->value;
        std::string_view const type = front.type.text();
        Extraction inside;
        if (type.starts_with("CASHIN_"))
            read<psp::cash_in>(inside, document);
        else if (type.starts_with("CASHOUT_"))
            read<psp::cash_out>(inside, document);
        else
            return;
        if (!inside.refused() && wrong_id == errc{} && !without_amount) {
            take(inside);
            return;
        }
        // The data of an unknown type of event cannot be wrong.
        wanted.data = psp::unread_data{};
        if (!front.type.known()) {
            wrong_id = {};
            without_amount = false;
            unknown_unread = true;
            return;
        }
        take(inside);
    }

    bool unknown_unread = false; ///< its data could not be read

private:
    void take(Extraction& inside) { refusals = std::move(inside); }

    template <class Data>
    void read(Extraction& inside, Value const& document) {
        Data about{};
        inside.required(document, "", "data", about);
        if (!inside.refused() && about.transaction_id.empty())
            wrong_id = errc::empty_value;
        else if (!inside.refused() && fuzz::has_control_character(about.transaction_id))
            wrong_id = errc::control_character;
        if constexpr (requires { inside.exact(); }) unsure_amount = !inside.exact();
        without_amount = !inside.refused() && wrong_id == errc{} && !unsure_amount &&
                         about.amount.centavos() <= 0;
        wanted.data = std::move(about);
    }
};

template <class Reading>
void check_event(psp::result<psp::event> const& got, Reading const& expected) {
    if (!got) {
        bool const no_id = expected.wrong_id != errc{} && got.error() == expected.wrong_id &&
                           got.error().pointer() == "/data/transactionId";
        bool const no_amount = (expected.without_amount || expected.unsure_amount) &&
                               got.error() == errc::amount_not_positive &&
                               got.error().pointer() == "/data/amount";
        return require(no_id || no_amount || expected.refusals.noted(got.error()),
                       "what is refused must be refused");
    }
    require(!expected.refusals.refused() && expected.wrong_id == errc{} && !expected.without_amount,
            "what must be refused is refused");
}

void check_receive(psp::webhook_receiver const& from, std::string_view body,
                   std::string_view signature, std::string_view delivery_id) {
    auto const got = from.receive(body, signature, delivery_id);
    if (got) {
        require(got.value().delivery_id ==
                    (connectpsp::detail::is_guid(delivery_id) ? delivery_id : ""),
                "a UUID is handed on");
        check_dedupe_key(got.value());
        check_redacted(got.value());
        check_freshness_of(got.value());
    } else {
        require(!fuzz::has_control(to_string(got.error())), "an error is one line");
    }

    fuzz::json document;
    fuzz::json_scanner scanner{body, psp::limits::json_depth};
    bool const good = scanner.scan(document) == fuzz::verdict::good;
    if (!good) {
        document = {};
        fuzz::json_scanner mending{body, psp::limits::json_depth, true};
        if (mending.scan(document) != fuzz::verdict::good)
            return require(!got, "what cannot be mended is refused");
    }
    auto const complete = [&](psp::event& wanted) {
        if (connectpsp::detail::is_guid(delivery_id)) wanted.delivery_id = delivery_id;
        if (!wanted.type.known()) wanted.body_digest = sha256_hex(body);
    };
    reading<fuzz::extraction, fuzz::json> expected{document};
    check_event(got, expected);
    if (!got)
        require(got.error() == psp::condition::invalid_response, "it is the server's mistake");
    if (got) {
        complete(expected.wanted);
        require(got.value() == expected.wanted, "what is received is what stands there");
    }

    // The DOM parser is not used for repaired documents and for exponents that it may refuse.
    if (!good || scanner.huge_exponent() || fuzz::has_duplicates(document)) return;
    boost::json::parse_options options;
    options.max_depth = psp::limits::json_depth;
    auto const dom = boost::json::parse(body, {}, options);
    reading<fuzz::dom_extraction, boost::json::value> plain{dom};
    bool const unread = plain.unknown_unread != expected.unknown_unread; // by an amount's decimals
    if (unread) return;
    check_event(got, plain);
    if (got && plain.refusals.exact()) {
        complete(plain.wanted);
        require(got.value() == plain.wanted, "what is received is what a DOM holds");
    }
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(webhook) {
    fuzz::input in{data, size};
    auto const tokens = words_of(in.line());
    std::string_view const how = in.line();
    fuzz::exact_copy const delivery_id{in.line()};
    std::string raw{in.rest()};
    fuzz::exact_copy const signature{make_signature(how, tokens, raw)};
    fuzz::exact_copy const body{raw};

    std::vector<psp::secret> secrets;
    for (auto const& each : tokens)
        secrets.emplace_back(std::string_view{each});
    auto const made = psp::webhook_receiver::make(secrets);
    bool const right = !tokens.empty() && std::none_of(tokens.begin(), tokens.end(),
                                                       [](auto const& t) { return t.empty(); });
    bool const printable = std::all_of(tokens.begin(), tokens.end(), [](auto const& token) {
        return std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 127; });
    });
    require(made.has_value() ? right : !right || !printable, "every token of visible ASCII signs");
    if (!made) {
        require(made.error() == errc::empty_secret ||
                    (!printable && (made.error() == errc::surrounding_space ||
                                    made.error() == errc::control_character)),
                "a token is refused for what is wrong with it");
        return 0;
    }
    psp::webhook_receiver const& from = made.value();

    errc const wrong = expected_verdict(tokens, body.view(), std::string{signature.view()});
    auto const verified = from.verify(body.view(), signature.view());
    require(verified.has_value() == (wrong == errc{}), "verify() is right");
    if (wrong != errc{}) {
        require(verified.error() == wrong, "verify() says why");
        auto const got = from.receive(body.view(), signature.view(), delivery_id.view());
        require(!got && got.error() == wrong, "nothing is believed before it is verified");
    }
    // The body is also read as a signed one, independently of the header.
    if (body.view().size() > psp::limits::webhook_body_bytes) return 0;
    fuzz::exact_copy const proper{hmac_hex(tokens.back(), body.view())};
    require(from.verify(body.view(), proper.view()).has_value(), "every token of several counts");
    check_receive(from, body.view(), proper.view(), delivery_id.view());
    return 0;
}

} // namespace fuzz_webhook
