#ifndef CONNECTPSP_CORE_ENVIRONMENT_HPP
#define CONNECTPSP_CORE_ENVIRONMENT_HPP

#include <connectpsp/core/result.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace connectpsp {

/// Where the API is: a base URL without a trailing slash.  protocol.md §1
class environment {
public:
    /// Homologação: no real money.
    static environment staging() { return environment{"https://api.homologacao.connectpsp.com"}; }

    /// Real money.
    static environment production() { return environment{"https://api.connectpsp.com"}; }

    /// Any other place, such as a sandbox: `https://host[:port]`. Plain http is taken for loopback
    /// alone, because every request carries a token.
    /// Errors: invalid_base_url, insecure_base_url.
    CONNECTPSP_DECL static result<environment> at(std::string_view base_url);

    std::string const& base_url() const noexcept { return base_url_; }

    bool operator==(environment const&) const = default;

private:
    explicit environment(std::string base_url) : base_url_(std::move(base_url)) {}

    std::string base_url_;
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/core/environment.ipp>
#endif

#endif
