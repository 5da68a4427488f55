#ifndef CONNECTPSP_IMPL_FLOW_ATTEMPT_RECORD_IPP
#define CONNECTPSP_IMPL_FLOW_ATTEMPT_RECORD_IPP

#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/impl/core/timestamp.ipp>

#include <cstddef>

namespace connectpsp::detail {

/// How every record ends, whatever its version: the MAC of all that stands before, between these.
inline constexpr std::string_view before_mac = R"(,"mac":")";
inline constexpr std::string_view behind_mac = R"("})";
inline constexpr std::size_t mac_digits = 64;

/// What of a record says how the rest is to be read.
struct record_version {
    std::int64_t version = 0;
};

BOOST_DESCRIBE_STRUCT(record_version, (), (version))

CONNECTPSP_DECL result<std::string> write_record(outgoing parts, timestamp now, signer const& key) {
    if (now < first_instant || now >= past_last_instant)
        return error{errc::out_of_range, {.pointer = "/madeAt"}};
    attempt_record record{.operation = std::string{parts.endpoint.path},
                          .made_at = now,
                          .body = std::move(parts.body)};
    if (!parts.idempotency_key.empty()) record.idempotency_key = parts.idempotency_key;
    if (!parts.id.empty()) record.id = parts.id;
    std::string text = encode(record);
    text.resize(text.size() - before_mac.size() - behind_mac.size()); // where the MAC is to stand
    digital_signature const mac{key(text)};
    return text.append(before_mac).append(mac.text()).append(behind_mac);
}

CONNECTPSP_DECL result<attempt_record> read_record(std::string_view text, std::string_view path,
                                                   signer const& key) {
    constexpr std::size_t end = before_mac.size() + mac_digits + behind_mac.size();
    if (text.size() < end || !text.substr(text.size() - end).starts_with(before_mac))
        return error{errc::malformed_attempt};
    std::string_view const signed_text = text.substr(0, text.size() - end);
    // Not verify(), which takes digits in either case: a record has one spelling.
    if (!equal_in_constant_time(text.substr(signed_text.size() + before_mac.size(), mac_digits),
                                digital_signature{key(signed_text)}.text()))
        return error{errc::wrong_attempt_mac};

    auto const malformed = [](error const& why) {
        return error{errc::malformed_attempt, {.pointer = why.pointer(), .cause = why.code()}};
    };
    auto const written = decode<record_version>(text);
    if (!written) return malformed(written.error());
    if (written.value().version != attempt_record::current_version)
        return error{errc::unknown_attempt_version, {.pointer = "/version"}};
    auto record = decode<attempt_record>(text);
    if (!record) return malformed(record.error());
    if (record.value().operation != path)
        return error{errc::attempt_of_other_operation, {.pointer = "/operation"}};
    return record;
}

CONNECTPSP_DECL error changed_attempt(error const& why) {
    return error{errc::changed_attempt, {.pointer = why.pointer(), .cause = why.code()}};
}

} // namespace connectpsp::detail

#endif
