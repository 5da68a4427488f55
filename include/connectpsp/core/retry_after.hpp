// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_RETRY_AFTER_HPP
#define CONNECTPSP_CORE_RETRY_AFTER_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/version.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// When a server asks to come back: after a delay, or at a time of the server's clock.
/// RFC 9110 §10.2.3
class retry_after {
public:
    using instant = std::chrono::sys_seconds;

    explicit retry_after(std::chrono::seconds delay) noexcept : when_(delay) {}
    explicit retry_after(instant at) noexcept : when_(at) {}

    /// How long to wait from `now`; never below zero.
    std::chrono::seconds
    delay(std::chrono::sys_time<std::chrono::microseconds> now) const noexcept {
        if (auto const* const seconds = std::get_if<std::chrono::seconds>(&when_)) return *seconds;
        auto const left = std::chrono::ceil<std::chrono::seconds>(std::get<instant>(when_) - now);
        return left > std::chrono::seconds{0} ? left : std::chrono::seconds{0};
    }

    /// The delay, or the time, as it was sent.
    std::variant<std::chrono::seconds, instant> const& value() const& noexcept { return when_; }
    std::variant<std::chrono::seconds, instant> value() const&& noexcept { return when_; }

    bool operator==(retry_after const&) const = default;

private:
    std::variant<std::chrono::seconds, instant> when_;
};

/// Reads a Retry-After field value: delay-seconds, or an HTTP-date in any of its three forms.
/// Spaces and tabs around it are passed over. A fraction (`2.0`, `299.997`), which some servers send
/// although the RFC has none, is rounded up to whole seconds. A delay beyond limits::retry_after is
/// read as that. The year of the obsolete two-digit form is taken from 1970 to 2069. Empty when it
/// is neither: a header that cannot be understood counts as not sent.  RFC 9110 §10.2.3, §5.6.7
CONNECTPSP_DECL std::optional<retry_after> parse_retry_after(std::string_view text) noexcept;

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/retry_after.ipp>
#endif

#endif
