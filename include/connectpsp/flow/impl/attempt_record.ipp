// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_IMPL_ATTEMPT_RECORD_IPP
#define CONNECTPSP_FLOW_IMPL_ATTEMPT_RECORD_IPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/timestamp_text.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <cstddef>
#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// How every record begins and ends: its version, and the MAC of all that stands before.
inline constexpr std::string_view before_version = R"({"version":)";
inline constexpr std::string_view before_environment = R"(,"environment":")";
inline constexpr std::string_view before_client_id = R"(","clientId":")";
inline constexpr std::string_view behind_client_id = R"(",)";
inline constexpr std::string_view before_mac = R"(,"mac":")";
inline constexpr std::string_view behind_mac = R"("})";
inline constexpr std::size_t mac_digits = 64;

inline error malformed_attempt(char const* pointer) {
    return error{errc::malformed_attempt, {.pointer = pointer}};
}

/// The key of records. With the CryptoToken itself, the library and ConnectPSP sign JSON or a token
/// without spaces, and never the text that the key is derived from.
inline result<signer> record_key_of(secret const& crypto_token) {
    auto const root = signer::make(crypto_token);
    if (!root) return root.error();
    mac derived = root.value()("connectpsp attempt record 2");
    secret const key{
        std::string_view{reinterpret_cast<char const*>(derived.data()), derived.size()}};
    wipe(derived.data(), derived.size());
    return signer::make(key);
}

CONNECTPSP_DECL result<record_owner>
record_owner::make(connectpsp::environment const& environment,
                   connectpsp::credentials const& credentials,
                   std::span<secret const> older_crypto_tokens) {
    record_owner made{environment, credentials.client_id()};
    made.keys_.reserve(1 + older_crypto_tokens.size()); // no copy of a key is left behind
    auto const add = [&made](secret const& crypto_token) -> std::optional<error> {
        auto const key = record_key_of(crypto_token);
        if (!key) return key.error();
        made.keys_.push_back(key.value());
        return std::nullopt;
    };
    if (auto refused = add(credentials.crypto_token())) return std::move(*refused);
    for (secret const& each : older_crypto_tokens)
        if (auto refused = add(each)) return std::move(*refused);
    return made;
}

CONNECTPSP_DECL result<std::string> write_record(request_parts parts, timestamp now,
                                                 record_owner const& owner, signer const& key) {
    if (now < first_instant || now >= past_last_instant)
        return error{errc::out_of_range, {.pointer = "/madeAt"}};
    attempt_record record{.environment = owner.environment().base_url(),
                          .client_id = owner.client_id(),
                          .operation = std::string{parts.endpoint.path},
                          .made_at = now,
                          .body = std::move(parts.body)};
    if (!parts.idempotency_key.empty()) record.idempotency_key = parts.idempotency_key;
    if (auto const id = parts.path_value("id"); !id.empty()) record.id = id;
    std::string text = encode(record);
    text.resize(text.size() - before_mac.size() - behind_mac.size()); // where the MAC is to stand
    hex_digest const mac{key(text)};
    return text.append(before_mac).append(mac.text()).append(behind_mac);
}

/// Removes a prefix from a text.
inline bool take_off(std::string_view& text, std::string_view front) noexcept {
    if (!text.starts_with(front)) return false;
    text.remove_prefix(front.size());
    return true;
}

/// Takes off what stands before a quotation mark.
inline std::string_view take_value(std::string_view& text) noexcept {
    std::string_view const value = text.substr(0, text.find('"'));
    text.remove_prefix(value.size());
    return value;
}

/// Whether a record is of this format.  Errors: malformed_attempt, unknown_attempt_version.
inline std::optional<error> refusal_of_version(std::string_view& rest) {
    if (!take_off(rest, before_version)) return malformed_attempt("");
    std::string_view const version = rest.substr(0, rest.find_first_not_of(decimal_digits));
    rest.remove_prefix(version.size());
    if (version.empty() || version.size() > 19 || (version.size() > 1 && version.front() == '0') ||
        !rest.starts_with(','))
        return malformed_attempt("/version");
    std::string const known = std::to_string(attempt_record::current_version);
    if (version == known) return std::nullopt;
    return error{errc::unknown_attempt_version,
                 {.pointer = "/version", .mismatch = value_mismatch{known, std::string{version}}}};
}

/// Whether a record says that it belongs to its owner. Nothing is verified yet: this finds the key.
/// Errors: malformed_attempt, attempt_of_other_environment, attempt_of_other_merchant.
inline std::optional<error> refusal_of_owner(std::string_view rest, record_owner const& owner) {
    if (!take_off(rest, before_environment)) return malformed_attempt("/environment");
    std::string_view const environment = take_value(rest);
    if (!take_off(rest, before_client_id)) return malformed_attempt("/clientId");
    std::string_view const merchant = take_value(rest);
    if (!rest.starts_with(behind_client_id)) return malformed_attempt("/clientId");

    if (environment != owner.environment().base_url()) {
        error_context context{.pointer = "/environment"};
        if (connectpsp::environment::parse(
                environment)) // a text that is not a base URL does not belong in a log
            context.mismatch =
                value_mismatch{owner.environment().base_url(), std::string{environment}};
        return error{errc::attempt_of_other_environment, std::move(context)};
    }
    if (merchant == owner.client_id()) return std::nullopt;
    error_context context{.pointer = "/clientId"};
    if (!merchant.empty() && merchant.size() <= limits::client_id_digits &&
        merchant.find_first_not_of(decimal_digits) == std::string_view::npos)
        context.mismatch = value_mismatch{owner.client_id(), std::string{merchant}};
    return error{errc::attempt_of_other_merchant, std::move(context)};
}

CONNECTPSP_DECL result<opened_record> read_record(std::string_view text, std::string_view path,
                                                  record_owner const& owner) {
    std::string_view rest = text;
    if (auto refused = refusal_of_version(rest)) return std::move(*refused);
    constexpr std::size_t end = before_mac.size() + mac_digits + behind_mac.size();
    if (text.size() < end || !text.substr(text.size() - end).starts_with(before_mac) ||
        !text.ends_with(behind_mac))
        return error{errc::malformed_attempt};
    if (auto refused = refusal_of_owner(rest, owner)) return std::move(*refused);

    std::string_view const signed_text = text.substr(0, text.size() - end);
    std::string_view const mac = text.substr(signed_text.size() + before_mac.size(), mac_digits);
    signer const* key = nullptr;
    for (signer const& each : owner.keys()) {
        // Not verify_mac(), which takes digits in either case: a record has one spelling.
        hex_digest const expected{each(signed_text)};
        if (constant_time_equal(mac, expected.text())) key = &each;
    }
    if (key == nullptr) return error{errc::attempt_mac_mismatch};

    auto record = decode<attempt_record>(text);
    if (!record)
        return error{errc::malformed_attempt,
                     {.pointer = record.error().pointer(), .underlying = record.error().code()}};
    if (record.value().operation != path)
        return error{errc::attempt_of_other_operation, {.pointer = "/operation"}};
    return opened_record{std::move(record).value(), key};
}

CONNECTPSP_DECL error attempt_changed(error const& why) {
    return error{errc::attempt_changed, {.pointer = why.pointer(), .underlying = why.code()}};
}

} // namespace connectpsp::detail

#endif
