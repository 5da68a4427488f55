// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_ENVIRONMENT_HPP
#define CONNECTPSP_CORE_ENVIRONMENT_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The place of the API: a base URL in its normal form. Scheme and host are in lower case, the
/// scheme's own port is left out, and no slash stands at the end, so that two spellings of one
/// place are equal.  docs/protocol.md §1, RFC 3986 §6.2.2, §6.2.3
class environment {
public:
    /// Homologação: no real money.
    static environment staging() { return environment{"https://api.homologacao.connectpsp.com"}; }

    /// Real money.
    static environment production() { return environment{"https://api.connectpsp.com"}; }

    /// Any other place, such as a sandbox or a gateway: `https://host[:port][/prefix]`. The prefix
    /// stands before the path of every request. User info, query, fragment, `.` and `..` are
    /// refused. Plain http is taken for loopback alone, because every request carries a token.
    /// Errors: invalid_base_url, insecure_base_url.
    CONNECTPSP_DECL static result<environment> parse(std::string_view base_url);

    /// A place of a test set-up that has no TLS, such as a service of Docker Compose
    /// (`http://wiremock:8080`). Tokens go over the network in the clear: never use it for real
    /// credentials. connectpsp.com and the hosts below it are refused, over https as well.
    /// Errors: invalid_base_url, insecure_base_url.
    CONNECTPSP_DECL static result<environment> insecure_for_tests(std::string_view base_url);

    std::string const& base_url() const& noexcept { return base_url_; }
    detail::owned_text base_url() const&& { return detail::owned_text{base_url()}; }

    bool operator==(environment const&) const = default;

private:
    explicit environment(std::string base_url) : base_url_(std::move(base_url)) {}

    std::string base_url_;
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/environment.ipp>
#endif

#endif
