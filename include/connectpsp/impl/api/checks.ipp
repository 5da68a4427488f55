#ifndef CONNECTPSP_IMPL_API_CHECKS_IPP
#define CONNECTPSP_IMPL_API_CHECKS_IPP

#include <connectpsp/detail/api/checks.hpp>
#include <connectpsp/impl/core/environment.ipp>

#include <algorithm>

namespace connectpsp::detail {

/// Visible ASCII that needs no escaping in a URI.
inline bool is_uri_text(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7f' &&
               std::string_view{"\"<>\\^`{|}"}.find(c) == std::string_view::npos;
    });
}

CONNECTPSP_DECL errc check_redirect_url(std::string_view url) noexcept {
    if (url.empty()) return errc::empty_value;
    if (url.size() > limits::url_bytes) return errc::text_too_long;
    std::size_t const colon = url.find(':');
    std::string_view const scheme = url.substr(0, colon);
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    bool const absolute =
        colon != std::string_view::npos && !scheme.empty() && is_letter(scheme.front()) &&
        std::all_of(scheme.begin(), scheme.end(), [&](char c) {
            return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
        });
    return absolute && colon + 1 != url.size() && is_uri_text(url) ? no_error : errc::invalid_url;
}

CONNECTPSP_DECL errc check_callback_url(std::string_view url) noexcept {
    if (url.size() > limits::url_bytes) return errc::text_too_long;
    bool const secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) return errc::invalid_url;
    url.remove_prefix(secure ? 8 : 7);
    std::string_view host;
    if (!take_host(url, host) || (take(url, ':') && !take_port(url))) return errc::invalid_url;
    if (!secure && !is_loopback(host)) return errc::invalid_url;
    if (!url.empty() && url.front() != '/' && url.front() != '?') return errc::invalid_url;
    if (!is_uri_text(url) || url.find('#') != std::string_view::npos) return errc::invalid_url;
    return no_error;
}

CONNECTPSP_DECL std::string masked(std::string_view text) {
    constexpr std::size_t shown = 2;
    bool const shows_ends =
        text.size() >= 5 * shown &&
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!shows_ends) return "***";
    std::string out{text.substr(0, shown)};
    return out.append("***").append(text.substr(text.size() - shown));
}

CONNECTPSP_DECL std::optional<error> compare_ids(std::string_view asked,
                                                 std::initializer_list<std::string_view> answered) {
    auto const lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    std::string_view other;
    for (std::string_view const id : answered) {
        if (std::equal(id.begin(), id.end(), asked.begin(), asked.end(),
                       [&](char a, char b) { return lower(a) == lower(b); }))
            return std::nullopt;
        if (other.empty()) other = id;
    }
    if (other.empty()) return std::nullopt;
    return differs(errc::mismatched_id, "/transactionId", masked(asked), masked(other));
}

} // namespace connectpsp::detail

#endif
