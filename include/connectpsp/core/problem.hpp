// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_PROBLEM_HPP
#define CONNECTPSP_CORE_PROBLEM_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Problem details as the server sent them: untrusted text, not fit for a log before redact().
/// All members are optional, so that one of another JSON type than RFC 9457 gives it counts as
/// absent, as everywhere: a malformed `status` must not cost the `code`.
/// docs/protocol.md §3, RFC 9457 §3.1
struct problem {
    std::optional<std::string> type{};    ///< a URI; absent means `about:blank`
    std::optional<std::string> title{};   ///< a summary of the kind of problem, for humans
    std::optional<std::int64_t> status{}; ///< the HTTP status as the origin set it
    std::optional<std::string> code{};    ///< machine-readable; the list is open
    std::optional<std::string> detail{};  ///< this occurrence, for humans

    /// `type`, or `about:blank` where it is absent.  RFC 9457 §3.1.1
    std::string_view type_or_default() const& noexcept {
        return type ? std::string_view{*type} : std::string_view{"about:blank"};
    }
    detail::owned_text type_or_default() const&& { return detail::owned_text{type_or_default()}; }

    bool operator==(problem const&) const = default;
};

BOOST_DESCRIBE_STRUCT(problem, (), (type, title, status, code, detail))

} // namespace connectpsp

#endif
