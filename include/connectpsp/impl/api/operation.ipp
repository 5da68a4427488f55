#ifndef CONNECTPSP_IMPL_API_OPERATION_IPP
#define CONNECTPSP_IMPL_API_OPERATION_IPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/detail/ascii_case.hpp>
#include <connectpsp/http/target.hpp>

#include <algorithm>

namespace connectpsp::detail {

/// Room for the fields that a request has besides those of its authorization.
inline constexpr std::size_t content_type_room = 32;
inline constexpr std::size_t idempotency_key_room = 64;

inline void append_url(std::string& url, environment const& where, outgoing const& parts) {
    constexpr std::string_view placeholder = "{id}";
    std::string_view const path = parts.endpoint.path;
    std::size_t const at = path.find(placeholder);
    url.reserve(where.base_url().size() + path.size() + 3 * parts.id.size());
    url.append(where.base_url()).append(path.substr(0, at));
    if (at == std::string_view::npos) return;
    append_percent_encoded(url, parts.id);
    url.append(path.substr(at + placeholder.size()));
}

inline request make_request(outgoing parts, environment const& where, std::string_view fields) {
    bool const keyed = !parts.idempotency_key.empty();
    request made;
    made.method = parts.endpoint.method;
    append_url(made.url, where, parts);
    made.headers = header_fields{fields, content_type_room + (keyed ? idempotency_key_room : 0)};
    made.body = std::move(parts.body);
    if (made.method == http_method::post) made.headers.append("Content-Type", "application/json");
    if (keyed) made.headers.append("X-Idempotency-Key", parts.idempotency_key);
    return made;
}

CONNECTPSP_DECL request make_request(outgoing parts, environment const& where) {
    return make_request(std::move(parts), where, {});
}

CONNECTPSP_DECL request make_request(outgoing parts, authorization const& auth) {
    bool const with_signature = parts.endpoint.access == access_level::signed_;
    return make_request(std::move(parts), auth.where(), auth.fields(with_signature));
}

/// The start of a body, cut between two characters of UTF-8.
inline std::string excerpt_of(std::string_view body) {
    std::size_t size = std::min(body.size(), limits::body_excerpt_bytes);
    if (size != body.size())
        while (size != 0 && (static_cast<unsigned char>(body[size]) & 0xC0) == 0x80)
            --size;
    return std::string{body.substr(0, size)};
}

/// Whether a problem is said to be one, or has the code by which ConnectPSP's are known: many a
/// framework answers a path it does not know with JSON of a similar form.
inline bool is_own_problem(response_view const& answer, problem const& sent) noexcept {
    constexpr std::string_view type = "application/problem+json";
    return sent.code || equal_ignoring_case(answer.content_type.substr(0, type.size()), type);
}

CONNECTPSP_DECL error error_of(endpoint_spec const& endpoint, response_view const& answer) {
    error_context context{.status = answer.status};
    if (auto sent = decode<problem>(answer.body); sent && sent.value() != problem{})
        context.problem = std::move(sent).value();
    else if (endpoint.access !=
             access_level::open) // what asks for a token may be echoed, secret and all
        context.body_excerpt = excerpt_of(answer.body);
    context.retry_after = parse_retry_after(answer.retry_after);
    bool const coded = context.problem && context.problem->code;
    api_errc code =
        to_api_errc(answer.status, coded ? std::string_view{*context.problem->code} : "");
    // That something is not there, only who has looked for it can say.
    if (code == api_errc::not_found &&
        !(context.problem && is_own_problem(answer, *context.problem)))
        code = api_errc::other_client_error;
    // Only a 4xx says that nothing was done, and not the one of a gateway that lost patience. Any
    // other status, be it ConnectPSP's or of what stands before it, leaves that open.
    bool const open = answer.status < 400 || answer.status >= 500 || answer.status == 408;
    if (endpoint.has_effect() && open) context.unknown_outcome = endpoint.unknown_outcome();
    // The reference was used, or the key: perhaps by an earlier attempt at this very operation.
    bool const used = answer.status == 409 ||
                      (coded && context.problem->code->find("IDEMPOTENCY") != std::string::npos);
    if (endpoint.repeat == repeat::keyed && used && !open)
        context.unknown_outcome = remedy::reconcile;
    return error{code, std::move(context)};
}

CONNECTPSP_DECL error unusable(endpoint_spec const& endpoint, response_view const& answer,
                               error const& why) {
    return why.with([&](error_context& context) {
        context.status = answer.status;
        // Nothing of the body is kept: a token's answer that is cut short still holds the token.
        if (!endpoint.has_effect() || why == api_errc::not_performed) return;
        // The same request would get the same answer about something else again.
        context.unknown_outcome =
            why == condition::mismatch ? remedy::reconcile : endpoint.unknown_outcome();
    });
}

} // namespace connectpsp::detail

#endif
