// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_ATTEMPT_RECORD_HPP
#define CONNECTPSP_FLOW_ATTEMPT_RECORD_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/session.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// An attempt as it is stored: what save_attempt() writes. For tools that list what is stored; only
/// load_attempt() tells whether a record may be believed. It holds names, documents and PIX keys:
/// keep it where such data is kept, and log it through redact() alone.
///
/// A record belongs to one merchant in one environment. Its text begins with these members in this
/// order, because version, environment and client id say which key its MAC is made with.
struct attempt_record {
    static constexpr std::int64_t current_version = 2;

    std::int64_t version = current_version;       ///< of this format; another one is refused
    std::string environment{};                    ///< the base URL
    std::string client_id{};                      ///< the merchant
    std::string operation{};                      ///< the path of its endpoint
    timestamp made_at{};                          ///< when the operation was made
    std::optional<std::string> idempotency_key{}; ///< where the operation has one
    std::optional<std::string> id{};              ///< what takes the place of `{id}` in the path
    std::string body{};                           ///< byte for byte what build() sends
    /// HMAC-SHA256, 64 lower-case hexadecimal digits, over the record's text up to the comma before
    /// this member. The key is HMAC-SHA256 of `connectpsp attempt record 2` with the CryptoToken,
    /// and serves records alone: no record verifies as a webhook or a DigitalSignature, and neither
    /// of those as a record.
    std::string mac{};
};

BOOST_DESCRIBE_STRUCT(attempt_record, (),
                      (version, environment, client_id, operation, made_at, idempotency_key, id,
                       body, mac))

/// An operation that came back, when it was made, and to whom it belongs.
template <class Op>
struct loaded_attempt {
    Op operation;
    timestamp made_at;
    connectpsp::environment environment;
    std::string client_id;
};

namespace detail {

template <class T>
using is_secret = std::is_same<T, secret>;

template <class Op, class... Descriptor>
constexpr void require_recordable_members(boost::mp11::mp_list<Descriptor...>) noexcept {
    static_assert(
        ((is_outside_body<place_of<Descriptor>> ? 1 : 0) + ... + 0) ==
            (has_id<Op> ? 1 : 0) + (has_idempotency_key<Op> ? 1 : 0),
        "connectpsp: a record holds the body of an operation, its `in_path<lookup_id> id` and "
        "its idempotency key, and no other member outside the body");
}

template <class Op>
constexpr void require_recordable() noexcept {
    require_operation<Op>();
    static_assert(!any_value<is_secret, Op>,
                  "connectpsp: this operation holds a secret, which does not belong into a record; "
                  "make it anew instead");
    static_assert(Op::endpoint.has_effect(),
                  "connectpsp: this operation only reads, so that there is nothing to save; "
                  "send it again instead");
    require_recordable_members<Op>(described_members<Op>{});
}

/// A merchant in an environment, and the keys that its records may be signed with.
class record_owner {
public:
    /// Errors: empty_secret, because an empty key would open what anyone wrote.
    CONNECTPSP_DECL static result<record_owner> make(connectpsp::environment const& environment,
                                                     connectpsp::credentials const& credentials,
                                                     std::span<secret const> older_crypto_tokens);
    static result<record_owner> make(connectpsp::session const& session,
                                     std::span<secret const> older_crypto_tokens) {
        return make(session.environment_, session.credentials_, older_crypto_tokens);
    }

    connectpsp::environment const& environment() const noexcept { return environment_; }
    std::string const& client_id() const noexcept { return client_id_; }

    /// The signers of the current CryptoToken, which signs, and of the older ones.
    std::vector<signer> const& keys() const noexcept { return keys_; }

private:
    record_owner(connectpsp::environment environment, std::string client_id)
        : environment_(std::move(environment))
        , client_id_(std::move(client_id)) {}

    connectpsp::environment environment_;
    std::string client_id_;
    std::vector<signer> keys_{};
};

/// A record that is believed, and which of its owner's keys has signed it.
struct opened_record {
    attempt_record record;
    signer const* key;
};

/// Writes the record of an operation that was checked.
CONNECTPSP_DECL result<std::string> write_record(request_parts parts, timestamp now,
                                                 record_owner const& owner, signer const& key);

/// Reads a record that belongs to its owner, is believed and is one of this operation.
CONNECTPSP_DECL result<opened_record> read_record(std::string_view text, std::string_view path,
                                                  record_owner const& owner);

/// A record whose operation is not what was saved, and what was found of that.
CONNECTPSP_DECL error attempt_changed(error const& why);

template <class Op>
result<std::string> record_of(Op const& op, timestamp now, record_owner const& owner,
                              signer const& key) {
    auto parts = make_request_parts(op);
    if (!parts) return parts.error();
    return write_record(std::move(parts).value(), now, owner, key);
}

/// Puts what an operation carries outside its body back in its place.
template <class Value>
std::optional<error> restore(Value& to, std::optional<std::string> const& text,
                             char const* pointer) {
    auto parsed = Value::parse(text.value_or(std::string{}));
    if (!parsed) return parsed.error().with([=](error_context& in) { in.pointer = pointer; });
    to = std::move(parsed).value();
    return std::nullopt;
}

template <class Op>
result<loaded_attempt<Op>> load_attempt_of(std::string_view text,
                                           result<record_owner> const& owner) {
    if (!owner) return owner.error();
    auto const read = read_record(text, Op::endpoint.path, owner.value());
    if (!read) return read.error();
    attempt_record const& record = read.value().record;
    auto op = decode<Op>(record.body);
    if (!op) return attempt_changed(op.error());
    if constexpr (has_idempotency_key<Op>)
        if (auto wrong =
                restore(op.value().idempotency_key, record.idempotency_key, "/idempotencyKey"))
            return attempt_changed(*wrong);
    if constexpr (has_id<Op>)
        if (auto wrong = restore(op.value().id, record.id, "/id")) return attempt_changed(*wrong);
    auto const again = record_of(op.value(), record.made_at, owner.value(), *read.value().key);
    if (!again) return attempt_changed(again.error());
    if (again.value() != text) return error{errc::attempt_changed};
    return loaded_attempt<Op>{std::move(op).value(), record.made_at, owner.value().environment(),
                              owner.value().client_id()};
}

template <class Op>
result<std::string> save_attempt_of(Op const& op, result<record_owner> const& owner,
                                    timestamp now) {
    if (!owner) return owner.error();
    auto text = record_of(op, now, owner.value(), owner.value().keys().front());
    if (!text) return text;
    if (auto const back = load_attempt_of<Op>(text.value(), owner); !back) return back.error();
    return text;
}

} // namespace detail

/// Loads a saved operation, so that it is sent again byte for byte, under its old key.
///
/// Errors, in this order:
///  - malformed_attempt for a text that save_attempt() did not write, such as a line that was cut.
///  - unknown_attempt_version, attempt_of_other_environment and attempt_of_other_merchant, where the
///    record says so. They are compared before the MAC, because they say which key the MAC is made
///    with; they can only lead to a refusal. The last two have the remedy fix_request: the record
///    may be good, and was handed to the wrong session.
///  - attempt_mac_mismatch for a record that was changed or saved with another CryptoToken. The MAC
///    is compared in constant time, before the rest of the record is read.
///  - attempt_of_other_operation for the record of another operation than Op.
///  - attempt_changed, with the member and the cause where they are known, when saving the operation
///    again would give other bytes, as when a later version of the library refuses it or writes it
///    differently: the same key never goes with other bytes.
///  - empty_secret for an older CryptoToken that is empty.
/// The others have the remedy reconcile, because the record may be of an attempt that was sent.
/// @param text    what save_attempt() returned, without a line's end
/// @param session of the merchant and the environment that the record belongs to
/// @param older_crypto_tokens after a rotation: those that records may still be signed with
template <class Op>
result<loaded_attempt<Op>> load_attempt(std::string_view text, connectpsp::session const& session,
                                        std::span<secret const> older_crypto_tokens = {}) {
    detail::require_recordable<Op>();
    return detail::load_attempt_of<Op>(text,
                                       detail::record_owner::make(session, older_crypto_tokens));
}

/// The same without a session.
template <class Op>
result<loaded_attempt<Op>> load_attempt(std::string_view text,
                                        connectpsp::environment const& environment,
                                        connectpsp::credentials const& credentials,
                                        std::span<secret const> older_crypto_tokens = {}) {
    detail::require_recordable<Op>();
    return detail::load_attempt_of<Op>(
        text, detail::record_owner::make(environment, credentials, older_crypto_tokens));
}

/// Returns the record of an operation with an effect, to be stored before it is first sent: one
/// line of JSON without its end. It belongs to the session's merchant and environment, and is
/// signed with a key that is derived from the CryptoToken. After a crash load_attempt() makes the
/// same operation of it. A program that sends first and stores later pays twice.
///
/// Errors: those of build(); out_of_range, at `/madeAt`, for a time outside the years 0000 to 9999;
/// those of load_attempt(), since a record that would not load is not given out: none for the
/// operations of this library.
/// @param session the session that the operation will be sent by
/// @param now when the operation was made, by the caller's clock
template <class Op>
result<std::string> save_attempt(Op const& op, connectpsp::session const& session, timestamp now) {
    detail::require_recordable<Op>();
    return detail::save_attempt_of(op, detail::record_owner::make(session, {}), now);
}

/// The same without a session.
template <class Op>
result<std::string> save_attempt(Op const& op, connectpsp::environment const& environment,
                                 connectpsp::credentials const& credentials, timestamp now) {
    detail::require_recordable<Op>();
    return detail::save_attempt_of(op, detail::record_owner::make(environment, credentials, {}),
                                   now);
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/flow/impl/attempt_record.ipp>
#endif

#endif
