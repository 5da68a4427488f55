// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_WEBHOOK_IPP
#define CONNECTPSP_API_IMPL_WEBHOOK_IPP

#include <connectpsp/api/detail/checks.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/timestamp_text.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/percent_encoding.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// `eventAt`, which is in UTC whether it says so or not.  docs/protocol.md §4
struct event_time {
    timestamp at{};
};

inline errc read_value(event_time& out, json_token const& read, container_target&) {
    return read.kind == token_kind::string ? read_time_of_utc(read.text, out.at) : errc::wrong_type;
}

inline bool write_value(event_time value, writer const& to) { return write_value(value.at, to); }

// The envelope of an event, for each kind of data and for data of an unknown kind.

struct cash_in_envelope {
    open_enum<connectpsp::event_type> event_type{};
    std::optional<event_time> event_at{};
    cash_in data{};
};

BOOST_DESCRIBE_STRUCT(cash_in_envelope, (), (event_type, event_at, data))

struct cash_out_envelope {
    open_enum<connectpsp::event_type> event_type{};
    std::optional<event_time> event_at{};
    cash_out data{};
};

BOOST_DESCRIBE_STRUCT(cash_out_envelope, (), (event_type, event_at, data))

struct bare_envelope {
    open_enum<connectpsp::event_type> event_type{};
    std::optional<event_time> event_at{};
};

BOOST_DESCRIBE_STRUCT(bare_envelope, (), (event_type, event_at))

enum class event_kind : unsigned char { cash_in, cash_out, other };

inline event_kind kind_of(std::string_view type) noexcept {
    if (type.starts_with("CASHIN_")) return event_kind::cash_in;
    if (type.starts_with("CASHOUT_")) return event_kind::cash_out;
    return event_kind::other;
}

// An event is read where it stays: moving one costs as much as a tenth of reading it.

/// Writes into `made` only when nothing is wrong.
template <class Envelope>
std::optional<error> read_event(event& made, std::string_view body) {
    Envelope envelope{};
    if (auto wrong = read_first<Envelope>(body, {&envelope, &document_of<Envelope>::value}))
        if (auto still = read_again_into(envelope, body, strictness::repairs, std::move(*wrong)))
            return still;
    if constexpr (requires { envelope.data; }) {
        // Without its id an event could not be told from another.
        if (errc const wrong = check_received_id(envelope.data.transaction_id); wrong != no_error)
            return error{wrong, {.pointer = "/data/transactionId"}};
        if (envelope.data.amount <= money{})
            return error{errc::amount_not_positive, {.pointer = "/data/amount"}};
        made.data = std::move(envelope.data);
    } else {
        made.data = unread_data{};
    }
    made.type = std::move(envelope.event_type);
    if (envelope.event_at) made.time = envelope.event_at->at;
    return std::nullopt;
}

inline std::optional<error> read_event(event& made, std::string_view body, event_kind kind) {
    switch (kind) {
    case event_kind::cash_in: return read_event<cash_in_envelope>(made, body);
    case event_kind::cash_out: return read_event<cash_out_envelope>(made, body);
    case event_kind::other: break;
    }
    return read_event<bare_envelope>(made, body);
}

/// The type says what the data is, and may stand behind it. Senders put it in front: so it is
/// guessed from the first bytes, and a wrong guess costs a second reading.
inline std::optional<error> read_any_event(event& made, std::string_view body) {
    constexpr std::size_t front = 64;
    bool const mentions_cash_out = body.substr(0, front).find("CASHOUT_") != body.npos;
    event_kind const guess = mentions_cash_out ? event_kind::cash_out : event_kind::cash_in;
    auto wrong = read_event(made, body, guess);
    if (!wrong && kind_of(made.type.text()) == guess) return std::nullopt;
    if (auto bare = read_event<bare_envelope>(made, body))
        // Returns the error whose pointer leads into the data, when both errors have the same code.
        return wrong && wrong->code() == bare->code() &&
                       wrong->pointer().starts_with(bare->pointer())
                   ? wrong
                   : bare;
    event_kind const kind = kind_of(made.type.text());
    if (kind == event_kind::other) return std::nullopt;
    if (kind != guess) wrong = read_event(made, body, kind);
    // The data of an unknown type of event is not checked.
    if (!made.type.known()) return std::nullopt;
    return wrong;
}

/// One object from beginning to end, so that it is made where the caller wants it.
inline result<event> read_verified(std::string_view body, std::string_view delivery_id) {
    result<event> read{boost::outcome_v2::in_place_type<event>};
    event& made = read.value();
    if (auto wrong = read_any_event(made, body)) {
        read = wrong->with([](error_context& context) { context.in_webhook = true; });
    } else {
        if (detail::is_guid(delivery_id)) made.delivery_id = delivery_id;
        if (!made.type.known()) made.body_digest = sha256(body).text();
    }
    return read;
}

inline bool is_hexadecimal(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return hex_value(c) >= 0; });
}

} // namespace detail

CONNECTPSP_DECL std::string event::dedupe_key() const {
    std::string key;
    detail::append_percent_encoded(key, type.text());
    key += ':';
    if (!type.known()) {
        detail::append_percent_encoded(key, body_digest);
        return key;
    }
    std::visit(
        [&]<class Data>(Data const& about) {
            if constexpr (!std::is_same_v<Data, unread_data>) {
                std::string id = about.transaction_id;
                if (detail::is_guid(id))
                    std::transform(id.begin(), id.end(), id.begin(), detail::to_lower);
                detail::append_percent_encoded(key, id);
            }
        },
        data);
    return key;
}

CONNECTPSP_DECL result<webhook_receiver>
webhook_receiver::make(std::span<secret const> crypto_tokens) {
    if (crypto_tokens.empty()) return detail::value_error(errc::empty_secret, "CryptoToken");
    std::vector<signer> keys;
    keys.reserve(crypto_tokens.size());
    for (secret const& each : crypto_tokens) {
        auto const pointer = '/' + std::to_string(keys.size());
        if (each.empty())
            return detail::at_pointer(detail::value_error(errc::empty_secret, "CryptoToken"),
                                      pointer);
        if (auto const wrong = detail::refusal_of_setting(each.reveal(), "CryptoToken"))
            return detail::at_pointer(*wrong, pointer);
        auto key = signer::make(each);
        if (!key) return key.error();
        keys.push_back(std::move(key).value());
    }
    return webhook_receiver{std::move(keys)};
}

CONNECTPSP_DECL result<void>(webhook_receiver::verify)(std::string_view body,
                                                       std::string_view signature) const {
    if (body.size() > limits::webhook_body_bytes) return error{errc::body_too_large};
    if (signature.empty()) return error{errc::missing_signature};
    if (signature.size() != 64 || !detail::is_hexadecimal(signature))
        return error{errc::malformed_signature};
    for (signer const& key : keys_)
        if (verify_mac(key, body, signature)) return boost::outcome_v2::success();
    return error{errc::wrong_signature};
}

CONNECTPSP_DECL result<event> webhook_receiver::receive(std::string_view body,
                                                        std::string_view signature,
                                                        std::string_view delivery_id) const {
    auto const verified = (verify)(body, signature);
    if (!verified) return verified.error();
    return detail::read_verified(body, delivery_id);
}

CONNECTPSP_DECL result<void> check_freshness(event const& received, timestamp now,
                                             std::chrono::seconds tolerance) {
    if (!received.time) return error{errc::stale_event, {.pointer = "/eventAt"}};
    timestamp const time = *received.time;
    // Unsigned differences cannot overflow, however far a forged clock or a large tolerance goes.
    bool const past = time <= now;
    auto const distance = past ? static_cast<std::uint64_t>(now.time_since_epoch().count()) -
                                     static_cast<std::uint64_t>(time.time_since_epoch().count())
                               : static_cast<std::uint64_t>(time.time_since_epoch().count()) -
                                     static_cast<std::uint64_t>(now.time_since_epoch().count());
    auto const seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(tolerance.count(), 0));
    // Whole seconds are compared, and what is left of one counts against the event.
    bool const within = distance / 1'000'000 < seconds ||
                        (distance / 1'000'000 == seconds && distance % 1'000'000 == 0);
    if (within) return boost::outcome_v2::success();
    return error{past ? errc::stale_event : errc::event_from_future, {.pointer = "/eventAt"}};
}

} // namespace connectpsp

#endif
