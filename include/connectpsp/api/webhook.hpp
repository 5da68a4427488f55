// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_WEBHOOK_HPP
#define CONNECTPSP_API_WEBHOOK_HPP

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The type of an event.  docs/protocol.md §4
enum class event_type : std::uint8_t {
    cash_in_paid,
    cash_in_refunded,
    cash_out_completed,
    cash_out_failed,
    cash_out_refunded,
};

template <>
struct enum_names<event_type> {
    static constexpr std::string_view names[] = {"CASHIN_PAID", "CASHIN_REFUNDED",
                                                 "CASHOUT_COMPLETED", "CASHOUT_FAILED",
                                                 "CASHOUT_REFUNDED"};
};

/// The data of an event that this library cannot read: the caller has the body.
struct unread_data {
    bool operator==(unread_data const&) const = default;
};

/// An event, signed by ConnectPSP.
struct event {
    open_enum<event_type> type{}; ///< why it was sent; the current status is in `data`
    /// When it happened, by the server's clock: `eventAt`. Empty where that is absent or not a
    /// time. A time without a zone is UTC. The offset may lack its colon, and a space may stand for
    /// the `T`. docs/protocol.md §4
    std::optional<timestamp> time{};
    /// The same data as the matching GET returns; unread_data for a type of event that is not known
    /// yet and tells of something else.
    std::variant<unread_data, cash_in, cash_out> data{};
    /// X-Event-Id where it is a UUID. It is new at each delivery and not signed: use it in logs
    /// only.
    std::string delivery_id{};
    /// SHA-256 of the body in hexadecimal digits, of an event whose type is not known.
    std::string body_digest{};

    /// Returns the same text for every delivery of the same event, and another for every other
    /// event: to remember what was handled. It is made of the type and the transaction id, both of
    /// which are signed. Each of the known types happens to a transaction once, because refunds are
    /// in full. The end-to-end id is left out, because a delivery may lack it or have a later
    /// refund's. For an unknown type it is made of the body's digest, because it is not known what
    /// distinguishes two such events. Visible ASCII without spaces. docs/protocol.md §4
    CONNECTPSP_DECL std::string dedupe_key() const;

    bool operator==(event const&) const = default;
};

/// Receives webhooks. It believes nothing before the signature over the raw body is verified. It
/// knows one CryptoToken or, during a rotation, several. Immutable; threads may share it.
class webhook_receiver {
public:
    /// With one CryptoToken.  @throws failure with the errors of make(). Where exceptions cannot be
    /// used: make().
    explicit webhook_receiver(secret const& crypto_token)
        : webhook_receiver(make({&crypto_token, 1}).value()) {}

    /// With several CryptoTokens, tried in this order: the newest first.
    /// Errors, with a pointer to the token (`/0`): empty_secret for an empty token and for an empty
    /// list, because an empty key would make any webhook valid; surrounding_space and
    /// control_character, because a token with the line break of its file verifies nothing.
    CONNECTPSP_DECL static result<webhook_receiver> make(std::span<secret const> crypto_tokens);

    /// Whether the signature is that of this body, by one of the CryptoTokens. Allocates nothing;
    /// takes the same time wherever a difference is.
    /// @param body the request's raw bytes, as they came: not parsed and not trimmed
    /// @param signature the value of X-Connect-Signature: 64 hexadecimal digits in either case
    /// Errors: body_too_large (beyond limits::webhook_body_bytes), missing_signature,
    /// malformed_signature, wrong_signature.
    CONNECTPSP_DECL result<void>(verify)(std::string_view body, std::string_view signature) const;

    /// Verifies, and only then reads.
    /// @param delivery_id the value of X-Event-Id
    /// Errors: those of verify; those of decode_received; empty_value, control_character or
    /// invalid_utf8 for a transaction id that is empty or not clean text; amount_not_positive for
    /// an amount that is not above zero. All except those of verify are the server's mistakes:
    /// condition::invalid_response.
    CONNECTPSP_DECL result<event> receive(std::string_view body, std::string_view signature,
                                          std::string_view delivery_id = {}) const;

private:
    explicit webhook_receiver(std::vector<signer> keys) noexcept : keys_(std::move(keys)) {}

    std::vector<signer> keys_;
};

/// Checks that an event is recent by the clock of the caller. A redelivery of an event that was not
/// processed is old and still valid: a caller that rejects old events must read the transaction
/// instead. A caller that remembers dedupe_key() for longer than the tolerance needs nothing more.
/// docs/protocol.md §4
/// Errors: stale_event, also for an event without a time, which cannot show that it is recent;
/// event_from_future.
CONNECTPSP_DECL result<void> check_freshness(event const& received, timestamp now,
                                             std::chrono::seconds tolerance);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/webhook.ipp>
#endif

#endif
