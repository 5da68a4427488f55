#ifndef CONNECTPSP_FLOW_ATTEMPT_RECORD_HPP
#define CONNECTPSP_FLOW_ATTEMPT_RECORD_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace connectpsp {

/// An attempt as it is stored: what freeze() writes. For tools that list what is stored; only
/// thaw() tells whether a record may be believed. It holds names, documents and PIX keys: keep it
/// where such data is kept, and log it through redact() alone.
struct attempt_record {
    static constexpr std::int64_t current_version = 1;

    std::int64_t version = current_version;       ///< of this format; another one is refused
    std::string operation{};                      ///< the path of its endpoint
    timestamp made_at{};                          ///< when the operation was made
    std::optional<std::string> idempotency_key{}; ///< where the operation has one
    std::optional<std::string> id{};              ///< what takes the place of `{id}` in the path
    std::string body{};                           ///< byte for byte what build() sends
    /// HMAC-SHA256, 64 lower-case hexadecimal digits, over the record's text up to the comma before
    /// this member. That text is no JSON document and no JWT: with a CryptoToken as the key, no
    /// webhook or DigitalSignature can be passed off as a record's MAC, nor the other way round.
    std::string mac{};
};

BOOST_DESCRIBE_STRUCT(attempt_record, (),
                      (version, operation, made_at, idempotency_key, id, body, mac))

/// An operation that came back, and when it was made.
template <class Op>
struct thawed {
    Op operation;
    timestamp made_at;
};

namespace detail {

template <class T>
using is_secret = std::is_same<T, secret>;

template <class Op>
constexpr void require_freezable() noexcept {
    require_operation<Op>();
    static_assert(!holds<is_secret, Op>(),
                  "connectpsp: this operation holds a secret, which does not belong into a record; "
                  "make it anew instead");
    static_assert(Op::endpoint.has_effect(),
                  "connectpsp: this operation only reads, so that there is nothing to freeze; "
                  "send it again instead");
}

/// Writes the record of an operation that was checked.
CONNECTPSP_DECL result<std::string> write_record(outgoing parts, timestamp now, signer const& key);

/// Reads a record that is believed and is one of this operation.
CONNECTPSP_DECL result<attempt_record> read_record(std::string_view text, std::string_view path,
                                                   signer const& key);

/// A record whose operation is not what was frozen, and what was found of that.
CONNECTPSP_DECL error changed_attempt(error const& why);

template <class Op>
result<std::string> record_of(Op const& op, timestamp now, signer const& key) {
    auto parts = take_apart(op);
    if (!parts) return parts.error();
    return write_record(std::move(parts).value(), now, key);
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

} // namespace detail

/// Brings a frozen operation back, so that it is sent again byte for byte, under its old key.
///
/// Errors: malformed_attempt for what freeze() did not write, such as a line that was cut;
/// wrong_attempt_mac for a record that was changed or frozen with another key, compared in constant
/// time and before anything in it is looked at; unknown_attempt_version; attempt_of_other_operation
/// for a record of anything but an Op; changed_attempt, with the member and the cause where they
/// are known, when freezing the operation again would give other bytes, as when a later version of
/// the library refuses or writes it otherwise: the same key never goes with other bytes. But for
/// attempt_of_other_operation the remedy is to reconcile, because what cannot be read may have been
/// sent.
/// @param text what freeze() gave, without a line's end behind it
/// @param key  a signer of the same key: of the old one, where it has been replaced since; another
///             merchant's opens nothing
template <class Op>
result<thawed<Op>> thaw(std::string_view text, signer const& key) {
    detail::require_freezable<Op>();
    auto const read = detail::read_record(text, Op::endpoint.path, key);
    if (!read) return read.error();
    attempt_record const& record = read.value();
    auto op = decode<Op>(record.body);
    if (!op) return detail::changed_attempt(op.error());
    if constexpr (detail::has_idempotency_key<Op>)
        if (auto wrong = detail::restore(op.value().idempotency_key, record.idempotency_key,
                                         "/idempotencyKey"))
            return detail::changed_attempt(*wrong);
    if constexpr (detail::has_id<Op>)
        if (auto wrong = detail::restore(op.value().id, record.id, "/id"))
            return detail::changed_attempt(*wrong);
    auto const again = detail::record_of(op.value(), record.made_at, key);
    if (!again) return detail::changed_attempt(again.error());
    if (again.value() != text) return error{errc::changed_attempt};
    return thawed<Op>{std::move(op).value(), record.made_at};
}

/// The record of an operation with an effect, to be stored before it is first sent: one line of
/// JSON without its end. After a crash thaw() makes the same operation of it. Whoever sends first
/// and stores later pays twice.
///
/// Errors: those of build(); out_of_range, at `/madeAt`, for a time outside the years 0000 to 9999;
/// those of thaw(), since a record that would not thaw is not given out: none for the operations of
/// this library.
/// @param now when the operation was made, by the caller's clock
/// @param key signs the record: of a key that the next process will have, such as the CryptoToken,
///            and that whoever can write to the store has not
template <class Op>
result<std::string> freeze(Op const& op, timestamp now, signer const& key) {
    detail::require_freezable<Op>();
    auto text = detail::record_of(op, now, key);
    if (!text) return text;
    if (auto const back = thaw<Op>(text.value(), key); !back) return back.error();
    return text;
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/flow/attempt_record.ipp>
#endif

#endif
