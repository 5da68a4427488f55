// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_ERRC_IPP
#define CONNECTPSP_CORE_IMPL_ERRC_IPP

#include <connectpsp/core/detail/code_table.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor" // Boost's base class, which is never deleted
#endif

template <class Code>
class category final : public boost::system::error_category {
public:
    constexpr category(char const* name, std::uint64_t id) noexcept
        : boost::system::error_category(id)
        , name_(name) {}

    char const* name() const noexcept override { return name_; }
    std::string message(int code) const override { return text_of(code); }
    char const* message(int code, char*, std::size_t) const noexcept override {
        return text_of(code);
    }

    bool equivalent(int code,
                    boost::system::error_condition const& wanted) const noexcept override {
        if (std::is_same_v<Code, condition> || wanted.category() != condition_category())
            return boost::system::error_category::equivalent(code, wanted);
        code_row const* const found = find_row<Code>(code);
        return found != nullptr && find_row<condition>(wanted.value()) != nullptr &&
               (found->conditions & set_of({static_cast<condition>(wanted.value())})) != 0;
    }

private:
    static char const* text_of(int code) noexcept {
        code_row const* const found = find_row<Code>(code);
        return found != nullptr ? found->text : "unknown code";
    }

    char const* name_;
};

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// Returns a fixed id, so that a category equals itself when a program holds two copies of one
/// version. Another version has other ids, because a number may mean something else there.
constexpr std::uint64_t category_id(std::uint64_t number) noexcept {
    constexpr std::uint64_t version = std::uint64_t{CONNECTPSP_VERSION_MAJOR} << 32U |
                                      std::uint64_t{CONNECTPSP_VERSION_MINOR} << 16U;
    return (0x9b6a1f0c52d84e30 ^ version) + number;
}

inline constinit category<errc> const core_category_instance{"connectpsp", category_id(1)};
inline constinit category<api_errc> const api_category_instance{"connectpsp.api", category_id(2)};
inline constinit category<condition> const condition_category_instance{"connectpsp.condition",
                                                                       category_id(3)};

} // namespace detail

CONNECTPSP_DECL boost::system::error_category const& core_category() noexcept {
    return detail::core_category_instance;
}

CONNECTPSP_DECL boost::system::error_category const& api_category() noexcept {
    return detail::api_category_instance;
}

CONNECTPSP_DECL boost::system::error_category const& condition_category() noexcept {
    return detail::condition_category_instance;
}

CONNECTPSP_DECL remedy remedy_of(boost::system::error_code const& code) noexcept {
    bool const is_core = code.category() == core_category();
    if (!is_core && code.category() != api_category()) return remedy::wait; // a transport's own
    auto const* const found =
        is_core ? detail::find_row<errc>(code.value()) : detail::find_row<api_errc>(code.value());
    return found != nullptr ? found->asks_for : remedy::contact_support;
}

CONNECTPSP_DECL std::string_view name_of(boost::system::error_code const& code) noexcept {
    auto const* const found =
        code.category() == core_category()  ? detail::find_row<errc>(code.value())
        : code.category() == api_category() ? detail::find_row<api_errc>(code.value())
                                            : nullptr;
    return found != nullptr ? found->name : std::string_view{};
}

CONNECTPSP_DECL std::string_view to_string(remedy value) noexcept {
    switch (value) {
    case remedy::fix_request: return "fix_request";
    case remedy::reauthenticate: return "reauthenticate";
    case remedy::retry_same_key: return "retry_same_key";
    case remedy::wait: return "wait";
    case remedy::reconcile: return "reconcile";
    case remedy::contact_support: return "contact_support";
    }
    return "unknown";
}

CONNECTPSP_DECL api_errc to_api_errc(int status, std::string_view problem_code) noexcept {
    // Only a 4xx is a considered refusal by ConnectPSP. A 5xx stays a 5xx, whatever its body says:
    // the server may have done anything before it. A 408 is the same.
    if (status >= 400 && status < 500 && status != 408 && !problem_code.empty())
        for (auto const& each : detail::api_rows)
            if (each.problem_code == problem_code) return static_cast<api_errc>(each.number);
    for (auto const& each : detail::api_rows)
        if (each.status == status && status != 0) return static_cast<api_errc>(each.number);
    return status >= 400 && status < 500   ? api_errc::other_client_error
           : status >= 500 && status < 600 ? api_errc::other_server_error
                                           : api_errc::unexpected_status;
}

} // namespace connectpsp

#endif
