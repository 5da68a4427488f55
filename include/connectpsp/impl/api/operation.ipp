#ifndef CONNECTPSP_IMPL_API_OPERATION_IPP
#define CONNECTPSP_IMPL_API_OPERATION_IPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/limits.hpp>

#include <algorithm>

namespace connectpsp::detail {

/// Room for `Content-Type: application/json` and its line end.
inline constexpr std::size_t content_type_room = 32;

inline request make_request(endpoint_spec const& endpoint, std::string body,
                            environment const& where, std::string_view fields) {
    request made;
    made.method = endpoint.method;
    made.url.reserve(where.base_url().size() + endpoint.path.size());
    made.url.append(where.base_url()).append(endpoint.path);
    made.headers = header_fields{fields, content_type_room};
    made.body = std::move(body);
    if (endpoint.method == http_method::post)
        made.headers.append("Content-Type", "application/json");
    return made;
}

CONNECTPSP_DECL request make_request(endpoint_spec const& endpoint, std::string body,
                                     environment const& where) {
    return make_request(endpoint, std::move(body), where, {});
}

CONNECTPSP_DECL request make_request(endpoint_spec const& endpoint, std::string body,
                                     authorization const& auth) {
    return make_request(endpoint, std::move(body), auth.where(),
                        auth.fields(endpoint.access == access::signed_));
}

/// The start of a body, cut between two characters of UTF-8.
inline std::string excerpt_of(std::string_view body) {
    std::size_t size = std::min(body.size(), limits::body_excerpt_bytes);
    if (size != body.size())
        while (size != 0 && (static_cast<unsigned char>(body[size]) & 0xC0) == 0x80)
            --size;
    return std::string{body.substr(0, size)};
}

CONNECTPSP_DECL error error_of(endpoint_spec const& endpoint, response_view const& answer) {
    error_context context{.status = answer.status};
    if (auto sent = decode<problem>(answer.body); sent && sent.value() != problem{})
        context.problem = std::move(sent).value();
    else if (endpoint.access != access::open) // what asks for a token may be echoed, secret and all
        context.body_excerpt = excerpt_of(answer.body);
    context.retry_after = parse_retry_after(answer.retry_after);
    bool const coded = context.problem && context.problem->code;
    api_errc const code =
        to_api_errc(answer.status, coded ? std::string_view{*context.problem->code} : "");
    // Only a 4xx says that nothing was done, and not the one of a gateway that lost patience. Any
    // other status, be it ConnectPSP's or of what stands before it, leaves that open.
    bool const open = answer.status < 400 || answer.status >= 500 || answer.status == 408;
    if (endpoint.has_effect() && open) context.unknown_outcome = endpoint.unknown_outcome();
    return error{code, std::move(context)};
}

CONNECTPSP_DECL error unusable(endpoint_spec const& endpoint, response_view const& answer,
                               error const& why) {
    return why.with([&](error_context& context) {
        context.status = answer.status;
        // Nothing of the body is kept: a token's answer that is cut short still holds the token.
        if (endpoint.has_effect() && why != api_errc::not_performed)
            context.unknown_outcome = endpoint.unknown_outcome();
    });
}

} // namespace connectpsp::detail

#endif
