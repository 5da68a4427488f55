// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_OPERATION_IPP
#define CONNECTPSP_API_IMPL_OPERATION_IPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/percent_encoding.hpp>

#include <boost/describe/class.hpp>

#include <algorithm>
#include <span>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The bytes to reserve for header fields that a request adds to those of its authorization.
inline constexpr std::size_t content_type_room = 32;
inline constexpr std::size_t idempotency_key_room = 64;

CONNECTPSP_DECL std::string_view request_parts::path_value(std::string_view name) const noexcept {
    for (path_member const& each : path)
        if (each.name == name) return each.text;
    return {};
}

CONNECTPSP_DECL void append_parameter(std::string& query, std::string_view key,
                                      std::string_view value) {
    if (!query.empty()) query += '&';
    append_percent_encoded(query, key);
    query += '=';
    append_percent_encoded(query, value);
}

inline void append_url(std::string& url, connectpsp::environment const& environment,
                       request_parts const& parts) {
    std::string_view path = parts.endpoint.path;
    std::size_t size = environment.base_url().size() + path.size() + parts.query.size() + 1;
    for (path_member const& each : parts.path)
        size += 3 * each.text.size();
    url.reserve(size);
    url.append(environment.base_url());
    for (std::size_t at; (at = path.find('{')) != std::string_view::npos;) {
        std::size_t const end = path.find('}', at);
        url.append(path.substr(0, at));
        append_percent_encoded(url, parts.path_value(path.substr(at + 1, end - at - 1)));
        path.remove_prefix(end + 1);
    }
    url.append(path);
    if (!parts.query.empty()) url.append("?").append(parts.query);
}

inline request make_request(request_parts parts, connectpsp::environment const& environment,
                            std::string_view fields) {
    bool const keyed = !parts.idempotency_key.empty();
    request made;
    made.method = parts.endpoint.method;
    append_url(made.url, environment, parts);
    made.headers = header_fields{fields, content_type_room + (keyed ? idempotency_key_room : 0)};
    made.body = std::move(parts.body);
    if (made.method == http_method::post)
        clean_fields::append(made.headers, "Content-Type", "application/json");
    if (keyed) clean_fields::append(made.headers, "X-Idempotency-Key", parts.idempotency_key);
    return made;
}

CONNECTPSP_DECL request make_request(request_parts parts,
                                     connectpsp::environment const& environment) {
    return make_request(std::move(parts), environment, {});
}

CONNECTPSP_DECL request make_request(request_parts parts, authorization const& authorization) {
    bool const with_signature = parts.endpoint.auth == auth::bearer_and_signature;
    return make_request(std::move(parts), authorization.environment(),
                        with_signature ? authorization.signed_fields()
                                       : authorization.bearer_fields());
}

/// The start of a body, cut between two characters of UTF-8.
inline std::string excerpt_of(std::string_view body) {
    std::size_t size = (std::min)(body.size(), limits::body_excerpt_bytes);
    if (size != body.size())
        while (size != 0 && (static_cast<unsigned char>(body[size]) & 0xC0) == 0x80)
            --size;
    return std::string{body.substr(0, size)};
}

/// The member of a failed login's problem that is kept. The server may repeat the client secret in
/// any other, and an error lives as long as its caller likes.
struct problem_code {
    std::optional<std::string> code{};

    bool operator==(problem_code const&) const = default;
};

BOOST_DESCRIBE_STRUCT(problem_code, (), (code))

/// Returns whether a text can be a code and cannot hold a GUID, as every secret of ours is.
inline bool is_code_without_secret(std::string_view text) noexcept {
    std::size_t digits = 0;
    for (char const c : text) {
        char const lower = to_lower(c);
        bool const other = (lower >= 'a' && lower <= 'z') || c == '_' || c == '-' || c == '.';
        if (!other && !is_digit(c)) return false;
        digits += is_digit(c) ? 1U : 0U;
    }
    return text.size() <= 64 && digits <= 4;
}

/// Reads the code alone. Uses the slow parser, because the fast one leaves texts on the stack: what
/// it unescapes, members that it skips included.
inline std::optional<problem> read_problem_of_login(std::string_view body) {
    problem_code sent{};
    container_target const document{&sent, &document_of<problem_code>::value};
    if (read_carefully(body, document, strictness::exact) || !sent.code ||
        !is_code_without_secret(*sent.code))
        return std::nullopt;
    return problem{.code = std::move(sent.code)};
}

inline std::optional<problem> read_problem(std::string_view body) {
    auto sent = decode_received<problem>(body);
    if (!sent || sent.value() == problem{}) return std::nullopt;
    return std::move(sent).value();
}

/// Returns whether a problem is said to be one, or has the code by which ConnectPSP's are known:
/// many a framework answers a path it does not know with JSON of a similar form.
inline bool is_own_problem(response_view const& answer, std::string_view code) noexcept {
    constexpr std::string_view type = "application/problem+json";
    return !code.empty() || equal_ignoring_case(answer.content_type.substr(0, type.size()), type);
}

/// Returns whether a text holds a word of capital letters: in any case, and with `_`, `-` and
/// spaces between the letters, so that `in-progress` holds `INPROGRESS`.
inline bool mentions(std::string_view text, std::string_view word) noexcept {
    auto const is_between = [](char c) { return c == '_' || c == '-' || c == ' '; };
    for (; !text.empty(); text.remove_prefix(1)) {
        std::size_t matched = 0;
        for (char const c : text) {
            if (matched != 0 && is_between(c)) continue;
            if (to_lower(c) != to_lower(word[matched])) break;
            if (++matched == word.size()) return true;
        }
    }
    return false;
}

inline bool mentions_any(std::string_view text, std::span<std::string_view const> words) noexcept {
    return std::any_of(words.begin(), words.end(),
                       [text](std::string_view word) { return mentions(text, word); });
}

/// The text by which a refusal says what it is about. A problem's code and type are made for that.
/// Without a code it is the start of the body, whatever its form: title, detail, a framework's own
/// members.
struct stated_reason {
    std::string_view code{};
    std::string_view rest{};
};

inline stated_reason reason_of(response_view const& answer, problem const* sent) noexcept {
    constexpr std::size_t searched = 4096;
    if (sent != nullptr && sent->code && !sent->code->empty())
        return {*sent->code, sent->type ? std::string_view{*sent->type} : std::string_view{}};
    return {.rest = answer.body.substr(0, searched)};
}

/// Returns whether a refusal is about the idempotency key. A known code is about what it says.
/// Prose counts with the statuses of such a refusal alone: the page of a firewall may repeat the
/// request's header fields.
inline bool is_about_key(int status, stated_reason const& reason, bool known_code) noexcept {
    constexpr std::string_view word = "IDEMPOT"; // so begin idempotency, idempotent, idempotência
    if (mentions(reason.code, word)) return true;
    bool const tells = status == 400 || status == 409 || status == 412 || status == 422;
    return !known_code && tells && mentions(reason.rest, word);
}

/// Returns what to do about a refusal that leaves the outcome of a keyed operation open: its key or
/// its reference was used, perhaps by an earlier attempt at this very operation. Null for any
/// other. draft-ietf-httpapi-idempotency-key-header §2.7
inline std::optional<remedy> remedy_of_used_key(response_view const& answer, bool waits,
                                                stated_reason const& reason, bool known_code) {
    bool const about_key = is_about_key(answer.status, reason, known_code);
    if (answer.status != 409 && !about_key) return std::nullopt;
    // The first request is still being processed: its answer will come under the same key.
    static constexpr std::string_view under_way[] = {"PROCESSING", "INPROGRESS", "INPROCESS",
                                                     "CONCURRENT", "OUTSTANDING"};
    static constexpr std::string_view key_under_way[] = {"INUSE", "PENDING"};
    bool const first_goes_on = waits || mentions_any(reason.code, under_way) ||
                               (about_key && (mentions_any(reason.rest, under_way) ||
                                              mentions_any(reason.code, key_under_way)));
    return first_goes_on ? remedy::retry_same_key : remedy::reconcile;
}

CONNECTPSP_DECL error error_from_response(endpoint_spec const& endpoint,
                                          response_view const& answer) {
    error_context context{.status = answer.status};
    if (endpoint.auth == auth::none) {
        context.problem = read_problem_of_login(answer.body);
    } else {
        context.problem = read_problem(answer.body);
        context.body_excerpt = excerpt_of(answer.body);
    }
    context.retry_after = parse_retry_after(answer.retry_after);
    problem const* const sent = context.problem ? &*context.problem : nullptr;
    std::string_view const text = sent != nullptr && sent->code ? *sent->code : std::string_view{};
    api_errc code = to_api_errc(answer.status, text);
    bool const known_code = code != to_api_errc(answer.status, {});
    // Only ConnectPSP, which has looked for the transaction, can say that it does not exist. A
    // login looks for nothing.
    bool const looked =
        endpoint.auth != auth::none && sent != nullptr && is_own_problem(answer, text);
    if (code == api_errc::not_found && !looked) code = api_errc::other_client_error;
    // Only a 4xx says that nothing was done, and not the one of a gateway that lost patience. Any
    // other status, be it ConnectPSP's or of what stands before it, leaves that open.
    bool const open = answer.status < 400 || answer.status >= 500 || answer.status == 408;
    if (endpoint.has_effect() && open)
        context.unknown_outcome = endpoint.unknown_outcome();
    else if (endpoint.idempotency == idempotency::by_key)
        context.unknown_outcome = remedy_of_used_key(answer, context.retry_after.has_value(),
                                                     reason_of(answer, sent), known_code);
    return error{code, std::move(context)};
}

CONNECTPSP_DECL error reject_response(endpoint_spec const& endpoint, response_view const& answer,
                                      error const& why) {
    return why.with([&](error_context& context) {
        context.status = answer.status;
        // Nothing of the body is kept: a token's answer that is cut short still holds the token.
        if (!endpoint.has_effect() || why == api_errc::declined) return;
        // The same request would get the same answer again.
        bool const same_again = why == condition::mismatch || why == errc::payout_not_accepted;
        context.unknown_outcome = same_again ? remedy::reconcile : endpoint.unknown_outcome();
    });
}

} // namespace connectpsp::detail

#endif
